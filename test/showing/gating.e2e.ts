import {describe, expect, it} from 'vitest';
import {until, useChromium} from '../threats/visit.js';

const visitPage = useChromium();
const script = (file: string) => `<script type="module" src="/cx/${file}" data-cx-endpoint="SHOP/events"></script>`;

describe('a review that is to be asked of some scores only', () => {
  it.each([
    ['cx.js', 'promoter'],
    ['cx.js', 'passive detractor new'],
    ['cx.all.js', 'promoter'],
    ['review.js', 'detractor'],
  ])('is asked of everyone by %s, whatever stands in show-to="%s", and the page is told', async (file, words) => {
    const visit = await visitPage(`${script(file)}<cx-review show-to="${words}" links="google=https://g.example/"></cx-review>`);

    await visit.page.locator('cx-review [part=links]').waitFor();

    const expected = words.split(' ').filter(word => word !== 'new');
    await until(async () => expect(await visit.problems()).toEqual(expected.map(() => 'gating')));
    expect(visit.warnings.filter(line => line.includes('(gating)'))).toHaveLength(expected.length);
  });

  it('still heeds the words that are no score', async () => {
    const visit = await visitPage(
      `${script('cx.js')}<cx-review id="a" show-to="promoter visits:9"></cx-review><cx-review id="b" survey="b" show-to="promoter"></cx-review>`,
    );

    await visit.page.locator('#b [part=submit]').waitFor();

    expect(await visit.page.locator('#a [part=submit]').count()).toBe(0);
  });

  it('is a word for other elements', async () => {
    const visit = await visitPage(
      `${script('cx.js')}<cx-nps show-to="promoter"></cx-nps><cx-review survey="b" show-to="promoter"></cx-review>`,
    );

    await visit.page.locator('cx-review [part=submit]').waitFor();

    await until(async () => expect(await visit.problems()).toEqual(['gating']));
    expect(await visit.page.locator('cx-nps [part=option]').count()).toBe(0);
  });
});
