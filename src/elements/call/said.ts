import type {TemplateResult} from 'lit';
import type {Kit} from '../kit.js';
import type {CxCall} from './cx-call.js';

/** What is said of a request. */
interface Said {
  readonly text: string;
  /** True once it is confirmed: then nobody needs the number any more. */
  readonly isSent: boolean;
  /** The address of the number, and the words around it. */
  readonly href: string;
  readonly orCall: string;
}

/** Draws what has become of a request to be called back, with the number to call while it is not sent. */
export function drawSaid({html, nothing}: Kit, el: CxCall, {text, isSent, href, orCall}: Said): TemplateResult {
  const [before, after] = orCall.split('{number}');
  const onCall = (event: Event): void => {
    if (!el.emitCall('tel', el.tel)) event.preventDefault();
  };
  const number = html`<p class="small">
    ${before}<a href=${href} @click=${onCall}><bdi>${el.tel}</bdi></a
    >${after}
  </p>`;
  return html`<div class="said ${isSent ? 'sent' : ''}" part="callback" tabindex="-1">
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d=${isSent ? 'M5 12.5 9.5 17 19 7.5' : 'M12 7v5.5l3.5 2M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z'}></path>
    </svg>
    <div>
      <p class="ask">${text}</p>
      ${isSent ? nothing : number}
    </div>
  </div>`;
}
