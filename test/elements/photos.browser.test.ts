import axe from 'axe-core';
import {afterEach, beforeAll, describe, expect, it, vi} from 'vitest';
import type {CxReview} from '../../src/elements/review/cx-review.js';
import type {Client, PhotoUpload, UploadResult} from '../../src/page/client-port.js';
import {registry} from '../../src/page/registry.js';
import {fire} from '../../src/page/fire.js';
import {phonePhoto} from './jpeg.js';
import {clearPage, defineAll, drawn, hear, hearNoMore, mount, parts, pick, submit} from './harness.js';

beforeAll(defineAll);
afterEach(() => {
  delete registry().client;
  clearPage();
  hearNoMore();
  sessionStorage.clear();
});

/** What was asked of delivery, and the way to say what became of it. */
interface Asked extends PhotoUpload {
  readonly end: (result: UploadResult) => void;
}

const review = async (attributes = 'photos="3"') => {
  const asked: Asked[] = [];
  const upload = (photo: PhotoUpload) => new Promise<UploadResult>(end => asked.push({...photo, end}));
  registry().client = {flush() {}, later: () => upload} as unknown as Client;
  const el = await mount<CxReview>(`<main><cx-review ${attributes}></cx-review></main>`);
  await drawn(el);
  await vi.waitFor(() => expect(parts(el, 'photos')).toHaveLength(1));
  return {el, asked};
};

const input = (el: Element) => el.shadowRoot!.querySelector<HTMLInputElement>('input[type=file]')!;
const choose = (el: Element, ...files: File[]) => {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input(el).files = transfer.files;
  input(el).dispatchEvent(new Event('change', {bubbles: true}));
};
const states = (el: Element) => parts(el, 'photo').map(({className}) => className.replace('photo ', ''));
const until = (el: Element, ...expected: string[]) => vi.waitFor(() => expect(states(el)).toEqual(expected), 8000);
const said = (el: Element) => parts(el, 'photos')[0]!.querySelector('[role=status]')!.textContent;
const button = (el: Element, name: string) => el.shadowRoot!.querySelector<HTMLButtonElement>(`[aria-label="${name}"]`)!;

/** Sends the review, and has the client say that it was kept and has arrived. */
const send = async (el: CxReview) => {
  const heard = hear('cx-submit');
  await pick(el, 5);
  await submit(el);
  const {response} = heard[0]!.detail;
  fire(el, 'cx-stored', {id: 'e1', response, durable: true});
  fire(el, 'cx-accepted', {id: 'e1', response, status: 'stored'});
  return response;
};

describe('the photos of <cx-review>', () => {
  it('are not asked for where nothing says how many', async () => {
    registry().client = {flush() {}} as unknown as Client;
    const el = await mount<CxReview>('<cx-review></cx-review>');
    await drawn(el);
    await vi.waitFor(() => expect(el.desk).toBeDefined());

    expect(input(el)).toBe(null);
  });

  it('are shown at once, on a canvas, and sent by nobody before the review is', async () => {
    const {el, asked} = await review();

    choose(el, await phonePhoto(40, 20), await phonePhoto(20, 40));
    await until(el, 'ready', 'ready');

    expect(parts(el, 'photo').map(photo => photo.querySelector('canvas')?.width)).toEqual([192, 192]);
    expect(el.shadowRoot!.innerHTML).not.toMatch(/blob:|data:/);
    expect(asked).toEqual([]);
  });

  it('may be dropped', async () => {
    const {el} = await review();
    const transfer = new DataTransfer();
    transfer.items.add(await phonePhoto(40, 20));

    input(el).dispatchEvent(new DragEvent('drop', {dataTransfer: transfer, bubbles: true, cancelable: true}));

    await until(el, 'ready');
  });

  it('leave out what is too many, no photo, or cannot be opened, say so in one line, and go on with the others', async () => {
    const {el} = await review('photos="2"');
    const good = await phonePhoto(40, 20);

    choose(
      el,
      new File(['x'], 'letter.pdf', {type: 'application/pdf'}),
      good,
      new File(['x'], 'a.jpg', {type: 'image/jpeg'}),
      good,
    );
    await until(el, 'ready');

    expect(said(el)).toBe(
      'Some files are no photos, so they were left out. Only 2 photos fit here, so some were left out. ' +
        'Some photos could not be opened here, so they were left out.',
    );
  });

  it('are taken out by a button with a name, and make room for another', async () => {
    const {el} = await review('photos="1"');
    choose(el, await phonePhoto(40, 20));
    await until(el, 'ready');
    const before = input(el);

    button(el, 'Remove photo 1').click();
    await until(el);

    expect(before).toBe(null);
    await vi.waitFor(() => expect(el.shadowRoot!.activeElement).toBe(input(el)));
  });

  it('follow the review one by one, beside the thank-you, and tell how far they are', async () => {
    const {el, asked} = await review();
    choose(el, await phonePhoto(40, 20), await phonePhoto(20, 40));
    await until(el, 'ready', 'ready');

    const response = await send(el);
    await until(el, 'sending', 'waiting');
    asked[0]!.onProgress(0.4);
    await el.updateComplete;
    const progress = el.shadowRoot!.querySelector('progress')!;
    const told = [progress.value, progress.getAttribute('aria-label'), said(el)];
    asked[0]!.end('sent');
    await until(el, 'sent', 'sending');
    asked[1]!.end('sent');
    await until(el, 'sent', 'sent');

    expect(parts(el, 'thanks')).toHaveLength(1);
    expect(told).toEqual([0.4, 'Photo 1: 40 %', 'Your photos are on their way. Please keep this page open.']);
    expect(said(el)).toBe('Your photos have arrived.');
    expect(asked.map(one => [one.response, one.site, one.body.type])).toEqual([
      [response, location.hostname, 'image/jpeg'],
      [response, location.hostname, 'image/jpeg'],
    ]);
    expect(new Set(asked.map(({photo}) => photo)).size).toBe(2);
  });

  it('can be tried again, under the same id, and be given up', async () => {
    const {el, asked} = await review();
    choose(el, await phonePhoto(40, 20), await phonePhoto(20, 40));
    await until(el, 'ready', 'ready');
    await send(el);
    await until(el, 'sending', 'waiting');
    asked[0]!.end('failed');
    await until(el, 'failed', 'sending');
    asked[1]!.end('refused');
    await until(el, 'failed', 'refused');
    const stuck = said(el);

    button(el, 'Try photo 1 again').click();
    await until(el, 'sending', 'refused');
    button(el, 'Remove photo 1').click();
    await until(el, 'refused');

    expect(stuck).toBe('Some photos could not be sent. Your review is safe.');
    expect(asked[2]!.photo).toBe(asked[0]!.photo);
    expect(asked[2]!.signal.aborted).toBe(true);
  });

  it('belong to the product that they were chosen for', async () => {
    const {el, asked} = await review('photos="3" product="mug=Mug | pot=Pot"');
    choose(el, await phonePhoto(40, 20));
    await until(el, 'ready');
    await send(el);
    await until(el, 'sending');

    parts(el, 'next')[0]!.click();
    await until(el);
    asked[0]!.end('sent');

    expect(asked).toHaveLength(1);
    expect(input(el)).not.toBe(null);
  });

  it.each(['light', 'dark'])('show no fault that axe finds, in any state, in the %s theme', async theme => {
    const {el, asked} = await review(`photos="3" theme="${theme}" reward="5 % off" product="mug=Mug | pot=Pot"`);
    const faults: string[] = [];
    const look = async (state: string) => {
      for (const animation of el.shadowRoot!.getAnimations()) animation.finish();
      const {violations} = await axe.run(el, {rules: {region: {enabled: false}}});
      faults.push(...violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${state} ${id}: ${html}`)));
    };
    await look('empty');
    choose(el, await phonePhoto(40, 20), await phonePhoto(20, 40), new File(['x'], 'letter.pdf'));
    await until(el, 'ready', 'ready');
    await look('ready');
    await send(el);
    await until(el, 'sending', 'waiting');
    await look('sending');
    asked[0]!.end('failed');
    await until(el, 'failed', 'sending');
    asked[1]!.end('sent');
    await until(el, 'failed', 'sent');
    await look('failed');
    parts(el, 'next')[0]!.click();
    await until(el);
    await look('next');

    expect(faults).toEqual([]);
  });
});
