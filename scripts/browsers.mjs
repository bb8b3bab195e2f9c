import {spawnSync} from 'node:child_process';
import {engines, findProgram, missingEngines} from '../test/harness/engines.mjs';

/** The one command that installs packages, by the package manager that is there. */
const installers = [
  ['apt-get', packages => `sudo apt-get install -y ${packages.join(' ')}`],
  ['dnf', () => 'sudo dnf install -y chromium firefox webkit2gtk-driver xorg-x11-server-Xvfb postgresql-server php-cli'],
  ['pacman', () => 'sudo pacman -S --needed chromium firefox webkit2gtk xorg-server-xvfb postgresql php'],
  ['brew', () => 'brew install postgresql php && brew install --cask chromium firefox (WebKit is tested on Linux only)'],
];

/**
 * Installs the missing browsers, the missing database and PHP where that can be done, on Debian as root; elsewhere says how.
 *
 * Answers the engines that are still missing.
 */
export function installBrowsers() {
  const missing = missingEngines();
  if (missing.length === 0) return missing;
  const packages = missing.flatMap(name => engines[name].packages);
  if (process.getuid?.() === 0 && findProgram(['apt-get'])) {
    console.log(`installing ${packages.join(' ')} (apt-get)`);
    const options = {stdio: ['ignore', 'ignore', 'inherit'], env: {...process.env, DEBIAN_FRONTEND: 'noninteractive'}};
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
    return missingEngines();
  }
  const [, command] = installers.find(([name]) => findProgram([name])) ?? [];
  const how = command
    ? `Install with: ${command(packages)}`
    : 'Install Chromium, Firefox, WebKitWebDriver with Xvfb, PostgreSQL and PHP.';
  console.log(`not on this machine: ${missing.join(', ')}. ${how}`);
  return missing;
}
