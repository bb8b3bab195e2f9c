import {readFile} from 'node:fs/promises';
import {Problem} from './problem.js';
import {guardHeaders} from './respond.js';

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** The page may run and load what lies beside it, and nothing else. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Serves a file of the dashboard. The name is one plain word, so it cannot leave the folder. */
export async function dashboardFile(folder: URL, name: string): Promise<Response> {
  const [, ending = ''] = /^[a-z0-9-]+\.(html|css|js|svg)$/.exec(name) ?? [];
  const type = types[ending];
  const content = type && (await readFile(new URL(name, folder)).catch(() => undefined)); // A missing file is the answer below.
  if (!type || !content) throw new Problem(404, 'not-found', 'There is nothing here.');
  return new Response(content, {
    headers: {'content-type': type, 'content-security-policy': policy, 'x-frame-options': 'DENY', ...guardHeaders},
  });
}
