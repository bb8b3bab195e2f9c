import type {TemplateResult} from 'lit';
import {reviewList} from '../../locales/en.js';
import {fillIn} from '../../locales/words.js';
import {resolveEndpoint} from '../../page/resolve-endpoint.js';
import {setting, siteName} from '../../page/settings.js';
import {parseChoices, parseWords} from '../../survey/choices.js';
import {readText, readWhole, textOf} from '../attributes.js';
import {focusOn} from '../follow-up/focus-on.js';
import {languageOf, say} from '../language.js';
import {readLink} from '../parts/read-link.js';
import {rowStyles} from '../parts/symbol-row.js';
import {reportBad} from '../report-bad.js';
import {buttonStyles} from '../theme/button.js';
import type {CxReviewList} from './cx-review-list.js';
import {makeDrawing} from './drawing.js';
import {productData, writeData, type DataKit} from './product-data.js';
import {parseReviews, readSlotted, type Reviews} from './published.js';
import {listStyles} from './styles.js';

/** Fetches the reviews of one element and draws them. */
export interface List {
  /** Looks at the attributes, before the element is drawn. */
  readonly check: () => void;
  readonly draw: () => TemplateResult;
  /** Looks at what has been drawn. */
  readonly follow: () => void;
  /** Begins again from the first page. */
  readonly reload: () => void;
  /** The element has left the page. */
  readonly leave: () => void;
}

/** How long an answer may take, in milliseconds. */
const patienceMs = 20_000;

/** Gives an element its reviews, from where its attributes say, or from its own content. */
export function makeList(el: CxReviewList, kit: DataKit): List {
  const {html, nothing} = kit;
  let reviews: Reviews | undefined;
  let state: 'loading' | 'failed' | 'ready' | 'none' = 'loading';
  /** How many are seen; the rest of the page's own reviews waits. */
  let seen = 0;
  let asked = '';
  let request: AbortController | undefined;
  let data: Element | undefined;
  /** True where what is seen came from the page, not from the collector. */
  let isOwn = false;

  const words = (): typeof reviewList => ({...say(el, 'reviewList', reviewList), ...parseWords(el.words)});
  const size = (): number => readWhole(el, 'pageSize', 1, 100, 10);
  const product = () => parseChoices(textOf(el, 'product'))[0];
  const {drawSummary, drawReview} = makeDrawing(el, kit, words);
  const hasOwn = (): boolean => !!el.querySelector(':scope > [data-score]');

  /** The address of the reviews; undefined where there is none, or a bad one, which the author of the page is told. */
  const source = (): URL | undefined => {
    const src = readText(el, 'src', 2048);
    const given = src || textOf(el, 'endpoint') || setting('endpoint');
    if (!src && (hasOwn() || !given)) return undefined;
    const url = resolveEndpoint(given);
    if (typeof url === 'object') return src ? url : new URL('reviews', url);
    reportBad(el, 'src-invalid', src ? 'src' : 'endpoint', given);
    return undefined;
  };

  /** Shows a page of the reviews that stand in the page. */
  const takeOwn = (): void => {
    isOwn = true;
    reviews = readSlotted(el);
    seen = Math.max(seen, size());
    state = 'ready';
    el.requestUpdate();
  };

  /** Puts the focus on the first review that has come, so that a keyboard goes on reading there. */
  const focusFrom = (at: number): void => {
    el.requestUpdate();
    void el.updateComplete.then(() => focusOn(el, `.reviews > li:nth-child(${at + 1})`));
  };

  const fetchPage = async (url: URL, cursor: string): Promise<void> => {
    request?.abort();
    const {signal} = (request = new AbortController());
    const timer = setTimeout(() => request?.abort(), patienceMs);
    state = 'loading';
    const about = {site: siteName(), product: product()?.key ?? '', limit: `${size()}`, cursor};
    for (const [name, value] of Object.entries(about))
      if (value && !url.searchParams.has(name)) url.searchParams.set(name, value);
    try {
      const response = await fetch(url, {signal, credentials: 'omit'});
      const got = response.ok ? parseReviews(await response.json(), response.url || url.href) : undefined;
      if (request?.signal !== signal) return;
      if (got) {
        const before = cursor && reviews ? reviews.items : [];
        reviews = {...got, items: [...before, ...got.items]};
        seen = reviews.items.length;
        isOwn = false;
        state = 'ready';
        if (before.length) focusFrom(before.length);
      } else fail(url, `status ${response.status}`);
    } catch (error) {
      // Another request has taken its place, or the element has gone: nobody waits for this one.
      if (request?.signal !== signal) return;
      fail(url, error instanceof SyntaxError ? 'no JSON' : 'no answer');
    } finally {
      clearTimeout(timer);
    }
    el.requestUpdate();
  };

  /** What stands in the page goes on being shown, where there is any. */
  const fail = (url: URL, problem: string): void => {
    reportBad(el, 'reviews-unread', 'src', `${problem} from ${url.href}`);
    state = isOwn ? 'ready' : 'failed';
  };

  const reload = (): void => {
    reviews = undefined;
    seen = 0;
    isOwn = false;
    const url = source();
    if (hasOwn()) takeOwn();
    if (url) void fetchPage(url, '');
    else if (!hasOwn()) {
      state = 'none';
      reportBad(el, 'src-missing', 'src');
    }
  };

  const showMore = (): void => {
    if (!reviews) return reload();
    const {next, items} = reviews;
    if (isOwn) {
      focusFrom(seen);
      seen = Math.min(seen + size(), items.length);
    } else {
      const url = source();
      if (url && state !== 'loading') void fetchPage(url, next);
    }
    el.requestUpdate();
  };

  const check = (): void => {
    const about = [
      readText(el, 'src', 2048),
      textOf(el, 'endpoint') || setting('endpoint'),
      product()?.key,
      size(),
      siteName(),
    ].join('\n');
    if (asked === about) return;
    asked = about;
    reload();
  };

  const onSlotted = (): void => {
    if (hasOwn() && (isOwn || !reviews)) takeOwn();
  };

  const draw = (): TemplateResult => {
    if (state === 'none') return html`<slot @slotchange=${onSlotted}></slot>`;
    const said = words();
    const items = reviews?.items.slice(0, seen) ?? [];
    const total = Math.max(reviews?.count ?? 0, items.length);
    const isMore = !!reviews && (!!reviews.next || seen < reviews.items.length);
    const policy = textOf(el, 'policyUrl');
    const href = policy && readLink(policy, document.baseURI);
    if (policy && !href) reportBad(el, 'link-refused', 'policyUrl', policy);
    const isEmpty = state === 'ready' && !items.length;
    const status =
      state === 'loading'
        ? said.loading
        : items.length
          ? fillIn(languageOf(el), said.shown, {count: items.length, total})
          : isEmpty
            ? said.empty
            : '';
    return html`<div
      class="card list ${state === 'loading' && !items.length ? 'room' : ''}"
      aria-busy=${state === 'loading' ? 'true' : nothing}
    >
      <slot hidden @slotchange=${onSlotted}></slot>
      <div class="top">
        <h2 class="question" id="title">${said.title}</h2>
        ${items.length > 1 ? html`<p class="small">${said.newest}</p>` : nothing}
      </div>
      ${reviews?.count ? drawSummary(reviews) : nothing}
      ${
        items.length
          ? html`<ul class="reviews" aria-labelledby="title">
              ${items.map(drawReview)}
            </ul>`
          : nothing
      }
      ${state === 'loading' && !items.length ? html`<div class="wait" aria-hidden="true"><i></i><i></i><i></i></div>` : nothing}
      <p class=${isEmpty ? 'small' : 'gone'} role="status">${status}</p>
      ${state === 'failed' ? html`<p class="bad" role="alert">${said.failed}</p>` : nothing}
      ${
        state === 'failed' || isMore
          ? html`<button type="button" part="more" aria-disabled=${state === 'loading' ? 'true' : nothing} @click=${showMore}>
              ${state === 'failed' ? said.again : said.more}
            </button>`
          : nothing
      }
      ${
        items.length && (href || !isOwn)
          ? html`<p class="origin small" part="origin">
              ${isOwn ? nothing : said.origin}
              ${href ? html`<a href=${href} target="_blank" rel="noopener noreferrer">${said.policy}</a>` : nothing}
            </p>`
          : nothing
      }
    </div>`;
  };

  /** Says to search engines no more than what is seen now. */
  const tell = (): void => {
    const isSeen = el.isConnected && el.open && el.getClientRects().length > 0;
    const {key, label} = product() ?? {};
    const isNamed = !!label && label !== key;
    if (el.jsonLd && !isNamed) reportBad(el, 'json-ld-unnamed', 'product', textOf(el, 'product'));
    const isTrue = el.jsonLd && isSeen && isNamed && !!reviews?.count;
    data = writeData(
      el,
      kit,
      data,
      isTrue ? productData(label, reviews as Reviews, (reviews as Reviews).items.slice(0, seen)) : '',
    );
  };

  (el.renderRoot as ShadowRoot).adoptedStyleSheets.push(...[buttonStyles, rowStyles, listStyles].flat());
  // It may stand behind a tab of the page that is opened later.
  const watch = new ResizeObserver(tell);
  watch.observe(el);

  return {
    check,
    draw,
    follow: tell,
    reload,
    leave: () => {
      request?.abort();
      request = undefined;
      if (state === 'loading') asked = '';
      tell();
    },
  };
}
