import {expected} from '../base/expect.js';
import {registry} from '../page/registry.js';
import {report} from '../page/report.js';

/** What is known of a problem: of an endpoint, or of an answer that is lost. */
export type Problem =
  | {readonly endpoint: string; readonly status: number}
  | {readonly id: string; readonly response: string | undefined; readonly element: string; readonly reason: string};

/** What is expected of an endpoint, by the code of what it fails in. */
const wanted: {readonly [code: string]: string} = {
  'blocked-by-csp': 'allowed by the connect-src of the page\'s Content-Security-Policy', // prettier-ignore
  'endpoint-misconfigured': 'an address that takes events',
  'rate-limited': 'ready for more events',
  unreachable: 'within reach',
};

/** Tells of an endpoint that takes no events, once for each cause, or of an answer that is lost; `target` is where it was given. */
export function tellProblem(target: EventTarget | undefined, code: string, more: Problem): void {
  if ('reason' in more) {
    const message = expected(more.element, 'answer', 'accepted by the endpoint', more.reason, code);
    return report(target, code, message, more, 'error');
  }
  const got = `${more.endpoint} (${more.status || 'no answer'})`;
  const message = expected('cx-elements', 'endpoint', wanted[code] ?? 'in order', got, code, 'Answers are kept.');
  if (!registry().reported?.has(message)) report(target, code, message, more);
}
