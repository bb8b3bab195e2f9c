import {faultEntry, type Log} from './log.js';
import type {Peer} from './peer.js';
import {Problem} from './problem.js';
import {refusal} from './respond.js';
import {StoreUnavailable} from './unavailable.js';

/** Answers one method of one path. */
export type Route = (request: Request, url: URL, peer: Peer) => Response | Promise<Response>;

/** The methods of a path. */
export type Methods = Readonly<Record<string, Route>>;

/** Paths and what they answer; a path that ends in `/` (other than the root) stands for everything below it. */
export type Routes = Readonly<Record<string, Methods>>;

/** Finds the route of a request and answers it; whatever fails becomes an answer with a code. */
export async function dispatch(request: Request, peer: Peer, routes: Routes, log: Log): Promise<Response> {
  try {
    const url = new URL(request.url);
    const methods = methodsOf(url.pathname, routes);
    if (!methods) throw new Problem(404, 'not-found', 'There is nothing here.');
    const route = methods[request.method] ?? (request.method === 'HEAD' ? methods['GET'] : undefined);
    if (!route) throw notAllowed(methods);
    const response = await route(request, url, peer);
    return request.method === 'HEAD' ? new Response(null, response) : response;
  } catch (error) {
    if (error instanceof Problem) return refusal(error);
    if (error instanceof StoreUnavailable) {
      log(faultEntry(error, 'store-unavailable'));
      return refusal(
        new Problem(503, 'store-unavailable', 'The database is not there just now. Come back later.', {'retry-after': '5'}),
      );
    }
    log(faultEntry(error, 'internal'));
    return refusal(new Problem(500, 'internal', 'Something went wrong inside the collector.'));
  }
}

function methodsOf(pathname: string, routes: Routes): Methods | undefined {
  if (Object.hasOwn(routes, pathname)) return routes[pathname];
  const prefix = Object.keys(routes).find(
    path => path.length > 1 && path.endsWith('/') && pathname.startsWith(path) && pathname !== path,
  );
  return prefix === undefined ? undefined : routes[prefix];
}

function notAllowed(methods: Methods): Problem {
  const allow = Object.keys(methods);
  if (methods['GET']) allow.push('HEAD');
  return new Problem(405, 'method-not-allowed', `Use ${allow.join(' or ')}.`, {allow: allow.join(', ')});
}

/** Adds headers to the answers of a route, its refusals included. */
export function withHeaders(route: Route, headersOf: (request: Request) => Readonly<Record<string, string>>): Route {
  return async (request, url, peer) => {
    const headers = headersOf(request);
    try {
      const response = await route(request, url, peer);
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
      return response;
    } catch (error) {
      if (error instanceof Problem) throw new Problem(error.status, error.code, error.message, {...error.headers, ...headers});
      throw error;
    }
  };
}
