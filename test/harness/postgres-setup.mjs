import {once} from 'node:events';
import {createServer} from 'node:http';
import {findPostgres, makePostgres} from './postgres.mjs';

/** Starts one PostgreSQL for all tests of a run, when the first of them asks for its address. */
export async function setup(project) {
  if (!findPostgres()) return project.provide('postgres', null);
  let postgres;
  const started = async () => {
    const made = await makePostgres();
    await made.start();
    return made;
  };
  const door = createServer((_, response) => {
    postgres ??= started();
    postgres.then(
      ({url}) => response.end(url),
      error => response.writeHead(500).end(String(error)),
    );
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  project.provide('postgres', `http://127.0.0.1:${door.address().port}`);
  return async () => {
    door.close();
    door.closeAllConnections();
    await (await postgres?.catch(() => undefined))?.remove(); // a failed start was told to the tests
  };
}
