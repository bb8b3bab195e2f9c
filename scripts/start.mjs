// Old versions of Node read this file too: the check comes first, and newer syntax only behind it.
if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(
    'cx-elements: expected Node 20 or newer, got ' + process.versions.node + '. Get a current one from https://nodejs.org.',
  );
  process.exit(78);
}

import('./setup.mjs').then(function (setup) {
  if (!setup.installDependencies() || !setup.build()) process.exit(1);
  const args = [setup.root + '/demo/server.mjs'].concat(process.argv.slice(2));
  return setup.run(setup.projectNode(), args).then(function (code) {
    process.exit(code);
  });
});
