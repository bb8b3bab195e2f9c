import {accessSync, constants, readdirSync} from 'node:fs';
import {delimiter, join} from 'node:path';

const mac = app => `/Applications/${app}`;

/** Each engine the tests run in, the database and the language of many shops among them: the programs that it may be, and the Debian packages that bring it. */
export const engines = {
  chromium: {
    programs: [
      [
        'chromium',
        'chromium-browser',
        'google-chrome',
        'google-chrome-stable',
        mac('Chromium.app/Contents/MacOS/Chromium'),
        mac('Google Chrome.app/Contents/MacOS/Google Chrome'),
      ],
    ],
    packages: ['chromium'],
  },
  firefox: {
    programs: [['firefox-esr', 'firefox', mac('Firefox.app/Contents/MacOS/firefox')]],
    packages: ['firefox-esr'],
  },
  webkit: {
    programs: [['WebKitWebDriver'], ['Xvfb']],
    packages: ['webkit2gtk-driver', 'xvfb', 'xauth'],
  },
  postgres: {
    programs: [[...debianPostgres(), 'initdb']],
    packages: ['postgresql'],
  },
  php: {
    programs: [['php']],
    packages: ['php-cli'],
  },
};

/** The full path of the first of these programs that is installed. */
export function findProgram(names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap(name => (name.startsWith('/') ? [name] : folders.map(folder => join(folder, name)))).find(isExecutable);
}

/** The programs of an engine, or nothing when one is missing. */
export function findEngine(name) {
  const found = engines[name].programs.map(findProgram);
  return found.every(Boolean) ? found : undefined;
}

/** The names of the engines that are not on this machine. */
export function missingEngines() {
  return Object.keys(engines).filter(name => !findEngine(name));
}

/** Debian keeps the programs of PostgreSQL out of the path, by version. The newest first. */
function debianPostgres() {
  const folder = '/usr/lib/postgresql';
  try {
    const versions = readdirSync(folder).sort((a, b) => Number(b) - Number(a));
    return versions.map(version => `${folder}/${version}/bin/initdb`);
  } catch {
    return []; // another system, or none is installed
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not ours to run: the next candidate
  }
}
