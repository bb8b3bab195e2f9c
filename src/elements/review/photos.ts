import type {TemplateResult} from 'lit';
import {photos as words} from '../../locales/en.js';
import {fillIn} from '../../locales/words.js';
import {registry} from '../../page/registry.js';
import {readWhole, textOf} from '../attributes.js';
import {focusOn} from '../follow-up/focus-on.js';
import {languageOf, say} from '../language.js';
import type {CxReview} from './cx-review.js';
import type {DeskKit} from './desk.js';
import {PhotoRow, type About, type Photo} from './photo-row.js';
import {photoStyles} from './photo-styles.js';

/** How long the photos wait for the word that their review has arrived, in milliseconds. */
const patienceMs = 3000;

const camera = 'M4 8h3l2-3h6l2 3h3v11H4zM12 10a3.5 3.5 0 1 0 .1 0';
const cross = 'M7 7l10 10M17 7 7 17';
const turn = 'M19 12a7 7 0 1 1-2-5l2 2M19 4v5h-5';

/** The photos of a review, as they are seen. */
export interface Photos {
  /** Draws them: with a place to add some, or, once the review is on its way, with how far they are. */
  readonly draw: () => TemplateResult | undefined;
  /** Begins anew for the next product. */
  readonly begin: () => void;
}

/** Makes the photos of a review. */
export function makePhotos(el: CxReview, kit: DeskKit): Photos {
  const {html, nothing} = kit;
  const max = readWhole(el, 'photos', 0, 5, 0);
  const word = (key: keyof typeof words, values = {}): string =>
    fillIn(languageOf(el), kit.word(el, `photo-${key}`) || say(el, 'photos', words)[key], {max, ...values});
  let isOver = false;
  // An element knows no networks: what delivers is asked by the one port that it has.
  let row = new PhotoRow(
    max,
    photo => registry().client?.later('upload')(photo) ?? Promise.resolve('failed'),
    () => el.requestUpdate(),
  );

  const isSent = (): boolean => el.flow.step === 'thanks';
  const send = (response: string | undefined, delayMs: number): void => {
    const {flow} = el;
    const origin = el.origin();
    // A score that nobody has finished is stored as well.
    if (!response || response !== origin.response || !(flow.answer || isSent())) return;
    const about: About = {endpoint: textOf(el, 'endpoint'), site: origin.site, response};
    const own = row;
    setTimeout(() => own.send(about), delayMs);
  };
  el.addEventListener('cx-stored', ({detail}) => send(detail?.response, patienceMs));
  el.addEventListener('cx-accepted', ({detail}) => send(detail?.response, 0));
  (el.renderRoot as ShadowRoot).adoptedStyleSheets.push(...[photoStyles].flat());

  const take = (files: FileList | null | undefined): void => {
    void row.add([...(files ?? [])]);
  };
  const onChoose = ({target}: Event): void => {
    const input = target as HTMLInputElement;
    take(input.files);
    // The same photo may be chosen again after it was removed.
    input.value = '';
  };
  const onDrag = (event: DragEvent): void => {
    event.preventDefault();
    isOver = event.type === 'dragover';
    if (event.type === 'drop') take(event.dataTransfer?.files);
    el.requestUpdate();
  };
  const onRemove = (photo: Photo): void => {
    row.remove(photo);
    focusOn(el, isSent() ? '.done' : '.add input, .photo button');
  };

  const icon = (path: string): TemplateResult => html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;

  const add = (): TemplateResult =>
    html`<label class="add ${isOver ? 'over' : ''}" @dragover=${onDrag} @dragleave=${onDrag} @drop=${onDrag}
      ><input
        type="file"
        accept="image/*"
        multiple
        aria-label=${word('add')}
        aria-describedby="photos-hint"
        @change=${onChoose}
      />${icon(camera)}<span>${word('add')}</span></label
    >`;

  const one = (photo: Photo, index: number): TemplateResult => {
    const {state, share, preview} = photo;
    const count = index + 1;
    const name = word('photo', {count});
    const told = word(state, {percent: Math.round(share * 100)});
    return html`<li class="photo ${state}" part="photo">
      <span class="picture" role="img" aria-label=${name}>${preview}</span>
      ${
        state === 'sending'
          ? html`<progress max="1" .value=${share} aria-label="${name}: ${told}"></progress>`
          : state === 'ready'
            ? nothing
            : html`<span class="state">${told}</span>`
      }
      ${
        state === 'failed'
          ? html`<button type="button" class="tool again" aria-label=${word('retry', {count})} @click=${() => row.retry(photo)}>
              ${icon(turn)}
            </button>`
          : nothing
      }
      ${
        state === 'sent'
          ? nothing
          : html`<button type="button" class="tool" aria-label=${word('remove', {count})} @click=${() => onRemove(photo)}>
              ${icon(cross)}
            </button>`
      }
    </li>`;
  };

  const news = (): string => {
    if (!isSent()) return row.trouble.map(trouble => word(trouble)).join(' ');
    const states = row.photos.map(({state}) => state);
    if (states.some(state => /reading|ready|waiting|sending/.test(state))) return word('keep');
    return word(states.every(state => state === 'sent') ? 'done' : 'stuck');
  };

  return {
    draw() {
      const {photos, trouble} = row;
      if (isSent() && !photos.length) return undefined;
      const said = news();
      return html`<div class="photos" part="photos" role="group" aria-label=${word(isSent() ? 'yours' : 'add')}>
        <ul>
          ${photos.map(one)} ${isSent() || photos.length >= max ? nothing : html`<li>${add()}</li>`}
        </ul>
        ${isSent() ? nothing : html`<p id="photos-hint" class="small">${word('hint')}</p>`}
        <p class=${trouble.length && !isSent() ? 'bad' : 'small'} role="status">${said}</p>
      </div>`;
    },
    begin() {
      row = row.leave();
    },
  };
}
