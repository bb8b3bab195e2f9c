import {createHash, createHmac} from 'node:crypto';
import {describe, expect, it} from 'vitest';
import {isSigned} from '../../src/collector/order-token.js';

const secret = 'a-secret-of-the-shop';
const claim = {order: 'A1', product: 'sku-1', at: 0};

const bodyOf = (said: unknown): string => Buffer.from(JSON.stringify(said)).toString('base64url');
const signatureOf = (body: string, key = secret, hash = 'sha256', encoding: BufferEncoding = 'base64url'): string =>
  createHmac(hash, key)
    .update(body)
    .digest(encoding as 'base64url');

const body = bodyOf({order: 'A1', products: ['sku-1']});
const signature = signatureOf(body);

/** The letter that stands for the same bytes at the end: its last two bits say nothing. */
const twin = (letter: string): string => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return letters[letters.indexOf(letter) ^ 1]!;
};

describe('a forged proof of purchase', () => {
  it('is told from a real one', () => {
    expect(isSigned(`${body}.${signature}`, claim, secret)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['the signature of another order', `${bodyOf({order: 'A2', products: ['sku-1']})}.${signature}`],
    ['a second spelling of the same bytes', `${body}.${signature.slice(0, -1)}${twin(signature.at(-1)!)}`],
    ['padding', `${body}.${signature}=`],
    ['a padded body', `${body}==.${signatureOf(`${body}==`)}`],
    ['space around it', ` ${body}.${signature} `],
    ['a line after it', `${body}.${signature}\n`],
    ['a part more', `${body}.${signature}.${signature}`],
    ['a hash without a key', `${body}.${createHash('sha256').update(body).digest('base64url')}`],
    ['an empty key', `${body}.${signatureOf(body, '')}`],
    ['the name of the key as the key', `${body}.${signatureOf(body, 'CX_ORDER_SECRET')}`],
    ['a weaker hash', `${body}.${signatureOf(body, secret, 'sha1')}`],
    ['hex', `${body}.${signatureOf(body, secret, 'sha256', 'hex')}`],
    ['the signature of what the body means', `${body}.${signatureOf(Buffer.from(body, 'base64url').toString())}`],
    ['a token of another kind', `eyJhbGciOiJub25lIn0.${body}.`],
    ['no signature', body],
    ['a list', [body, signature]],
    ['an object that says so', {toString: () => `${body}.${signature}`}],
    ['nothing', null],
  ])('proves nothing: %s', (_, token) => {
    expect(isSigned(token, claim, secret)).toBe(false);
  });

  it.each([
    ['an order that is like it', {order: 'a1'}],
    ['an order that is no text', {order: ['A1']}],
    ['no order', {}],
    ['members of a prototype', JSON.parse('{"__proto__": {"order": "A1"}}')],
    ['products that hold it in a text', {order: 'A1', products: 'sku-1 sku-2'}],
    ['products that hold it deeper', {order: 'A1', products: [['sku-1']]}],
    ['products that are nothing', {order: 'A1', products: null}],
    ['an end that is nothing', {order: 'A1', exp: null}],
    ['an end in the past', {order: 'A1', exp: -1}],
  ])('is not even believed with a signature: %s', (_, said) => {
    const signed = bodyOf(said);

    expect(isSigned(`${signed}.${signatureOf(signed)}`, claim, secret)).toBe(false);
  });
});
