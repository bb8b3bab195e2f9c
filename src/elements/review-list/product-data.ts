import type * as Lit from 'lit';
import type {Kit} from '../kit.js';
import type {Published, Reviews} from './published.js';

/**
 * A product and what its visitors say of it, for search engines: https://schema.org/Product.
 *
 * `items` are the reviews that are seen. Only those with an author count, as search engines demand of a review:
 * https://developers.google.com/search/docs/appearance/structured-data/review-snippet
 */
export function productData(name: string, {mean, count}: Reviews, items: readonly Published[]): string {
  const rating = (ratingValue: number) => ({ratingValue, bestRating: 5, worstRating: 1});
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name,
    aggregateRating: {'@type': 'AggregateRating', ...rating(Math.round(mean * 10) / 10), reviewCount: count},
    review: items
      .filter(item => item.name && item.score)
      .map(item => ({
        '@type': 'Review',
        author: {'@type': 'Person', name: item.name},
        ...(item.writtenAt && {datePublished: new Date(item.writtenAt).toISOString().slice(0, 10)}),
        ...(item.title && {name: item.title}),
        ...(item.text && {reviewBody: item.text}),
        reviewRating: {'@type': 'Rating', ...rating(item.score as number)},
      })),
  };
  // A page that is saved as HTML must not end the script in the middle of a review.
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

/** What is needed of Lit beside the usual. */
export type DataKit = Kit & Pick<typeof Lit, 'render'>;

/** Puts the data into the page beside what it tells of; nothing, where `json` is empty. Returns the script to be changed next. */
export function writeData(
  host: Element,
  {html, render}: DataKit,
  script: Element | undefined,
  json: string,
): Element | undefined {
  if (json && script?.textContent === json && script.parentNode === host) return script;
  script?.remove();
  if (!json) return undefined;
  // As a template of Lit: where Trusted Types are enforced, a script takes no text in any other way that its policy allows.
  // There is no `<` in the data, so nothing in it can end the script; and a browser runs no script of this type.
  const markup = [`<script type="application/ld+json">${json}</script>`];
  const place = document.createDocumentFragment();
  render(html(Object.assign(markup, {raw: markup})), place as unknown as HTMLElement);
  const fresh = place.querySelector('script') as Element;
  host.append(fresh);
  return fresh;
}
