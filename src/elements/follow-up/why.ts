import {parseChoices} from '../../survey/choices.js';
import {toggleReason} from '../../survey/flow.js';
import {asks} from '../../locales/en.js';
import type {Kit} from '../kit.js';
import {say} from '../language.js';
import type {SurveyElement} from '../survey-element.js';
import {makeChips} from './chips.js';
import {makeFollowUp, text, typed, variant, word, type FollowUp} from './follow-up.js';
import {whyStyles} from './why-styles.js';

/** Makes the follow-up that asks why: reasons, a comment, and how the shop can come back. */
export function makeWhy(kit: Kit): FollowUp {
  const {html, nothing} = kit;
  const chips = makeChips(kit);

  return makeFollowUp(kit, {
    styles: whyStyles,
    ask,
    draw(el, {area, line, button}) {
      const choices = reasons(el);
      const contact = contactField(el);
      return html`<div class="more">
        <p id="ask" class="ask" part="ask"><slot name="ask">${ask(el)}</slot></p>
        ${choices.length ? chips(choices, el.flow.reasons, key => (el.flow = toggleReason(el.flow, key))) : nothing}
        ${el.noComment ? nothing : area(el, 'comment')}
        ${contact ? line(el, contact, contact === 'phone' ? 'tel' : 'email', word(el, 'consent')) : nothing}
        ${button(el, word(el, 'optional'))}
      </div>`;
    },
    answers(el) {
      const chosen = reasons(el).filter(({key}) => el.flow.reasons.includes(key));
      const comment = typed(el, 'comment').trim();
      const kind = contactField(el);
      const contact = kind && typed(el, kind).trim();
      return {
        ...(comment && {comment}),
        ...(chosen.length && {reasons: chosen.map(({key}) => key).slice(0, 50)}),
        ...(contact && {
          contact: {[kind]: contact},
          consents: [{kind: 'contact', text: word(el, 'consent').slice(0, 5000), at: new Date().toISOString()}],
        }),
      };
    },
  });
}

function ask(el: SurveyElement): string {
  // The tag of the class: a page may have registered it under one of its own.
  return text(el, 'ask') || (say(el, 'asks', asks)[(el.constructor as typeof SurveyElement).tag] ?? '');
}

function reasons(el: SurveyElement) {
  return parseChoices(el[variant(el, 'reasons')] || el.reasons);
}

function contactField(el: SurveyElement): 'email' | 'phone' | undefined {
  return el.contact ? (el.contact === 'phone' ? 'phone' : 'email') : undefined;
}
