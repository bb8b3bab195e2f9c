import {createHmac, timingSafeEqual} from 'node:crypto';

/** What a review says about a purchase. */
export interface OrderClaim {
  readonly order: string;
  readonly product: string;
  /** When the review was given, in milliseconds. */
  readonly at: number;
}

const maxTokenLength = 4096;

/**
 * Whether a shop has signed that an order holds a product.
 *
 * A token is `BODY.SIGNATURE`: base64url of `{"order", "products"?, "exp"?}`, and base64url of the HMAC-SHA256 of BODY. The signature is compared as
 * text, so that no second spelling of the same bytes passes for another token.
 */
export function isSigned(token: unknown, {order, product, at}: OrderClaim, secret: string): boolean {
  if (typeof token !== 'string' || token.length > maxTokenLength) return false;
  const [, body = '', signature = ''] = /^([\w-]+)\.([\w-]{43})$/.exec(token) ?? [];
  const expected = createHmac('sha256', secret).update(body, 'ascii').digest('base64url');
  if (signature.length !== expected.length || !timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return false;
  const said = readBody(body);
  return (
    said?.['order'] === order &&
    (said['products'] === undefined || (Array.isArray(said['products']) && said['products'].includes(product))) &&
    (said['exp'] === undefined || (typeof said['exp'] === 'number' && at < said['exp'] * 1000))
  );
}

function readBody(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const said: unknown = JSON.parse(Buffer.from(body, 'base64url').toString());
    return typeof said === 'object' && said !== null ? {...said} : undefined;
  } catch {
    // Signed, but not JSON: a mistake of the shop, and no proof of anything.
    return undefined;
  }
}
