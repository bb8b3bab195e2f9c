import type {Access} from './access.js';
import {readBody} from './body.js';
import {corsHeaders, preflightHeaders, refuseStranger, type AllowOrigin} from './cors.js';
import {csvStream} from './csv.js';
import {dashboardFile} from './dashboard.js';
import {ingest, type IngestPorts} from './ingest.js';
import {faultEntry} from './log.js';
import type {Peer} from './peer.js';
import {Problem} from './problem.js';
import {parseCursor, parseQuery} from './query.js';
import type {Reader} from './reader.js';
import {empty, guardHeaders, json} from './respond.js';
import {withHeaders, type Route, type Routes} from './router.js';
import {judgeReview, listReviews, publishedReviews} from './review-routes.js';
import type {ErasureKind, Store} from './store.js';
import {showPhoto, takePhoto, type UploadPorts} from './upload-routes.js';

/** What the routes work with. */
export interface RoutePorts extends IngestPorts, UploadPorts {
  readonly store: Store;
  readonly reader: Reader;
  readonly access: () => Promise<Access>;
  readonly allowOrigin: AllowOrigin;
  /** The folder of the dashboard's files. */
  readonly dashboard: URL;
}

/** Every path of the collector. */
export function collectorRoutes(ports: RoutePorts): Routes {
  const {reader, access, admission, allowOrigin, dashboard} = ports;
  const cors = (request: Request) => corsHeaders(request, allowOrigin);
  const guarded =
    (route: Route): Route =>
    async (request, url, peer) => {
      const known = await access();
      if (known.isBearer(request)) admission.guess(request, peer, 'bearer', () => known.require(request));
      else {
        if (request.method !== 'GET' && request.method !== 'HEAD') refuseStranger(request);
        known.require(request);
      }
      return route(request, url, peer);
    };
  const isAllowed = async (request: Request, url: URL, peer: Peer): Promise<boolean> => {
    try {
      await guarded(() => empty())(request, url, peer);
      return true;
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return false;
      throw error;
    }
  };
  const erasure = (kind: ErasureKind): Route => guarded((_, url) => erase(ports, kind, url));
  return {
    '/': {GET: () => dashboardFile(dashboard, 'index.html')},
    '/dashboard/': {GET: (_, url) => dashboardFile(dashboard, url.pathname.slice('/dashboard/'.length))},
    '/events': {
      POST: withHeaders((request, _, peer) => ingest(request, peer, ports), cors),
      OPTIONS: withHeaders(() => empty(204, preflightHeaders), cors),
    },
    '/uploads': {
      POST: withHeaders((request, url, peer) => takePhoto(request, url, peer, ports), cors),
      OPTIONS: withHeaders(() => empty(204, preflightHeaders), cors),
    },
    '/uploads/': {GET: (request, url, peer) => showPhoto(reader, url, () => isAllowed(request, url, peer))},
    '/reviews': {
      GET: withHeaders(
        (request, url, peer) => {
          admission.request(request, peer);
          return publishedReviews(reader, url);
        },
        () => ({'access-control-allow-origin': '*'}),
      ),
    },
    '/session': {
      GET: guarded(() => json({ok: true})),
      POST: async (request, _, peer) => {
        refuseStranger(request);
        const [known, token] = [await access(), await tokenOf(request)];
        return empty(204, {'set-cookie': admission.guess(request, peer, 'signIn', () => known.signIn(token, request))});
      },
      DELETE: async request => {
        refuseStranger(request);
        return empty(204, {'set-cookie': (await access()).signOut(request)});
      },
    },
    '/api/report': {GET: guarded(async (_, url) => json(await reader.report(parseQuery(url.searchParams))))},
    '/api/responses': {GET: guarded(async (_, url) => json(await reader.responses(parseQuery(url.searchParams))))},
    '/api/responses/': {DELETE: erasure('response')},
    '/api/visitors/': {DELETE: erasure('visitor')},
    '/api/reviews': {GET: guarded((_, url) => listReviews(reader, url))},
    '/api/reviews/': {POST: guarded((request, url) => judgeReview(ports, request, decode(lastOf(url)), url))},
    '/api/export.csv': {GET: guarded((_, url) => exportCsv(reader, url))},
    '/healthz': {GET: () => json({status: 'ok'})},
    '/readyz': {GET: () => ready(ports)},
  };
}

function exportCsv(reader: Reader, url: URL): Response {
  const query = {...parseQuery(url.searchParams), limit: 500};
  const pages = csvStream(next => reader.responses(next === undefined ? query : {...query, cursor: parseCursor(next)}));
  return new Response(pages, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="responses.csv"',
      ...guardHeaders,
    },
  });
}

async function erase({store, now}: RoutePorts, kind: ErasureKind, url: URL): Promise<Response> {
  const key = decode(lastOf(url));
  return json({erased: await store.erase(kind, key, parseQuery(url.searchParams).site, now())});
}

async function ready({store, now, log}: RoutePorts): Promise<Response> {
  try {
    await store.touch(now());
    return json({status: 'ready'});
  } catch (error) {
    log(faultEntry(error, 'store-unavailable'));
    throw new Problem(503, 'store-unavailable', 'The database does not take a write.', {'retry-after': '5'});
  }
}

async function tokenOf(request: Request): Promise<unknown> {
  try {
    const body: unknown = JSON.parse(await readBody(request));
    return typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined;
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(400, 'json-invalid', 'The body is not JSON.');
  }
}

function lastOf({pathname}: URL): string {
  return pathname.slice(pathname.indexOf('/', '/api/'.length) + 1);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // URIError: a lone percent sign.
    throw new Problem(400, 'path-invalid', 'The path is not well encoded.');
  }
}
