import {describe, expect, it} from 'vitest';
import {until, useChromium, type Visit} from './visit.js';

const visitPage = useChromium();
const entries = ['cx.js', 'cx.all.js', 'nps.js'];
const markup = (file: string, endpoint: string) =>
  `<!doctype html><script type="module" src="SHOP/cx/${file}" data-cx-endpoint="${endpoint}" data-cx-site="shop.example"></script><cx-nps></cx-nps>`;
const srcdoc = (html: string, sandbox: string) =>
  `<!doctype html><iframe ${sandbox} width="600" height="700" srcdoc="${html.replaceAll('"', '&quot;')}"></iframe>`;

/** What arrived, each answer once, however often it was sent. */
const wholeAnswers = ({shop}: Visit) =>
  [...new Map(shop.sent.map(event => [event.id, event.data])).values()]
    .filter(({partial}) => partial === false)
    .map(({answers}) => answers);

describe.each(entries)('in a frame, %s', file => {
  it.each([
    ['of the same origin', ''],
    ['that is sandboxed, with scripts and forms', 'sandbox="allow-scripts allow-forms"'],
    ['that is sandboxed, with scripts alone', 'sandbox="allow-scripts"'],
  ])('takes the whole answer and tells the visitor: one %s', async (_what, sandbox) => {
    const visit = await visitPage(srcdoc(markup(file, 'SHOP/events'), sandbox));
    const frame = visit.page.frameLocator('iframe');
    const nps = frame.locator('cx-nps');

    await nps.getByRole('radio', {name: '9', exact: true}).check({force: true});
    await nps.locator('textarea').fill('From within a frame');
    await nps.locator('[part~=submit]').click();
    await nps.locator('[part~=thanks]').waitFor();

    await until(() => expect(wholeAnswers(visit)).toEqual([{score: 9, comment: 'From within a frame'}]));
    // Chromium leaves a rejection without a reason behind where a frame without origin asks for its databases.
    expect(visit.errors.filter(error => error !== 'undefined')).toEqual([]);
  });
});

describe('a frame that is written into its page', () => {
  it.each([
    ['', ''],
    [', whatever is called baseURI', '<img name="baseURI" alt="">'],
  ])('has the name, the address and the endpoint of that page%s', async (_what, beside) => {
    const visit = await visitPage(srcdoc(markup('cx.js', '/events').replace(' data-cx-site="shop.example"', '') + beside, ''));
    const nps = visit.page.frameLocator('iframe').locator('cx-nps');

    await nps.getByRole('radio', {name: '9', exact: true}).check({force: true});
    await nps.locator('[part~=submit]').click();
    await nps.locator('[part~=thanks]').waitFor();

    const {hostname, origin, pathname} = new URL(visit.page.url());
    await until(() =>
      expect(visit.shop.sent).toContainEqual(
        expect.objectContaining({
          source: origin + pathname,
          data: expect.objectContaining({site: hostname, score: 9}) as unknown,
        }),
      ),
    );
  });
});

describe('a page whose drawers are written into it, closed', () => {
  it.each([
    [
      'visibility',
      '<div style="position: fixed; inset: 0; visibility: hidden"><div role="dialog" aria-modal="true">Cart</div></div>',
    ],
    [
      'a shift',
      '<div role="dialog" aria-modal="true" style="position: fixed; inset-block: 0; left: 100%; width: 300px">Cart</div>',
    ],
    [
      'opacity',
      '<div role="dialog" aria-modal="true" style="position: fixed; inset: 0; opacity: 0; pointer-events: none">Cart</div>',
    ],
  ])('is shown its prompt: closed by %s', async (_how, drawer) => {
    const {page} = await visitPage(
      `<script type="module" src="/cx/cx.js" data-cx-endpoint="/events"></script>${drawer}
      <cx-nps show-as="popover" show-when="delay 0s"></cx-nps>`,
    );

    await page.locator('cx-nps .layer').waitFor();
  });

  it('waits while one is open, and comes once it is closed by a press', async () => {
    const {page} = await visitPage(
      `<script type="module" src="/cx/cx.js" data-cx-endpoint="/events"></script>
      <div role="dialog" aria-modal="true" style="position: fixed; inset: 0 50% 0 0">We use cookies.
        <button onclick="this.parentElement.remove()">All right</button></div>
      <cx-nps show-as="popover" show-when="delay 0s"></cx-nps>`,
    );
    await page.waitForFunction(() => customElements.get('cx-nps'));
    expect(await page.locator('cx-nps').evaluate(el => (el as unknown as {open?: boolean}).open ?? false)).toBe(false);

    await page.getByRole('button', {name: 'All right'}).click();

    await page.locator('cx-nps .layer').waitFor();
  });
});

describe('a browser whose storage throws at each question', () => {
  it.each(entries)('sends what %s was told', async file => {
    const visit = await visitPage(
      `<script type="module" src="/cx/${file}" data-cx-endpoint="/events"></script><cx-nps></cx-nps>`,
      {
        // As Firefox with a corrupted profile.
        before: () => {
          for (const name of ['getItem', 'setItem', 'removeItem', 'key'] as const)
            Storage.prototype[name] = () => {
              throw new DOMException('corrupted', 'NS_ERROR_FILE_CORRUPTED');
            };
        },
      },
    );

    await visit.page.locator('cx-nps').getByRole('radio', {name: '9', exact: true}).check({force: true});
    await visit.page.locator('cx-nps [part~=submit]').click();

    await visit.page.locator('cx-nps [part~=thanks]').waitFor();
    await until(async () => expect(await visit.shop.items()).toMatchObject([{score: 9, partial: false}]));
    expect(visit.errors).toEqual([]);
  });
});
