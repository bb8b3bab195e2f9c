import type {TemplateResult} from 'lit';
import type {reviewList} from '../../locales/en.js';
import {counted, fill, numberIn, type Words} from '../../locales/words.js';
import type {Kit} from '../kit.js';
import {languageOf} from '../language.js';
import {star} from '../parts/shapes.js';
import {light, symbolRow} from '../parts/symbol-row.js';
import type {Published, Reviews} from './published.js';

/** Draws what is told of reviews. */
export interface Drawing {
  /** The mean, the number of reviews, and how they spread. */
  readonly drawSummary: (reviews: Reviews) => TemplateResult;
  readonly drawReview: (review: Published) => TemplateResult;
}

/** Makes the functions that draw reviews, in the words of an element. */
export function makeDrawing(el: Element, {html, nothing}: Kit, words: () => typeof reviewList): Drawing {
  const rows = new WeakMap<Published | Reviews, HTMLElement>();
  const pattern = symbolRow(star, 5);

  const nameOf = (value: number): string => {
    const number = numberIn(languageOf(el));
    return fill(words().stars, {value: number(value), max: number(5)});
  };

  /** The stars of one review or of all, named as a picture. */
  const stars = (of: Published | Reviews, value: number): TemplateResult => {
    const row = rows.get(of) ?? (pattern.cloneNode(true) as HTMLElement);
    rows.set(of, row);
    light(row, value, 5);
    return html`<div class="stars" role="img" aria-label=${nameOf(Math.round(value * 10) / 10)}>${row}</div>`;
  };

  const drawSummary = (reviews: Reviews): TemplateResult => {
    const {count, mean, spread} = reviews;
    const locale = languageOf(el);
    const number = numberIn(locale);
    const oneDecimal = new Intl.NumberFormat(locale, {minimumFractionDigits: 1, maximumFractionDigits: 1});
    const most = Math.max(...spread, 1);
    return html`<div class="summary" part="summary">
      <div class="mean">
        <p class="big" aria-hidden="true">${oneDecimal.format(mean)}</p>
        ${stars(reviews, mean)}
        <p class="small">${counted(key => (words() as Words)[key], 'count', count, locale)}</p>
      </div>
      <ul class="spread">
        ${[5, 4, 3, 2, 1].map(score => {
          const times = spread[score - 1] ?? 0;
          return html`<li>
            <span class="gone">${nameOf(score)}: </span>
            <span class="score" aria-hidden="true">${number(score)}</span>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${star}></path></svg>
            <span class="bar"
              ><span class=${times ? 'some' : ''} .style=${`inline-size:${((times / most) * 100).toFixed(1)}%`}></span
            ></span>
            <span class="times">${number(times)}</span>
          </li>`;
        })}
      </ul>
    </div>`;
  };

  const drawReview = (review: Published): TemplateResult => {
    const {score, title, text, name, isVerified, isIncentivised, locale, writtenAt, photos} = review;
    const said = words();
    const date = new Intl.DateTimeFormat(languageOf(el), {dateStyle: 'long'});
    const mark = (kind: string, path: string, label: string) =>
      html`<span class="mark ${kind}" part="mark"
        ><svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>${label}</span
      >`;
    return html`<li part="review" tabindex="-1">
      <div class="head">
        ${score ? stars(review, score) : nothing} ${isVerified ? mark('ok', 'M5 12.5 9.5 17 19 7.5', said.verified) : nothing}
        ${isIncentivised ? mark('', 'M4 8h16v4H4zM6 12h12v8H6zM12 8v12M12 8q-6-1-4-4t4 4q6-1 4-4t-4 4', said.incentivised) : nothing}
      </div>
      ${title ? html`<p class="title" dir="auto" lang=${locale || nothing}>${title}</p>` : nothing}
      ${text ? html`<p class="text" dir="auto" lang=${locale || nothing}>${text}</p>` : nothing}
      ${
        photos.length
          ? html`<div class="photos">
              ${photos.map(
                (photo, at) =>
                  html`<a part="photo" href=${photo} target="_blank" rel="noopener noreferrer"
                    ><img
                      src=${photo}
                      alt=${fill(said.photo, {count: numberIn(languageOf(el))(at + 1)})}
                      loading="lazy"
                      decoding="async"
                      @error=${drop}
                  /></a>`,
              )}
            </div>`
          : nothing
      }
      <p class="small">
        <bdi>${name || said.someone}</bdi>${writtenAt ? html`&nbsp;· <time>${date.format(writtenAt)}</time>` : nothing}
      </p>
    </li>`;
  };

  return {drawSummary, drawReview};
}

/** A photo that cannot be shown leaves no broken frame. */
function drop({currentTarget}: Event): void {
  ((currentTarget as Element).parentElement as HTMLElement).hidden = true;
}
