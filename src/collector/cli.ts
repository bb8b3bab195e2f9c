export {};

declare const __CX_VERSION__: string;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 13)) {
  console.error(`cx-collector: expected Node 22.13 or newer, got "${process.versions.node}". (node-too-old)`);
  process.exit(78);
}

// Loaded only now: an older Node has no node:sqlite and would fail with a stack trace instead of the line above.
const {
  boundYoungMemory,
  closeOnSignal,
  createCollector,
  describeDatabase,
  exitMisconfigured,
  helpText,
  readOptions,
  SettingsError,
  startServer,
} = await import('./index.js');

async function main(): Promise<void> {
  const settings = readOptions(process.argv.slice(2), process.env);
  if (settings.help) return console.log(helpText);
  if (settings.version) return console.log(__CX_VERSION__);
  boundYoungMemory();
  const collector = createCollector(settings);
  const server = await startServer(collector, settings);
  closeOnSignal(async () => {
    await server.close();
    await collector.close();
  });
  const token = await collector.madeToken;
  console.log(`cx-collector listens on ${server.url} and keeps answers in ${describeDatabase(settings.database)}.`);
  if (token !== undefined) {
    console.log(`Admin token, shown only this once: ${token}`);
    console.log(`Report: ${server.url}/#token=${token}`);
  } else if (settings.adminToken !== undefined) {
    console.log(`Report: ${server.url}/ (the admin token is the one you set).`);
  } else {
    console.log(`Report: ${server.url}/ (the admin token was shown at the first start; --admin-token sets another).`);
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  for (const problem of error.problems) console.error(problem);
  process.exit(exitMisconfigured);
}
