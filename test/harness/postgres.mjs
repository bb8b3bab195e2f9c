import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {chownSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {findEngine} from './engines.mjs';

/** The programs of PostgreSQL on this machine. */
export function findPostgres() {
  const [initdb] = findEngine('postgres') ?? [];
  return initdb && {initdb, postgres: join(dirname(initdb), 'postgres')};
}

/** It refuses to run as root: then it runs as the user that its package makes. */
function account() {
  if (process.getuid?.() !== 0) return {};
  const [, , uid, gid] =
    readFileSync('/etc/passwd', 'utf8')
      .match(/^postgres:.*$/m)?.[0]
      .split(':') ?? [];
  return {uid: Number(uid), gid: Number(gid)};
}

/**
 * Makes a real PostgreSQL in a folder of its own, with everything a production server does to keep what it confirmed.
 *
 * `start` and `stop` may be called as often as one likes: it is always the same database at the same address.
 */
export async function makePostgres() {
  const programs = findPostgres();
  const user = account();
  const folder = mkdtempSync(join(tmpdir(), 'cx-postgres-'));
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = ['-D', data, '-U', 'cx', '--auth=trust', '-E', 'UTF8'];
  const init = spawnSync(programs.initdb, [...options, '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en'], {
    ...user,
    cwd: folder,
  });
  if (init.status !== 0) throw new Error(`initdb: ${init.stderr}`);
  const port = await freePort();
  let server;

  const start = async () => {
    const settings = {
      port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      shared_buffers: '64MB',
      max_connections: 200,
    };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    server = spawn(programs.postgres, ['-D', data, ...args], {...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe']});
    let said = '';
    await new Promise((resolve, reject) => {
      server.stderr.on('data', chunk => {
        said += chunk;
        if (said.includes('ready to accept connections')) resolve();
      });
      server.once('exit', () => reject(new Error(`postgres: ${said}`)));
    });
  };

  /** SIGQUIT ends it at once, as a power cut would: the next start recovers from the log. */
  const stop = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGQUIT');
    await once(server, 'exit');
  };

  const remove = async () => {
    await stop();
    rmSync(folder, {recursive: true, force: true});
  };

  return {url: `postgres://cx@127.0.0.1:${port}/postgres`, start, stop, remove};
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
