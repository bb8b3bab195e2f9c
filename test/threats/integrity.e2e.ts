import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {answer, until, useChromium} from './visit.js';

const hashes = JSON.parse(readFileSync('dist/cdn/integrity.json', 'utf8')) as {readonly [file: string]: string};
const tagFiles = Object.keys(hashes).filter(file => !file.startsWith('chunks/'));
const visitPage = useChromium();

const script = (file: string) =>
  `<script ${file.includes('classic') ? '' : 'type="module"'} src="/cx/${file}" integrity="${hashes[file]}" crossorigin="anonymous"
     onload="this.title = 'loaded'" onerror="this.title = 'refused'" data-cx-endpoint="/events"></script>`;

describe('the hashes of integrity.json', () => {
  it.each(tagFiles)('let %s load as it was built', async file => {
    const {page} = await visitPage(script(file));

    await page.locator('script[title=loaded]').waitFor({state: 'attached'});
  });

  it.each(tagFiles)('have the browser refuse %s once it was altered', async file => {
    const {page} = await visitPage(script(file), {
      with: shop => {
        shop.isTampered = true;
      },
    });

    await page.locator('script[title=refused]').waitFor({state: 'attached'});
    expect(await page.evaluate(() => 'cxElements' in window)).toBe(false);
  });

  it('let cx.all.js ask and deliver, though every other file is altered', async () => {
    const visit = await visitPage(`${script('cx.all.js')}<cx-nps></cx-nps>`);
    await visit.page.locator('script[title=loaded]').waitFor({state: 'attached'});
    visit.shop.isTampered = true;

    await answer(visit);

    expect(visit.shop.requests.map(({path}) => path).filter(path => path.startsWith('/cx/'))).toEqual(['/cx/cx.all.js']);
    await until(() => expect(visit.errors).toEqual([]));
  });
});
