import {expect, it} from 'vitest';
import {useChromium} from '../threats/visit.js';

const visitPage = useChromium();

it.each(['popover', 'dialog', 'banner'])('a %s does not come out of the printer, and the page does', async showAs => {
  const {page} = await visitPage(
    `<script type="module" src="/cx/cx.js" data-cx-endpoint="/events"></script><h1>Order</h1>
    <cx-nps show-as="${showAs}" show-when="delay 0s"></cx-nps><cx-rating></cx-rating>`,
  );
  const prompt = page.locator('cx-nps .layer');
  await prompt.waitFor();
  await page.locator('cx-rating [part=question]').waitFor();

  await page.emulateMedia({media: 'print'});

  expect(await prompt.isVisible()).toBe(false);
  expect(await page.locator('cx-rating [part=question]').isVisible()).toBe(true);
});
