import type {Visitor} from './visitor.js';

/**
 * Puts complete answers into the outbox as an earlier page of the shop would have left them, and enters them as promised.
 *
 * They do not count as answers through a real element.
 */
export async function seedOutbox(visitor: Visitor, count: number): Promise<string[]> {
  const {lab, shop} = visitor;
  const records = Array.from({length: count}, (_, n) => {
    const id = `seeded-${lab.seed}-${n}`;
    const response = `response-of-${id}`;
    const score = lab.between(0, 10);
    const data = {
      site: new URL(shop.url).hostname,
      element: 'cx-nps',
      survey: 'nps',
      response,
      seq: 1,
      partial: false,
      score,
      scale: {min: 0, max: 10},
      answers: {score},
    };
    const time = new Date(Date.now() - 60_000 + n).toISOString();
    return {id, response, record: {endpoint: shop.endpoint, own: false, id, name: 'cx-submit', time, source: shop.url, data}};
  });
  await visitor.page.evaluate(
    entries => {
      for (const [key, value] of entries) localStorage.setItem(key, value);
    },
    records.map(({id, record}) => [`cx:queue:${id}`, JSON.stringify(record)] as const),
  );
  for (const {id, response} of records) {
    lab.ledger.attempted(id, response);
    lab.ledger.durable(id);
  }
  return records.map(({id}) => id);
}
