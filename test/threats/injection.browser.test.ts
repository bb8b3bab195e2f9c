import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import type {CxElement} from '../../src/elements/cx-element.js';
import {api, drawn, loadBuilt, mount, tags} from './built.js';
import {payloads} from './payloads.js';

const attacked = vi.fn();

beforeAll(async () => {
  await loadBuilt();
  Object.assign(window, {attacked});
});

beforeEach(() => {
  for (const name of ['alert', 'confirm', 'prompt'] as const) vi.spyOn(window, name).mockImplementation(attacked);
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});

afterEach(async () => {
  vi.restoreAllMocks();
  await api().outbox.clear();
});

afterAll(() => document.body.replaceChildren());

/** The types of element in a shadow root, with the attributes of each: what an injection would add to. */
function kinds(el: CxElement): string[] {
  return [...(el.shadowRoot?.querySelectorAll('*') ?? [])].flatMap(({localName, attributes}) => [
    localName,
    ...[...attributes].map(({name}) => `${localName}[${name}]`),
  ]);
}

/** Brings an element through its states, and answers the kinds that were drawn in any of them. */
async function walk(el: CxElement): Promise<string[]> {
  if (el.localName === 'cx-call') return kinds(el);
  const found = kinds(el);
  (await drawn<HTMLInputElement>(el, 'input[type=radio]')).click();
  const button = await drawn(el, '[part~=submit]');
  // What a review of several products brings arrives after the button, in a file of its own.
  if (el.localName === 'cx-review') await drawn(el, '[part~=skip]');
  await el.updateComplete;
  for (const field of el.shadowRoot?.querySelectorAll<HTMLInputElement>('textarea, .field input') ?? []) {
    field.value = el.getAttribute('question') ?? '';
    field.dispatchEvent(new Event('input', {bubbles: true}));
  }
  button.click();
  await el.updateComplete;
  found.push(...kinds(el));
  for (const field of el.shadowRoot?.querySelectorAll<HTMLInputElement>('[aria-invalid]') ?? []) {
    field.value = '';
    field.dispatchEvent(new Event('input', {bubbles: true}));
  }
  button.click();
  await drawn(el, '[part~=thanks]');
  return [...found, ...kinds(el)];
}

/** Resolves when the handlers of what was put into the page before must have run. */
function settled(): Promise<unknown> {
  return new Promise(done => {
    const image = new Image();
    image.onerror = done;
    image.src = 'data:,';
    document.body.append(image);
  });
}

/** Attributes by which the states differ; as a payload they would keep an element from being drawn. */
const fixed: Readonly<Record<string, string>> = {
  tel: '+358401234567',
  contact: 'email',
  links: 'google=https://g.page/shop',
  product: 'mug=Blue mug | pot=Teapot',
};

/** True for an attribute that decides whether an element shows; a payload there keeps it closed. */
const isRule = (name: string): boolean => /^(show-|snooze|max-shows)/.test(name);

function attributesOf(tag: string, text: string): Record<string, string> {
  const {observedAttributes} = customElements.get(tag) as unknown as {observedAttributes: string[]};
  const names = [...observedAttributes, 'data-note', 'title', 'lang'].filter(
    name => !['open', 'no-comment', 'disabled', 'readonly'].includes(name) && !isRule(name),
  );
  const words =
    'send optional comment left email phone consent emailInvalid phoneInvalid scoreMissing thanks thanksMore title text name'
      .concat(' textShort links label copy copied option low high question us')
      .split(' ')
      .map(key => `${key}=${text.replace(/[|=\\]/g, '\\$&')}`);
  return {
    ...Object.fromEntries(names.map(name => [name, text])),
    ...fixed,
    words: words.join(' | '),
    reasons: `a=${text} | b=Plain`,
  };
}

describe.each(tags)('<%s>', tag => {
  it('stays closed with a payload in any of its rules', async () => {
    const {observedAttributes} = customElements.get(tag) as unknown as {observedAttributes: string[]};
    const rules = observedAttributes.filter(isRule);

    for (const payload of payloads) {
      const el = await mount(tag, Object.fromEntries(rules.map(name => [name, payload])));
      expect(el.open).toBe(false);
    }

    await settled();
    expect(rules.length).toBeGreaterThan(7);
    expect(attacked).not.toHaveBeenCalled();
  });

  it('draws a payload in any attribute, word, option and field as text, in every state', {timeout: 60_000}, async () => {
    const plain = new Set(await walk(await mount(tag, attributesOf(tag, 'Plain'))));
    const strange: string[] = [];

    for (const payload of payloads) {
      const el = await mount(tag, attributesOf(tag, payload));
      el.append(Object.assign(document.createElement('p'), {slot: 'question', textContent: payload}));
      const found = await walk(el);
      strange.push(...found.filter(kind => !plain.has(kind)).map(kind => `${kind} from ${payload}`));
      expect(el.children).toHaveLength(1);
    }
    await settled();

    expect(strange).toEqual([]);
    expect(attacked).not.toHaveBeenCalled();
    expect(plain.size).toBeGreaterThan(5);
  });

  it('shows or leaves out an address, a number or a contact that is a payload, and runs nothing', async () => {
    const strange: string[] = [];
    const safe = new Set(kinds(await mount(tag, attributesOf(tag, 'Plain'))));

    const {observedAttributes} = customElements.get(tag) as unknown as {observedAttributes: string[]};
    for (const payload of payloads)
      for (const name of observedAttributes.filter(name => name in fixed)) {
        const el = await mount(tag, {...attributesOf(tag, 'Plain'), [name]: payload});
        strange.push(
          ...kinds(el)
            // Several products bring a button to leave one out.
            .filter(kind => !/^(slot|button)/.test(kind) && !safe.has(kind))
            .map(kind => `${kind} from ${payload}`),
        );
      }
    await settled();

    expect(strange).toEqual([]);
    expect(attacked).not.toHaveBeenCalled();
  });
});

describe('the test itself', () => {
  it('notices a payload that runs', async () => {
    document.body.replaceChildren(document.createRange().createContextualFragment(payloads[5]!));

    await vi.waitFor(() => expect(attacked).toHaveBeenCalled());
  });
});
