import {playwright} from '@vitest/browser-playwright';
import {findEngine} from './engines.mjs';

/** Flags that keep Chromium from talking to anything but the test. */
export const quietFlags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

/** How to launch the installed Chromium with playwright-core; root cannot use its sandbox. */
export function chromiumLaunch() {
  const [executablePath] = findEngine('chromium') ?? [];
  return {executablePath, chromiumSandbox: process.getuid?.() !== 0, args: quietFlags};
}

/** Chromium for Vitest, by Playwright. */
export function chromium() {
  return playwright({launchOptions: chromiumLaunch()});
}
