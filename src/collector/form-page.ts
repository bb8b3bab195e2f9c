import {createHash} from 'node:crypto';
import {guardHeaders} from './respond.js';

const style = `:root{color-scheme:light dark;--ink:oklch(25% .02 265);--soft:oklch(50% .02 265);--paper:oklch(98.5% .004 265);--card:#fff;--accent:oklch(55% .17 265)}
@media(prefers-color-scheme:dark){:root{--ink:oklch(94% .01 265);--soft:oklch(72% .02 265);--paper:oklch(19% .015 265);--card:oklch(24% .018 265);--accent:oklch(72% .14 265)}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:var(--paper);color:var(--ink);font:17px/1.55 system-ui,sans-serif}
main{max-width:30rem;width:100%;padding:40px 32px;border-radius:20px;background:var(--card);box-shadow:0 1px 2px #0001,0 12px 40px #0001;text-align:center}
svg{width:56px;height:56px;color:var(--accent)}h1{margin:16px 0 8px;font-size:1.5rem;line-height:1.25;letter-spacing:-.01em}p{margin:0;color:var(--soft)}
a{display:inline-block;margin-top:24px;padding:10px 20px;border-radius:12px;background:var(--accent);color:var(--card);text-decoration:none;font-weight:600}
a:focus-visible{outline:3px solid var(--accent);outline-offset:3px}`;

const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;

const tick = '<path d="M15 25l7 7 12-14"/>';
const cross = '<path d="M24 14v12M24 33v.5"/>';

const faults: Readonly<Record<string, string>> = {
  'form-empty': 'The form arrived empty. Please choose a score or write a few words.',
  'score-invalid': 'The score is not on the scale of this question.',
  'site-invalid': 'This form names a shop that does not exist.',
  'body-too-large': 'The text is too long. Please shorten it and send it again.',
  'type-unsupported': 'This form is sent in a way that cannot be read here.',
  'rate-limited': 'Too much arrived from here in a short time. Please try again in a minute.',
  'try-again': 'Your answer could not be stored just now. Please try again in a moment.',
};

/** The page that a form without script leads to: it needs no script either. */
export function thankYouPage(request: Request): Response {
  return page(200, tick, 'Thank you!', 'Your answer has arrived. It helps to make things better.', request);
}

/** The page that tells a person what to change in a form. */
export function formFaultPage(
  status: number,
  code: string,
  request: Request,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const response = page(status, cross, 'That did not work', faults[code] ?? 'The form could not be read.', request, code);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

function page(status: number, drawing: string, title: string, text: string, request: Request, code = ''): Response {
  const back = backLink(request);
  const body = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${title}</title><style>${style}</style></head>
<body><main${code && ` data-code="${code}"`}><svg viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="24" cy="24" r="21"/>${drawing}</svg>
<h1>${title}</h1><p>${text}</p>${back}</main></body></html>`;
  return new Response(body, {
    status,
    headers: {'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, ...guardHeaders},
  });
}

/** Back to the page with the form: only to one of the collector's own host, so that no stranger can lead a person elsewhere. */
function backLink(request: Request): string {
  const referrer = request.headers.get('referer');
  if (referrer === null || !URL.canParse(referrer)) return '';
  const {host, protocol, pathname} = new URL(referrer);
  if (
    host !== new URL(request.url).host ||
    !/^https?:$/.test(protocol) ||
    !/^[\w\-./%~]+$/.test(pathname) ||
    pathname.startsWith('//')
  )
    return '';
  return `<a href="${pathname}">Back to the page</a>`;
}
