/** Holds many connections open: some send their headers, some their bodies, one byte a second; some say nothing. Whoever is cut comes back. */

import {connect} from 'node:net';

const {url, headers = 0, bodies = 0, silent = 0, kept = 0} = JSON.parse(process.argv[2]);
const {hostname, port} = new URL(url);
const start = 'POST /events HTTP/1.1\r\nHost: shop\r\n';
const kinds = {
  headers: {said: start, byte: 'x'},
  bodies: {said: `${start}Content-Type: text/plain\r\nContent-Length: 60000\r\n\r\n[`, byte: ' '},
  silent: {said: '', byte: ''},
  /** A page's connection after its answer: kept alive, with nothing to say. */
  kept: {said: 'GET /healthz HTTP/1.1\r\nHost: shop\r\n\r\n', byte: ''},
};
const open = new Set();
let cut = 0;

function hold(kind) {
  const {said, byte} = kinds[kind];
  return new Promise(resolve => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(said);
      if (kind !== 'kept') resolve();
    });
    open.add(socket);
    socket.on('data', resolve);
    socket.on('error', () => undefined); // Being cut is what is counted below.
    socket.on('close', () => {
      clearInterval(drip);
      open.delete(socket);
      cut++;
      resolve();
      setTimeout(() => void hold(kind), 100);
    });
    const drip = byte ? setInterval(() => socket.write(byte), 1000) : undefined;
  });
}

for (const [kind, count] of Object.entries({headers, bodies, silent, kept}))
  for (let n = 0; n < count; n += 100) await Promise.all(Array.from({length: Math.min(100, count - n)}, () => hold(kind)));
process.on('message', () => process.send({open: open.size, cut}, () => process.exit(0)));
process.send('started');
