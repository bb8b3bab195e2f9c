import {answerWith, type Answer, type Step} from './chaos-server.js';

/** What lets a page of another origin read an answer. */
export const cors = {'access-control-allow-origin': '*', 'access-control-expose-headers': 'Retry-After'};

/** The request reaches the collector and its answer the page. */
export function pass(): Step {
  return async turn => answerWith(turn, await turn.forward());
}

/** Answers in the collector's place; readable by the page unless `headers` say otherwise. */
export function answer(status: number, headers: Record<string, string> = {}, body = ''): Step {
  return async turn => {
    await turn.body();
    answerWith(turn, {status, headers: {...cors, ...headers}, body});
  };
}

/** As `answer`, but no page of another origin may read it. */
export function answerWithoutCors(status: number, body = ''): Step {
  return async turn => {
    await turn.body();
    answerWith(turn, {status, body});
  };
}

/** The collector commits, and its answer is lost. */
export function loseAnswer(): Step {
  return async turn => {
    await turn.forward();
    turn.response.destroy();
  };
}

/** The collector commits, and its answer comes as this function changes it. */
export function changeAnswer(change: (answer: Answer) => Answer): Step {
  return async turn => answerWith(turn, change(await turn.forward()));
}

/** The connection is reset before anything is read. */
export function reset(): Step {
  return ({request}) => void request.socket.resetAndDestroy();
}

/** Nothing is ever answered, until the page gives up or the server is healed. */
export function stall(): Step {
  return async turn => {
    turn.exchange.hangs = true;
    await turn.body();
  };
}

/** The collector commits, then the answer stops after `bytes` bytes of its body and stays open. */
export function stallAfter(bytes: number): Step {
  return async turn => {
    turn.exchange.hangs = true;
    const {status, headers, body = ''} = await turn.forward();
    turn.response.writeHead(status, {...cors, ...typeOf(headers), 'content-length': body.length});
    turn.response.write(body.slice(0, bytes));
  };
}

/** The collector commits, then the answer is cut after `bytes` bytes of its body. */
export function cutAfter(bytes: number): Step {
  return async turn => {
    const {status, headers, body = ''} = await turn.forward();
    turn.response.writeHead(status, {...cors, ...typeOf(headers), 'content-length': body.length});
    turn.response.write(body.slice(0, bytes), () => turn.response.destroy());
  };
}

/** The collector's answer comes one byte at a time. */
export function trickle(everyMs: number): Step {
  return async turn => {
    turn.exchange.hangs = true;
    const {status, headers, body = ''} = await turn.forward();
    turn.response.writeHead(status, {...cors, ...typeOf(headers)});
    let sent = 0;
    const timer = setInterval(() => {
      if (turn.response.destroyed) return clearInterval(timer);
      if (sent === body.length) turn.response.end();
      else turn.response.write(body[sent++]);
    }, everyMs);
    turn.response.on('close', () => clearInterval(timer));
  };
}

/** Sends the page elsewhere. */
export function redirect(status: 301 | 302 | 303 | 307 | 308, location: string): Step {
  return answer(status, {location});
}

function typeOf(headers: Answer['headers']): Record<string, string> {
  return {'content-type': String(headers?.['content-type'] ?? 'application/json')};
}
