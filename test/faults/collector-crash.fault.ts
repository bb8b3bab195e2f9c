import {DatabaseSync} from 'node:sqlite';
import {Client} from 'pg';
import {expect} from 'vitest';
import {ChaosServer} from './chaos-server.js';
import {CollectorProcess} from './collector-process.js';
import {databaseOf, isOnPostgres, openPostgres} from './databases.js';
import {DirectClient} from './direct-client.js';
import {defineFault, notHad} from './fault.js';
import {hasPostgres} from '../collector/engines.js';
import {openScene} from './scene.js';
import {ShopPage} from './shop-page.js';
import {Visitor} from './visitor.js';

for (const at of ['before-commit', 'after-commit'] as const)
  defineFault({
    number: at === 'before-commit' ? 46 : 47,
    title: `the collector is killed right ${at === 'before-commit' ? 'before it commits' : 'after it commits, before it answers'}`,
    layer: 'collector',
    async run(lab) {
      const {collector, visitor, chaos} = await openScene(lab, {collector: await databaseOf(lab)});
      const before = lab.between(0, 2);
      for (const {id} of await visitor.giveAnswers(before))
        await visitor.hear(told => told.kind === 'cx-accepted' && told.id === id);
      const known = new Set((await collector.rows()).map(({id}) => id));

      await collector.arm({at, do: 'kill'});
      const given = new Set((await visitor.giveAnswers(5 - before)).map(({id}) => id));
      await collector.ended();

      // An impression may be what the kill meets, or have been stored before it was armed.
      const fresh = (await collector.rows()).filter(({id}) => !known.has(id));
      const left = fresh.filter(({id}) => given.has(id));
      if (at === 'after-commit') expect(fresh).not.toEqual([]);
      else expect(left).toEqual([]);
      await lab.settle(visitor, collector);
      for (const {id} of left) expect(chaos.sends().get(id), 'sent again, for nobody had confirmed it').toBeGreaterThan(1);
    },
  });

const killsInARun = 5;

defineFault({
  number: 48,
  title: `the collector is killed under load at ${killsInARun} moments of chance`,
  layer: 'collector',
  async run(lab) {
    const {collector, visitor} = await openScene(lab, {collector: await databaseOf(lab)});
    const client = new DirectClient(lab, collector);
    let isOver = false;
    const customer = async (): Promise<void> => {
      while (!isOver) await client.deliver(client.answers(lab.between(1, 10)));
    };
    const customers = Array.from({length: 6}, customer);

    for (let kill = 0; kill < killsInARun; kill++) {
      await visitor.giveAnswer(lab.between(0, 10));
      const enough = lab.ledger.durableIds.size + lab.between(20, 300);
      await expect.poll(() => lab.ledger.durableIds.size, {timeout: 30_000, interval: 1}).toBeGreaterThan(enough);
      await collector.kill();
      lab.fired();
      if (!isOnPostgres(lab)) expect(integrityOf(collector.database)).toBe('ok');
      await collector.start();
      expect((await client.post(client.answers(1))).status).toBe(200);
    }

    isOver = true;
    await Promise.all(customers);
    await lab.settle(visitor, collector);
  },
});

if (hasPostgres)
  defineFault({
    number: 49,
    title: 'PostgreSQL ends its connections, or stops and starts',
    layer: 'collector',
    async run(lab) {
      const postgres = await openPostgres(lab);
      const {collector, visitor} = await openScene(lab, {collector: {database: postgres.url}});
      const client = new DirectClient(lab, collector);
      await visitor.giveAnswers(2);
      await client.deliver(client.answers(5));

      const isStopped = lab.seed % 3 !== 0;
      if (isStopped) {
        lab.onHeal(() => postgres.start());
        await postgres.stop();
        lab.fired();
        await visitor.giveAnswers(3);
        const refused = await client.post(client.answers(3));
        expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
        expect((await fetch(`${collector.url}/readyz`)).status).toBe(503);
        expect((await fetch(`${collector.url}/healthz`)).status).toBe(200);
      } else {
        const loads = Array.from({length: 8}, () => client.deliver(client.answers(20)));
        for (let times = 0; times < 5; times++) lab.fired(await endConnections(postgres.url));
        await visitor.giveAnswers(3);
        await Promise.all(loads);
      }

      await lab.settle(visitor, collector);
      expect((await fetch(`${collector.url}/readyz`)).status).toBe(200);
    },
  });
else notHad({number: 49, title: 'PostgreSQL restarts', layer: 'collector', why: 'PostgreSQL is not installed on this machine'});

defineFault({
  number: 61,
  title: 'a new version is put in place of one collector after another, under load',
  layer: 'collector',
  async run(lab) {
    const first = await CollectorProcess.open(lab, await databaseOf(lab));
    const second = await CollectorProcess.open(lab, {database: first.database});
    const both = [first, second] as const;
    // A balancer: whoever runs gets the next request; one whose turn it is may be on its way out.
    let turn = 0;
    const balancer = {
      get url(): string {
        const running = both.filter(({isRunning}) => isRunning);
        return (running[turn++ % running.length] ?? first).url;
      },
    };
    const chaos = await ChaosServer.open(lab, () => balancer.url);
    const visitor = await Visitor.open(lab, await ShopPage.open(lab, chaos.endpoint));
    const client = new DirectClient(lab, balancer);
    let isOver = false;
    const customer = async (): Promise<void> => {
      while (!isOver) await client.deliver(client.answers(lab.between(1, 10)));
    };
    const customers = Array.from({length: 6}, customer);

    for (const old of lab.pick([both, both.toReversed()])) {
      await visitor.giveAnswers(2);
      const enough = lab.ledger.durableIds.size + lab.between(20, 200);
      await expect.poll(() => lab.ledger.durableIds.size, {timeout: 30_000, interval: 1}).toBeGreaterThan(enough);
      await old.term();
      lab.fired();
      await old.start();
    }

    isOver = true;
    await Promise.all(customers);
    await lab.settle(visitor, first);
    expect(both.flatMap(({lines}) => lines).filter(line => /end-(late|failed)/.test(line))).toEqual([]);
  },
});

function integrityOf(file: string): unknown {
  const database = new DatabaseSync(file);
  try {
    return database.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
  } finally {
    database.close();
  }
}

/** Ends all connections of collectors, as a failover or an impatient administrator does; resolves with how many there were. */
async function endConnections(url: string): Promise<number> {
  const client = new Client({connectionString: url});
  await client.connect();
  try {
    const ended = await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cx-collector'`,
    );
    return ended.rowCount ?? 0;
  } finally {
    await client.end();
  }
}
