import {defineConfig} from 'vitest/config';
import {accessible} from './test/harness/accessible.mjs';
import {chromium} from './test/harness/chromium.mjs';
import {findEngine} from './test/harness/engines.mjs';
import {firefox} from './test/harness/firefox.mjs';
import {webkit} from './test/harness/webkit.mjs';

const browserTests = ['test/**/*.browser.test.ts'];
const domTests = ['test/**/*.dom.test.ts'];

/**
 * A browser beside four others on a busy machine misses a deadline now and then; the run names each test that needed a
 * second try. The fault lab has none: what it must show is that nothing is lost, not even once.
 */
const retry = 1;

/** A project that runs the browser tests in one real engine. */
const real = (name, browser, provider, headless = true) => ({
  test: {
    name,
    include: browserTests,
    testTimeout: 15_000,
    retry,
    browser: {
      enabled: true,
      headless,
      ui: false,
      screenshotFailures: false,
      provider: provider(),
      instances: [{browser}],
      commands: {accessible: accessible[name]},
    },
  },
});

const engines = [
  ['chromium', () => real('chromium', 'chromium', chromium)],
  ['firefox', () => real('firefox', 'firefox', firefox)],
  ['webkit', () => real('webkit', 'safari', webkit, false)],
];

export default defineConfig({
  test: {
    reporters: ['default', './test/harness/reporter.mjs'],
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          globalSetup: ['./test/harness/postgres-setup.mjs'],
          include: ['test/**/*.test.ts'],
          exclude: [...domTests, ...browserTests, 'test/e2e/**'],
          // Some reckon for seconds, which a busy machine makes many.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts', 'test/**/*.e2e.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          retry,
        },
      },
      {
        test: {
          name: 'faults',
          environment: 'node',
          globalSetup: ['./test/harness/postgres-setup.mjs'],
          include: ['test/faults/**/*.fault.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          // Each file has a browser and a collector of its own, and mostly waits; beside other tests, few of them do not disturb.
          maxWorkers: Number(process.env.CX_SEEDS ?? 1) > 1 ? 4 : 2,
          sequence: {groupOrder: 1},
        },
      },
      {
        resolve: {conditions: ['browser', 'development']},
        test: {name: 'dom', environment: 'happy-dom', include: domTests, server: {deps: {inline: [/lit/]}}},
      },
      ...engines.filter(([name]) => findEngine(name)).map(([, project]) => project()),
    ],
  },
});
