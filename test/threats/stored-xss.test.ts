import {chromium, type Browser, type Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it, onTestFinished} from 'vitest';
import {startServer} from '../../src/collector/serve.js';
import {answer, openCollector, statuses, token} from '../collector/harness.js';
import {chromiumLaunch} from '../harness/chromium.mjs';

/** Each would set `pwned` or open a dialog, were it ever read as HTML, as an address or as a style. */
const corpus = [
  '<script>alert(1);pwned=1</script>',
  '<img src=x onerror="alert(1);pwned=1">',
  '<svg onload="alert(1);pwned=1"><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>',
  '<details open ontoggle=alert(1)>x</details>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
  '<form action="javascript:alert(1)"><button>x</button></form>',
  '<a href="javascript:alert(1)">x</a>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<style>*{background:url(https://evil.example/)}</style>',
  '<template><script>alert(1)</script></template>',
  '<input autofocus onfocus=alert(1)>',
  '<video><source onerror=alert(1)></video>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '</title></style></textarea></script><script>alert(1)</script>',
  '"><script>alert(1)</script>',
  `'><img src=x onerror=alert(1)>`,
  '" onmouseover="alert(1)" x="',
  `' autofocus onfocus='alert(1)`,
  '`onerror=alert(1)`',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '<%= alert(1) %>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '\\u003cscript\\u003ealert(1)\\u003c/script\\u003e',
  '\u003cscript\u003ealert(1)\u003c/script\u003e',
  '<scr\0ipt>alert(1)</script>',
  '＜script＞alert(1)＜/script＞',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  '<x onclick=alert(1) tabindex=1 autofocus onfocus=alert(1)>',
  'url(javascript:alert(1))',
  '}; body{background:url(//evil.example)} {',
  ';--x:url(javascript:alert(1));background:red',
  'a@b.example?bcc=evil@evil.example&body=x',
  'javascript:alert(1)//@b.example',
];

/** What a page is made of: names of elements, and every attribute that could run or load something. */
const makeOf = () => {
  const all = [...document.querySelectorAll('*')];
  const loud = all.flatMap(el =>
    [...el.attributes]
      .filter(({name}) => /^on|^(src|srcdoc|action|formaction|data|style|background|poster|ping)$/.test(name))
      .map(({name}) => `${el.localName} ${name}`),
  );
  const links = all.filter(el => el.hasAttribute('href')).map(el => new URL(el.getAttribute('href')!, document.baseURI).protocol);
  return {
    elements: [...new Set(all.map(el => el.localName))].sort(),
    loud: [...new Set(loud)].sort(),
    links: [...new Set(links)].sort(),
  };
};

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch(chromiumLaunch());
}, 30_000);

afterAll(() => browser?.close());

/** An answer and the acts around it, with one text in every member. */
const filled = (text: string, n: number) => {
  const data = {
    element: n % 2 ? 'cx-nps' : text.slice(0, 60),
    survey: text,
    touchpoint: text.slice(0, 60),
    response: `${n}${text.slice(0, 50)}`,
    locale: text.slice(0, 30),
    answers: {
      score: 9,
      comment: text,
      reasons: [text, text],
      title: text,
      text,
      name: text,
      email: text,
      contact: {email: text, phone: text},
      [text]: text,
      deeper: {[text]: [text]},
    },
    context: {[text]: text},
    visitor: {id: text, name: text, email: text},
    page: {url: text},
    asked: {question: text},
  };
  return [
    answer(`a${n}${text.slice(0, 40)}`, data, {source: text, subject: text}),
    answer(`s${n}`, data, {type: 'cx.shown'}),
    answer(`c${n}`, {...data, channel: text}, {type: 'cx.called'}),
    answer(`l${n}`, {...data, code: text.slice(0, 64), count: 1}, {type: 'cx.lost'}),
  ];
};

/** The report page of a collector with these texts, and all that went wrong in it. */
async function openReport(texts: readonly string[]) {
  const collector = openCollector({now: Date.now, log: entry => expect.fail(entry.message)});
  const server = await startServer(collector, {port: 0, host: '127.0.0.1'});
  onTestFinished(() => server.close());
  const now = new Date().toISOString();
  const events = texts.flatMap(filled).map(event => ({...event, time: now, senttime: now}));
  for (let from = 0; from < events.length; from += 8)
    expect(new Set(await statuses(collector, events.slice(from, from + 8)))).toEqual(new Set(['stored']));

  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const troubles: string[] = [];
  const page = await context.newPage();
  page.on('dialog', dialog => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', error => troubles.push(`error: ${error.message}`));
  page.on(
    'console',
    message =>
      message.type() === 'error' &&
      !message.text().startsWith('Failed to load resource') &&
      troubles.push(`console: ${message.text()}`),
  );
  page.on('request', request => !request.url().startsWith(server.url) && troubles.push(`request: ${request.url()}`));
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(globalThis, {violations});
    document.addEventListener('securitypolicyviolation', event => violations.push(event.violatedDirective));
  });
  await page.goto(`${server.url}/?period=all#token=${token}`);
  await page.locator('#answers').waitFor();
  const told = async () => [
    ...troubles,
    ...(await page.evaluate(() => (globalThis as unknown as {violations: string[]}).violations)),
    ...(await page.evaluate(() => ('pwned' in globalThis ? ['pwned'] : []))),
  ];
  return {page, url: server.url, told};
}

async function showAll(page: Page, count: number): Promise<void> {
  const more = page.getByRole('button', {name: 'Load more'});
  while (await more.isVisible()) {
    const before = await page.locator('#answers > li').count();
    await more.click();
    await page.waitForFunction(n => document.querySelectorAll('#answers > li').length > n, before);
  }
  expect(await page.locator('#answers > li').count()).toBe(count);
}

describe('the report page', () => {
  it('shows every text that was sent to it as text, and nothing of it runs', async () => {
    const harmless = await openReport(corpus.map((_, n) => `Quite good ${n}`));
    await showAll(harmless.page, corpus.length);
    const expected = await harmless.page.evaluate(makeOf);
    const {page, told} = await openReport(corpus);

    await showAll(page, corpus.length);
    await page.mouse.move(300, 300);
    for (let n = 0; n < 30; n++) await page.keyboard.press('Tab');

    expect(await page.evaluate(makeOf)).toEqual(expected);
    expect(expected.links).toEqual(['http:', 'mailto:']);
    const shown = await page.locator('#answers').textContent();
    for (const text of corpus) expect(shown).toContain(text.replace('\0', '\uFFFD'));
    expect(await told()).toEqual([]);
  }, 90_000);

  it('takes its filters from the address as text too', async () => {
    const {page, url, told} = await openReport(['Quite good']);

    for (const [n, text] of corpus.entries()) {
      const names = n % 5 ? ['survey', 'touchpoint'] : ['period', 'site', 'from', 'to', 'bucket', 'test'];
      const query = new URLSearchParams({period: 'all', ...Object.fromEntries(names.map(name => [name, text]))});
      await page.goto(`${url}/?${query}#${text}`);
      await page.waitForFunction(() => document.querySelector('#view')?.getAttribute('aria-busy') === 'false');

      expect((await page.evaluate(makeOf)).loud).toEqual(['img src', 'script src']);
    }
    expect(await told()).toEqual([]);
  }, 90_000);

  it('cannot be framed', async () => {
    const {url} = await openReport(['Quite good']);
    const other = await startServer(
      () => new Response(`<iframe src="${url}/"></iframe>`, {headers: {'content-type': 'text/html'}}),
      {
        port: 0,
        host: '127.0.0.1',
      },
    );
    onTestFinished(() => other.close());
    const page = await browser.newPage();
    onTestFinished(() => page.close());

    const refused = page.waitForEvent('console', message => /frame-ancestors|X-Frame-Options/i.test(message.text()));
    await page.goto(other.url);

    expect((await refused).type()).toBe('error');
  }, 60_000);
});
