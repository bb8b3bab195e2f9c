import type {TemplateResult} from 'lit';
import {products as words} from '../../locales/en.js';
import {fillIn} from '../../locales/words.js';
import {registry} from '../../page/registry.js';
import {leave, restore} from '../../survey/flow.js';
import {readWhole} from '../attributes.js';
import {focusOn} from '../follow-up/focus-on.js';
import type {word as Word} from '../follow-up/follow-up.js';
import type {Kit} from '../kit.js';
import {languageOf, say} from '../language.js';
import {dropDraft, hasMark, keepDraft, readDraft} from '../../page/draft.js';
import type {CxReview} from './cx-review.js';
import {deskStyles} from './desk-styles.js';
import type {Photos} from './photos.js';

type Drawn = TemplateResult | undefined;

/** What a part of a review is handed: Lit, and how words are found. */
export interface DeskKit extends Kit {
  readonly word: typeof Word;
}

/** What a review has beyond its form: it keeps a draft, goes on to the next product, and takes photos. */
export interface Desk {
  /** Words that are in force instead of the usual ones. */
  readonly words: {readonly [key: string]: string};
  /** Sees to the draft, after each drawing. */
  readonly follow: () => void;
  readonly drawPosition: () => Drawn;
  readonly drawPhotos: () => Drawn;
  readonly drawSkip: () => Drawn;
  readonly drawAfter: () => Drawn;
}

/** Opens the desk of a review. */
export function openDesk(el: CxReview, kit: DeskKit): Desk {
  const {html} = kit;
  const own: {[key: string]: string} = {};
  let photos: Photos | undefined;
  let hasSent = false;
  let seen = el.flow;

  const word = (key: keyof typeof words, values = {}): string =>
    fillIn(languageOf(el), kit.word(el, key) || say(el, 'products', words)[key], values);
  const about = (at = el.at): string[] => [el.origin().survey, el.products[at]?.key ?? '', String(el.order ?? '')];
  const isLast = (): boolean => el.at >= el.products.length - 1;
  const isDone = (): boolean => el.flow.step === 'thanks';

  const takeUp = (): void => {
    const kept = readDraft(about());
    const {score, fields} = el.flow;
    if (!kept || Object.values(fields).some(Boolean)) return;
    el.resume(kept.response, kept.seq);
    el.flow = restore(el.flow, score ?? kept.score, kept.fields);
  };

  const goOn = (): void => {
    const {name = '', email = ''} = el.flow.fields;
    photos?.begin();
    el.at++;
    void el.reset();
    takeUp();
    // Nobody has to write twice who they are.
    el.flow = restore(el.flow, null, {name, email, ...el.flow.fields});
    focusOn(el, 'input');
  };

  const close = (): void => dropDraft(about(), el.products.length > 1 ? 'done' : '');

  const skip = (): void => {
    close();
    if (!isLast()) return goOn();
    void el.reset();
    if (!hasSent) Object.assign(own, {thanks: word('skipped'), thanksMore: ''});
    el.flow = leave(el.flow);
    focusOn(el, '.done');
  };

  const follow = (): void => {
    const {flow} = el;
    if (flow === seen) return;
    seen = flow;
    const {score, fields, answer} = flow;
    if (answer || isDone()) {
      hasSent ||= isDone() && !own['thanks'];
      close();
    } else if (score === null && !['title', 'text', 'name', 'email'].some(name => fields[name])) dropDraft(about());
    else keepDraft(about(), {score, fields, response: el.origin().response, seq: el.seq});
  };

  (el.renderRoot as ShadowRoot).adoptedStyleSheets.push(...[deskStyles].flat());
  if (readWhole(el, 'photos', 0, 5, 0) > 0 && registry().client)
    import('./photos.js').then(
      ({makePhotos}) => {
        photos = makePhotos(el, kit);
        el.requestUpdate();
      },
      () => {
        // Offline, or a deployment has taken the file away: the review counts without photos.
      },
    );
  // What was sent before the page was loaded again is not asked twice, unless all was.
  const open = el.products.findIndex((_, at) => !hasMark(about(at)));
  if (el.products.length > 1 && open >= 0) el.at = open;
  takeUp();

  return {
    words: own,
    follow,
    drawPosition: () =>
      el.products.length > 1
        ? html`<p class="position small">${word('position', {count: el.at + 1, total: el.products.length})}</p>`
        : undefined,
    drawPhotos: () => photos?.draw(),
    drawSkip: () =>
      el.products.length > 1
        ? html`<button type="button" class="plain" part="skip" @click=${skip}>${word('skip')}</button>`
        : undefined,
    drawAfter: () =>
      isDone()
        ? html`${photos?.draw()}${
            isLast()
              ? undefined
              : html`<p class="onward">
                  <button type="button" part="next" @click=${goOn}>
                    ${word('next', {product: el.products[el.at + 1]?.label})}
                  </button>
                </p>`
          }`
        : undefined,
  };
}
