import {createHash, createHmac, randomBytes, timingSafeEqual} from 'node:crypto';
import {sha256} from './canonical.js';
import {Problem} from './problem.js';
import type {Store} from './store.js';

const cookieName = 'cx_admin';
const sessionSeconds = 30 * 24 * 60 * 60;

/** Who may read: whoever has the admin token, or the cookie that the dashboard got for it. */
export class Access {
  readonly #tokenDigest: string;
  readonly #sessionKey: string;
  readonly #now: () => number;

  constructor(tokenDigest: string, sessionKey: string, now: () => number) {
    this.#tokenDigest = tokenDigest;
    // Bound to the token: a new token ends the sessions of the old one.
    this.#sessionKey = `${sessionKey}${tokenDigest}`;
    this.#now = now;
  }

  /** Whether a request brings a token, right or wrong. */
  isBearer(request: Request): boolean {
    return tokenIn(request) !== undefined;
  }

  /** Refuses a request that brings neither the token nor a session. */
  require(request: Request): void {
    const token = tokenIn(request);
    if (token !== undefined ? this.#isToken(token) : this.#hasSession(request)) return;
    throw new Problem(401, 'unauthorized', 'Send "Authorization: Bearer TOKEN" with the admin token.', {
      'www-authenticate': 'Bearer',
    });
  }

  /** The cookie for whoever knows the token. */
  signIn(token: unknown, request: Request): string {
    if (typeof token !== 'string' || !this.#isToken(token)) throw new Problem(401, 'token-wrong', 'This is not the admin token.');
    const until = String(Math.floor(this.#now() / 1000) + sessionSeconds);
    return cookie(`${until}.${this.#sign(until)}`, sessionSeconds, request);
  }

  /** The cookie that ends a session. */
  signOut(request: Request): string {
    return cookie('', 0, request);
  }

  #isToken(token: string): boolean {
    return isSame(sha256(token), this.#tokenDigest);
  }

  #hasSession(request: Request): boolean {
    for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
      const [name, value = ''] = pair.trim().split('=', 2);
      const [until = '', signature = ''] = value.split('.', 2);
      if (name === cookieName && isSame(signature, this.#sign(until)) && Number(until) * 1000 > this.#now()) return true;
    }
    return false;
  }

  #sign(until: string): string {
    return createHmac('sha256', this.#sessionKey).update(until).digest('base64url');
  }
}

/** The access to a store, and the admin token if this start has just made it. */
export interface OpenedAccess {
  readonly access: Access;
  readonly madeToken: string | undefined;
}

/** Opens the access with the token that was set, or the one that is kept, or else with `fresh`. */
export async function openAccess(
  store: Store,
  token: string | undefined,
  fresh: string,
  now: () => number,
): Promise<OpenedAccess> {
  const sessionKey = await store.keepSetting('session-key', randomBytes(32).toString('base64url'));
  if (token !== undefined) return {access: new Access(sha256(token), sessionKey, now), madeToken: undefined};
  const kept = await store.keepSetting('admin-token-digest', sha256(fresh));
  return {access: new Access(kept, sessionKey, now), madeToken: kept === sha256(fresh) ? fresh : undefined};
}

function tokenIn(request: Request): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '')?.[1];
}

function cookie(value: string, maxAge: number, request: Request): string {
  const isSecure = request.url.startsWith('https:') || request.headers.get('x-forwarded-proto') === 'https';
  return `${cookieName}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}

/** Compares in a time that tells nothing about where two texts differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
