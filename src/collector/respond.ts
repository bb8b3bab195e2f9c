import type {Problem} from './problem.js';

/** Headers of every answer: never cached, never sniffed, never embedded. */
export const guardHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** A JSON answer from text that is JSON already. */
export function jsonText(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(body, {status, headers: {'content-type': 'application/json; charset=utf-8', ...guardHeaders, ...headers}});
}

/** A JSON answer. */
export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return jsonText(JSON.stringify(body), status, headers);
}

/** The answer to a request that cannot be met. */
export function refusal(problem: Problem): Response {
  return json({error: {code: problem.code, message: problem.message}}, problem.status, problem.headers);
}

/** An answer without a body. */
export function empty(status = 204, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, {status, headers: {...guardHeaders, ...headers}});
}
