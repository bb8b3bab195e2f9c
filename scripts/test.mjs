// Old versions of Node read this file too: the check comes first, and newer syntax only behind it.
if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(
    'cx-elements: expected Node 20 or newer, got ' + process.versions.node + '. Get a current one from https://nodejs.org.',
  );
  process.exit(78);
}

import('./test-run.mjs').then(function (testRun) {
  return testRun.runTests(process.argv.slice(2)).then(function (failed) {
    process.exit(failed > 0 ? 1 : 0);
  });
});
