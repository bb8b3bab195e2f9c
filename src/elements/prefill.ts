import {surveyName} from '../page/survey-name.js';

/** What of a survey is touched here. */
interface Prefilled extends HTMLElement {
  value: number | null;
  readonly updateComplete: Promise<unknown>;
  show(): Promise<void>;
  /** A person chose a score. */
  pick(score: number): void;
}

/**
 * Selects the score that the address brings, from a link in an e-mail: `?cx-score=9&cx-survey=nps`.
 *
 * Nothing is sent for it. Mail scanners open every link, so that the score counts only once a person has touched the survey;
 * what a script presses in their stead is not heard.
 */
export async function prefill(el: Prefilled): Promise<void> {
  const url = new URL(location.href);
  const score = url.searchParams.get('cx-score');
  const survey = url.searchParams.get('cx-survey');
  if (score === null || (survey !== null && survey !== surveyName(el))) return;
  // Whoever loads the page again, or passes its address on, has not chosen.
  for (const name of ['cx-score', 'cx-survey']) url.searchParams.delete(name);
  history.replaceState(history.state, '', url);
  await el.show();
  el.value = score.trim() === '' ? NaN : Number(score);
  await el.updateComplete;
  let isTouched = false;
  const onAct = (event: Event): void => {
    if (!event.isTrusted || document.hidden) {
      event.preventDefault();
      event.stopPropagation();
    } else if (!isTouched && event.type !== 'click') {
      isTouched = true;
      if (el.value !== null) el.pick(el.value);
    }
  };
  for (const type of ['pointerdown', 'keydown', 'click']) el.shadowRoot?.addEventListener(type, onAct, true);
}
