import {describe, expect, it} from 'vitest';
import {until, useChromium, type Visit} from '../threats/visit.js';

const visitPage = useChromium();
const head = (file: string) => `<script type="module" src="/cx/${file}" data-cx-endpoint="/events"></script>`;

/** The files of words that a page has asked for, without their hash. */
const asked = ({shop}: Visit): string[] =>
  shop.requests.flatMap(({path}) => /locale-([\w-]+)-[\w-]{6}\.js/.exec(path)?.[1] ?? []).sort();

describe('a page in another language', () => {
  it.each(['cx.js', 'cx.all.js', 'nps.js'])('asks %s for the words of that language, and for no others', async file => {
    const visit = await visitPage(`${head(file)}<section lang="fi-FI"><cx-nps></cx-nps></section>`);

    await visit.page.getByText('Kuinka todennäköisesti suosittelisit meitä').waitFor();

    expect(asked(visit)).toEqual(['fi']);
    await visit.page.locator('cx-nps').getByRole('radio', {name: /^9/}).check({force: true});
    await visit.page.getByRole('button', {name: 'Lähetä'}).click();
    await visit.page.locator('cx-nps').getByText('Kiitos, tästä on apua').first().waitFor();
    await until(async () => expect((await visit.shop.items())[0]).toMatchObject({partial: false, locale: 'fi-FI'}));
    expect(asked(visit)).toEqual(['fi']);
  });

  it('asks for the words of the shop when there is a number to call', async () => {
    const visit = await visitPage(
      `${head('cx.js')}<section lang="ja"><cx-call tel="+81312345678" hours="Mo-Su"></cx-call></section>`,
    );

    await visit.page.getByText('お電話はこちら').waitFor();
    await visit.page.getByText('営業中').waitFor();

    expect(asked(visit)).toEqual(['ja-shop']);
  });

  it('asks for nothing in English', async () => {
    const visit = await visitPage(`${head('cx.js')}<section lang="en-GB"><cx-nps></cx-nps></section>`);

    await visit.page.getByText('How likely are you').waitFor();

    expect(visit.shop.requests.filter(({path}) => /locale|languages/.test(path))).toEqual([]);
  });

  it('lets the shop have its own words, also before the script has come', async () => {
    const own = `<script>(window.cxElements ||= []).push(['registerLocale', 'de', {nps: {question: 'Und, wie war es?'}}])</script>`;
    const visit = await visitPage(`${own}${head('cx.js')}<section lang="de-AT"><cx-nps></cx-nps></section>`);

    await visit.page.getByText('Und, wie war es?').waitFor();

    await visit.page.locator('cx-nps').getByText('Sehr wahrscheinlich').waitFor();
  });

  it('keeps its direction in a popover', async () => {
    const visit = await visitPage(
      `${head('cx.js')}<section lang="ar" dir="rtl"><cx-rating show-as="popover" show-when="delay 0s"></cx-rating></section>`,
    );

    await visit.page.getByText('ما مدى رضاك؟').waitFor();

    const [first, last] = await Promise.all(
      [0, 4].map(at => visit.page.locator('cx-rating').getByRole('radio').nth(at).boundingBox()),
    );
    expect(first!.x).toBeGreaterThan(last!.x);
    expect(await visit.page.getByRole('button', {name: 'إغلاق'}).count()).toBe(1);
  });
});
