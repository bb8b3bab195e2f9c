/** The demo shop, the built files and the collector on one port. */

import {readFile} from 'node:fs/promises';
import {extname, join, relative, resolve} from 'node:path';
import {
  boundYoungMemory,
  closeOnSignal,
  createCollector,
  describeDatabase,
  isPostgres,
  exitMisconfigured,
  helpText,
  readOptions,
  SettingsError,
  startServer,
} from '../dist/collector/index.js';

const root = resolve(import.meta.dirname, '..');
const folders = {shop: join(root, 'demo'), cx: join(root, 'dist', 'cdn')};
const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Reads a file below a folder; nothing outside it, hidden, or of another kind is there. */
async function staticFile(request, folder, path) {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return new Response('Only GET here.', {status: 405, headers: {allow: 'GET, HEAD'}});
  const name = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  const type = types[extname(name)];
  const isPlain = name.split('/').every(part => /^[\w-][\w.-]*$/.test(part));
  const content = type && isPlain ? await readFile(join(folder, name)).catch(() => undefined) : undefined; // a missing file is the answer below
  if (content === undefined)
    return new Response('There is nothing here.', {status: 404, headers: {'content-type': 'text/plain; charset=utf-8'}});
  const headers = {
    'content-type': type,
    'cache-control': name.startsWith('chunks/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
  };
  // Pages of other origins load modules with CORS.
  if (folder === folders.cx) headers['access-control-allow-origin'] = '*';
  return new Response(request.method === 'HEAD' ? null : content, {headers});
}

function answer(request, peer, collector) {
  const {pathname} = new URL(request.url);
  const [, place, path] = /^\/(shop|cx)(?:\/(.*))?$/.exec(pathname) ?? [];
  if (place === undefined) return collector(request, peer);
  if (path === undefined) return new Response(null, {status: 308, headers: {location: `/${place}/`}});
  return staticFile(request, folders[place], path);
}

async function start() {
  const settings = readOptions(process.argv.slice(2), process.env, {database: join(root, 'data', 'cx.sqlite')});
  if (settings.help) return console.log(helpText);
  boundYoungMemory();
  const collector = createCollector(settings);
  const server = await startServer((request, peer) => answer(request, peer, collector), settings);
  closeOnSignal(async () => {
    await server.close();
    await collector.close();
  });
  const token = await collector.madeToken;
  console.log(`Shop:    ${server.url}/shop/`);
  console.log(`Report:  ${server.url}/${token === undefined ? '' : `#token=${token}`}`);
  console.log(
    `Answers: ${isPostgres(settings.database) ? describeDatabase(settings.database) : relative(process.cwd(), settings.database)}`,
  );
  if (token !== undefined) console.log(`Admin token, shown only this once: ${token}`);
  else if (settings.adminToken === undefined)
    console.log('The admin token was shown at the first start; --admin-token sets another.');
}

start().catch(error => {
  if (!(error instanceof SettingsError)) throw error;
  for (const problem of error.problems) console.error(problem);
  process.exit(exitMisconfigured);
});
