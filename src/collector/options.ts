import {parseArgs} from 'node:util';
import type {AllowOrigin} from './cors.js';
import {isPostgres} from './database-name.js';
import {addressSet} from './addresses.js';
import {SettingsError} from './problem.js';
import {isWebhook, webhookExpected} from './webhook-address.js';

/** The settings of the command line and the environment. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly database: string;
  readonly adminToken?: string;
  readonly allowOrigin: AllowOrigin;
  readonly retentionMs?: number;
  readonly rateLimit?: number;
  readonly trustProxy: readonly string[];
  readonly orderSecret?: string;
  readonly webhook?: string;
  readonly webhookSecret?: string;
  readonly help: boolean;
  readonly version: boolean;
}

/** Reads one setting from text, or returns what was expected instead. */
type Read<T> = (text: string) => {readonly value: T} | {readonly expected: string};

const flags = [
  {name: 'port', variable: 'PORT', value: 'NUMBER', text: 'where to listen; default 8787'},
  {
    name: 'host',
    variable: 'CX_HOST',
    value: 'ADDRESS',
    text: 'on which address; default 127.0.0.1, which only this machine reaches',
  },
  {
    name: 'database',
    variable: 'CX_DATABASE',
    value: 'DATABASE',
    text: 'the SQLite file, made if it is missing, or postgres://…; default cx.sqlite',
  },
  {
    name: 'admin-token',
    variable: 'CX_ADMIN_TOKEN',
    value: 'TOKEN',
    text: 'what reading requires; default: made and printed at the first start',
  },
  {
    name: 'allow-origin',
    variable: 'CX_ALLOW_ORIGIN',
    value: 'ORIGINS',
    text: 'other origins whose pages may post, comma separated, or *; default none',
  },
  {
    name: 'retention',
    variable: 'CX_RETENTION',
    value: 'DURATION',
    text: 'how long answers are kept, such as 365d; default for good',
  },
  {
    name: 'rate-limit',
    variable: 'CX_RATE_LIMIT',
    value: 'NUMBER',
    text: 'requests a minute from one address, 0 for no limit; default 1200, none for private networks',
  },
  {
    name: 'trust-proxy',
    variable: 'CX_TRUST_PROXY',
    value: 'ADDRESSES',
    text: 'proxies whose X-Forwarded-For is believed, comma separated; default none',
  },
  {
    name: 'order-secret',
    variable: 'CX_ORDER_SECRET',
    value: 'SECRET',
    text: 'with what the shop signs orders, so that their reviews are verified; default none',
  },
  {
    name: 'webhook',
    variable: 'CX_WEBHOOK',
    value: 'URL',
    text: 'is told of callbacks, low scores and new reviews, as Slack reads it; default none',
  },
  {
    name: 'webhook-secret',
    variable: 'CX_WEBHOOK_SECRET',
    value: 'SECRET',
    text: 'with what these notices are signed; default: they are not',
  },
] as const;

/** What `--help` prints. */
export const helpText = [
  'Usage: cx-collector [settings]',
  '',
  'Receives the answers of cx-elements, keeps them in a database and shows a report.',
  '',
  ...flags.map(({name, variable, value, text}) => `  ${`--${name} ${value}`.padEnd(24)}${variable.padEnd(18)}${text}`),
  `  ${'--help'.padEnd(42)}shows this`,
  `  ${'--version'.padEnd(42)}shows the version`,
  '',
  'A flag goes before its environment variable (second column).',
].join('\n');

/** Reads flags and environment. Throws a `SettingsError` with one line for each wrong setting. */
export function readOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
  defaults: Partial<Pick<Settings, 'port' | 'host' | 'database'>> = {},
): Settings {
  const problems: string[] = [];
  const given = readFlags(argv, problems);
  const setting = <T>(name: (typeof flags)[number]['name'], read: Read<T>, byDefault: T): T => {
    const text = given[name] ?? (env[flags.find(flag => flag.name === name)?.variable ?? ''] || undefined);
    if (text === undefined) return byDefault;
    const result = read(text);
    if ('value' in result) return result.value;
    const shown = /token|secret/.test(name) ? '…' : text.replace(/:\/\/[^@/]*@/, '://…@').slice(0, name === 'webhook' ? 20 : 80);
    problems.push(`cx-collector: expected "--${name}" to be ${result.expected}, got "${shown}". (${name}-invalid)`);
    return byDefault;
  };
  const settings: Settings = {
    port: setting('port', readPort, defaults.port ?? 8787),
    host: setting('host', readHost, defaults.host ?? '127.0.0.1'),
    database: setting('database', readDatabase, defaults.database ?? 'cx.sqlite'),
    adminToken: setting<string | undefined>('admin-token', readToken, undefined),
    allowOrigin: setting<AllowOrigin>('allow-origin', readOrigins, []),
    retentionMs: setting<number | undefined>('retention', readRetention, undefined),
    rateLimit: setting<number | undefined>('rate-limit', readRate, undefined),
    trustProxy: setting<readonly string[]>('trust-proxy', readAddresses, []),
    orderSecret: setting<string | undefined>('order-secret', readSecret, undefined),
    webhook: setting<string | undefined>('webhook', readWebhook, undefined),
    webhookSecret: setting<string | undefined>('webhook-secret', readSecret, undefined),
    help: given['help'] === 'true',
    version: given['version'] === 'true',
  };
  if (problems.length && !settings.help) throw new SettingsError(problems);
  return settings;
}

function readFlags(argv: readonly string[], problems: string[]): Record<string, string | undefined> {
  const given: Record<string, string | undefined> = {};
  const names: readonly string[] = flags.map(({name}) => name);
  const {tokens} = parseArgs({args: [...argv], strict: false, allowPositionals: true, tokens: true, options: optionTypes()});
  for (const token of tokens) {
    if (token.kind === 'positional')
      problems.push(`cx-collector: expected flags such as "--port 8787", got "${token.value.slice(0, 80)}". (flag-unknown)`);
    if (token.kind !== 'option') continue;
    if (token.name === 'help' || token.name === 'h' || token.name === 'version')
      given[token.name === 'h' ? 'help' : token.name] = 'true';
    else if (!names.includes(token.name))
      problems.push(`cx-collector: expected a flag of --help, got "${token.rawName.slice(0, 80)}". (flag-unknown)`);
    else if (!token.value)
      problems.push(`cx-collector: expected a value after "--${token.name}", got nothing. (${token.name}-invalid)`);
    else given[token.name] = token.value;
  }
  return given;
}

function optionTypes(): Record<string, {type: 'string' | 'boolean'}> {
  const types = Object.fromEntries(flags.map(({name}) => [name, {type: 'string'} as {type: 'string' | 'boolean'}]));
  return {...types, help: {type: 'boolean'}, version: {type: 'boolean'}};
}

const readPort: Read<number> = text =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? {value: Number(text)} : {expected: 'a whole number from 0 to 65535'};

const readHost: Read<string> = text => (/^[\w.:-]+$/.test(text) ? {value: text} : {expected: 'an address such as 127.0.0.1'});

const readDatabase: Read<string> = text => {
  if (isPostgres(text))
    return hasHost(text) ? {value: text} : {expected: 'an address such as postgres://user:password@host/database'};
  return /^[a-z][a-z0-9+.-]+:/i.test(text) || text === ':memory:'
    ? {expected: 'a file or an address of PostgreSQL'}
    : {value: text};
};

/** A socket of the machine is named by a parameter instead. */
function hasHost(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const {hostname, searchParams} = new URL(address);
  return hostname !== '' || searchParams.has('host');
}

const readToken: Read<string> = text =>
  /^[\x21-\x7e]+$/.test(text) ? {value: text} : {expected: 'printable characters without spaces'};

const readSecret: Read<string> = text => ({value: text});

const readWebhook: Read<string> = text => (isWebhook(text) ? {value: text} : {expected: webhookExpected});

const readOrigins: Read<AllowOrigin> = text => {
  if (text.trim() === '*') return {value: '*'};
  const origins = text.split(',').map(origin => origin.trim());
  const areExact = origins.every(
    origin => /^https?:\/\//.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin,
  );
  return areExact
    ? {value: origins}
    : {expected: 'exact origins such as https://shop.example (no path, no slash at the end), or *'};
};

const readRate: Read<number> = text =>
  /^\d{1,7}$/.test(text) ? {value: Number(text)} : {expected: 'a whole number of requests a minute'};

const readAddresses: Read<readonly string[]> = text => {
  const addresses = text.split(',').map(address => address.trim());
  return addressSet(addresses) ? {value: addresses} : {expected: 'addresses or networks such as 127.0.0.1, 172.18.0.0/16'};
};

const units: Readonly<Record<string, number>> = {h: 3_600_000, d: 86_400_000};

const readRetention: Read<number> = text => {
  const [, count = '', unit = ''] = /^([1-9]\d{0,4})([hd])$/.exec(text) ?? [];
  const unitMs = units[unit];
  return unitMs === undefined ? {expected: 'a duration such as 365d or 48h'} : {value: Number(count) * unitMs};
};
