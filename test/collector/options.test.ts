import {describe, expect, it} from 'vitest';
import {readOptions} from '../../src/collector/options.js';
import {SettingsError} from '../../src/collector/problem.js';

const problems = (argv: string[], env: Record<string, string> = {}): readonly string[] => {
  try {
    readOptions(argv, env);
    return [];
  } catch (error) {
    return error instanceof SettingsError ? error.problems : [`not a SettingsError: ${String(error)}`];
  }
};

describe('readOptions', () => {
  it('has defaults', () => {
    expect(readOptions([], {})).toEqual({
      port: 8787,
      host: '127.0.0.1',
      database: 'cx.sqlite',
      adminToken: undefined,
      allowOrigin: [],
      retentionMs: undefined,
      rateLimit: undefined,
      trustProxy: [],
      help: false,
      version: false,
    });
  });

  it('takes other defaults from its caller', () => {
    expect(readOptions([], {}, {database: 'data/cx.sqlite'})).toMatchObject({port: 8787, database: 'data/cx.sqlite'});
  });

  it.each([
    [['--port', '9000'], {}, {port: 9000}],
    [['--port=9000'], {}, {port: 9000}],
    [[], {PORT: '9000'}, {port: 9000}],
    [[], {PORT: ''}, {port: 8787}],
    [['--port', '1'], {PORT: '2'}, {port: 1}],
    [['--host', '::1'], {}, {host: '::1'}],
    [[], {CX_HOST: '0.0.0.0'}, {host: '0.0.0.0'}],
    [[], {CX_DATABASE: '/data/a.sqlite'}, {database: '/data/a.sqlite'}],
    [
      ['--database', 'postgres://me:secret@db:5432/cx?sslmode=require'],
      {},
      {database: 'postgres://me:secret@db:5432/cx?sslmode=require'},
    ],
    [['--admin-token', 'secret'], {}, {adminToken: 'secret'}],
    [['--allow-origin', '*'], {}, {allowOrigin: '*'}],
    [
      ['--allow-origin', 'https://a.example, http://localhost:3000'],
      {},
      {allowOrigin: ['https://a.example', 'http://localhost:3000']},
    ],
    [['--retention', '365d'], {}, {retentionMs: 31_536_000_000}],
    [['--retention', '48h'], {}, {retentionMs: 172_800_000}],
    [['--rate-limit', '60'], {}, {rateLimit: 60}],
    [[], {CX_TRUST_PROXY: '127.0.0.1, 172.18.0.0/16,::1'}, {trustProxy: ['127.0.0.1', '172.18.0.0/16', '::1']}],
    [['--order-secret', 'x y'], {}, {orderSecret: 'x y'}],
    [[], {CX_ORDER_SECRET: 'secret'}, {orderSecret: 'secret'}],
    [['--webhook', 'https://hooks.example/a?b=c'], {}, {webhook: 'https://hooks.example/a?b=c'}],
    [[], {CX_WEBHOOK: 'http://10.0.0.1:8080', CX_WEBHOOK_SECRET: 's'}, {webhook: 'http://10.0.0.1:8080', webhookSecret: 's'}],
    [['--help'], {}, {help: true}],
    [['-h'], {}, {help: true}],
  ])('reads %j with %j', (argv, env, expected) => {
    expect(readOptions(argv, env as unknown as Record<string, string>)).toMatchObject(expected);
  });

  it.each([
    [['--port', 'eighty'], 'cx-collector: expected "--port" to be a whole number from 0 to 65535, got "eighty". (port-invalid)'],
    [['--port', '65536'], 'cx-collector: expected "--port" to be a whole number from 0 to 65535, got "65536". (port-invalid)'],
    [['--port'], 'cx-collector: expected a value after "--port", got nothing. (port-invalid)'],
    [['--host', 'a b'], 'cx-collector: expected "--host" to be an address such as 127.0.0.1, got "a b". (host-invalid)'],
    [
      ['--database', 'postgres://me:secret@:port/cx'],
      'cx-collector: expected "--database" to be an address such as postgres://user:password@host/database, got "postgres://…@:port/cx". (database-invalid)',
    ],
    [
      ['--database', 'mysql://db/cx'],
      'cx-collector: expected "--database" to be a file or an address of PostgreSQL, got "mysql://db/cx". (database-invalid)',
    ],
    [
      ['--database', ':memory:'],
      'cx-collector: expected "--database" to be a file or an address of PostgreSQL, got ":memory:". (database-invalid)',
    ],
    [
      ['--admin-token', 'with space'],
      'cx-collector: expected "--admin-token" to be printable characters without spaces, got "…". (admin-token-invalid)',
    ],
    [
      ['--allow-origin', 'https://a.example/'],
      'cx-collector: expected "--allow-origin" to be exact origins such as https://shop.example (no path, no slash at the end), or *, got "https://a.example/". (allow-origin-invalid)',
    ],
    [
      ['--retention', '0d'],
      'cx-collector: expected "--retention" to be a duration such as 365d or 48h, got "0d". (retention-invalid)',
    ],
    [
      ['--retention', 'long'],
      'cx-collector: expected "--retention" to be a duration such as 365d or 48h, got "long". (retention-invalid)',
    ],
    [
      ['--rate-limit', 'many'],
      'cx-collector: expected "--rate-limit" to be a whole number of requests a minute, got "many". (rate-limit-invalid)',
    ],
    [
      ['--trust-proxy', 'proxy'],
      'cx-collector: expected "--trust-proxy" to be addresses or networks such as 127.0.0.1, 172.18.0.0/16, got "proxy". (trust-proxy-invalid)',
    ],
    [
      ['--trust-proxy', '10.0.0.0/33'],
      'cx-collector: expected "--trust-proxy" to be addresses or networks such as 127.0.0.1, 172.18.0.0/16, got "10.0.0.0/33". (trust-proxy-invalid)',
    ],
    [
      ['--webhook', 'ftp://a.example/services/secret'],
      'cx-collector: expected "--webhook" to be an http(s) URL without a name or password, got "ftp://a.example/serv". (webhook-invalid)',
    ],
    [['--prot', '80'], 'cx-collector: expected a flag of --help, got "--prot". (flag-unknown)'],
    [['start'], 'cx-collector: expected flags such as "--port 8787", got "start". (flag-unknown)'],
  ])('refuses %j with one line', (argv, line) => {
    expect(problems(argv)[0]).toBe(line);
  });

  it('tells of everything that is wrong at once', () => {
    expect(problems(['--port', 'x', '--retention', 'y'], {CX_WEBHOOK: 'z'})).toHaveLength(3);
  });
});
