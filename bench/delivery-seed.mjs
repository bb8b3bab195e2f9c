/** Fills the outbox of the page that this runs in with so many answers; it needs nothing from outside itself. */
export async function seed(count) {
  const database = await new Promise((done, fail) => {
    const opening = indexedDB.open('cx-elements', 1);
    opening.onupgradeneeded = () => ['queue', 'dead'].forEach(name => opening.result.createObjectStore(name));
    opening.onsuccess = () => done(opening.result);
    opening.onerror = fail;
  });
  for (let from = 0; from < count; from += 10_000) {
    const transaction = database.transaction('queue', 'readwrite');
    for (let n = from; n < Math.min(count, from + 10_000); n++) {
      const time = new Date(Date.now() - 3_600_000 + n).toISOString();
      const data = {
        site: 'bench',
        element: 'cx-nps',
        survey: 'seed',
        response: `seed-${n}`,
        seq: 1,
        partial: false,
        answers: {comment: 'It came a day early.'},
      };
      const record = {endpoint: '/events', own: false, id: `seed-${n}`, name: 'cx-submit', time, source: location.href, data};
      transaction.objectStore('queue').put(JSON.stringify(record), `a${time}seed-${n}`);
    }
    await new Promise(done => (transaction.oncomplete = done));
  }
  database.close();
}
