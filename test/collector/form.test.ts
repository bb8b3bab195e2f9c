import {describe, expect, it} from 'vitest';
import type {Collector} from '../../src/collector/collector.js';
import {listed, openCollector} from './harness.js';

const submit = (collector: Collector, body: string, headers: Record<string, string> = {}) =>
  collector(
    new Request('http://shop.example:8787/events', {
      method: 'POST',
      body,
      headers: {'content-type': 'application/x-www-form-urlencoded', ...headers},
    }),
  );

describe('a plain HTML form', () => {
  it('becomes an answer', async () => {
    const collector = openCollector();

    await submit(
      collector,
      'survey=nps%3Acheckout&touchpoint=checkout&score=9&comment=Quick+%26+kind&reasons=price&reasons=delivery&email=a%40b.example',
      {
        referer: 'https://shop.example/thanks?order=1#top',
      },
    );

    expect(await listed(collector)).toMatchObject([
      {
        site: 'shop.example',
        survey: 'nps:checkout',
        touchpoint: 'checkout',
        element: 'cx-nps',
        score: 9,
        category: 'promoter',
        partial: false,
        answers: {score: 9, comment: 'Quick & kind', reasons: ['price', 'delivery'], contact: {email: 'a@b.example'}},
        page: {url: 'https://shop.example/thanks'},
      },
    ]);
  });

  it.each([
    ['score=4', 'cx-nps', {min: 0, max: 10}, 'detractor'],
    ['survey=rating&score=4', 'cx-rating', {min: 1, max: 5}, 'promoter'],
    ['element=cx-effort&score=4', 'cx-effort', {min: 1, max: 7}, 'passive'],
    ['survey=constructor&score=4', 'cx-nps', {min: 0, max: 10}, 'detractor'],
    ['element=rating&score=8&max=10', 'cx-rating', {min: 1, max: 10}, 'promoter'],
  ])('knows the scale of %s', async (body, element, scale, category) => {
    const collector = openCollector();

    await submit(collector, body);

    expect(await listed(collector)).toMatchObject([{element, scale, category}]);
  });

  it('is answered with a page that thanks and runs no script', async () => {
    const response = await submit(openCollector(), 'score=9', {referer: 'http://shop.example:8787/shop/'});

    const page = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page).toContain('Thank you!');
    expect(page).toContain('<a href="/shop/">');
    expect(page).not.toContain('<script');
  });

  it.each([
    'https://evil.example/',
    'javascript:alert(1)',
    'http://shop.example:8787//evil.example',
    'http://shop.example:8787/"><b>',
  ])('leads nobody to %s', async referer => {
    const page = await (await submit(openCollector(), 'score=9', {referer})).text();

    expect(page).not.toContain('evil');
    expect(page).not.toContain('javascript:');
    expect(page).not.toContain('<b>');
  });

  it('counts once when it is sent again with the same response', async () => {
    const collector = openCollector();

    await submit(collector, 'score=9&response=order-12345');
    const again = await submit(collector, 'score=9&response=order-12345');

    expect(again.status).toBe(200);
    expect(await listed(collector)).toHaveLength(1);
  });

  it.each([
    ['', 400, 'form-empty'],
    ['survey=nps', 400, 'form-empty'],
    ['score=', 400, 'form-empty'],
    ['score=eleven', 400, 'score-invalid'],
    ['score=11', 400, 'score-invalid'],
    ['score=9&site=Not+A+Site', 400, 'site-invalid'],
    [`score=9&comment=${'x'.repeat(5001)}`, 400, 'form-invalid'],
    [`comment=${'x'.repeat(66_000)}`, 413, 'body-too-large'],
    ['%=%%%&score=%ZZ', 400, 'score-invalid'],
  ])('that cannot be read is answered with a page that says so: %.30s', async (body, status, code) => {
    const response = await submit(openCollector(), body);

    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toContain(`data-code="${code}"`);
  });

  it('with files is refused with a page', async () => {
    const response = await submit(openCollector(), '', {'content-type': 'multipart/form-data; boundary=x'});

    expect(response.status).toBe(415);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });
});
