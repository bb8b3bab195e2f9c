/** Talks to the collector that served this page. */

/** A request that the collector refused or that never reached it (`status` 0). */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, {headers: {accept: 'application/json'}, ...options});
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Refusal(0, 'The collector does not answer. Is it running?');
  }
  if (answer.ok) return answer;
  const body = await answer.json().catch(() => undefined);
  throw new Refusal(answer.status, body?.error?.message ?? `The collector answered with status ${answer.status}.`);
}

/** Reads one of the JSON routes. */
export async function read(path, query, signal) {
  const answer = await ask(`${path}?${new URLSearchParams(query)}`, {signal});
  return answer.json();
}

/** Exchanges the admin token for a cookie that scripts cannot read. */
export async function signIn(token) {
  await ask('/session', {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({token}),
  });
}

/** Publishes or hides one review. */
export async function judge({site, response}, body) {
  await ask(`/api/reviews/${encodeURIComponent(response)}?${new URLSearchParams({site})}`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(body),
  });
}

/** Takes the cookie back. */
export async function signOut() {
  await ask('/session', {method: 'DELETE'});
}

/** Whether the script for web pages is served beside the collector. */
export async function servesScript() {
  const answer = await fetch('/cx/cx.js', {method: 'HEAD'}).catch(() => undefined);
  return answer?.ok === true;
}
