import {afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import type {SurveyElement} from '../../src/elements/survey-element.js';
import {configure} from '../../src/page/settings.js';
import {dataProblems} from '../events/harness.js';
import {clearPage, defineAll, hear, hearNoMore, mount, pick, submit, textOf, write} from './harness.js';

beforeAll(defineAll);
beforeEach(() => {
  vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'performance']});
});
afterEach(() => {
  vi.useRealTimers();
  clearPage();
  hearNoMore();
});

describe('the response of a survey', () => {
  it('is told at once as an answer, and 1.5 s later as a partial one', async () => {
    const heard = hear('cx-answer', 'cx-partial', 'cx-submit');
    const el = await mount('<cx-nps touchpoint="checkout"></cx-nps>');

    await pick(el, 9);
    const atOnce = heard.map(({type}) => type);
    vi.advanceTimersByTime(1499);
    const before = heard.length;
    vi.advanceTimersByTime(1);

    expect(atOnce).toEqual(['cx-answer']);
    expect(before).toBe(1);
    expect(heard[1]).toMatchObject({
      type: 'cx-partial',
      cancelable: true,
      composed: true,
      detail: {
        element: 'cx-nps',
        survey: 'nps:checkout',
        touchpoint: 'checkout',
        partial: true,
        score: 9,
        scale: {min: 0, max: 10},
        category: 'promoter',
        answers: {score: 9},
        asked: {question: 'How likely are you to recommend us to a friend or colleague?'},
        elapsedMs: 1500,
      },
    });
  });

  it('settles 1.5 s after the last change of the score', async () => {
    const heard = hear('cx-partial');
    const el = await mount('<cx-nps></cx-nps>');

    await pick(el, 2);
    vi.advanceTimersByTime(1000);
    await pick(el, 3);
    vi.advanceTimersByTime(1000);
    const early = heard.length;
    vi.advanceTimersByTime(500);

    expect(early).toBe(0);
    expect(heard.map(({detail}) => detail.score)).toEqual([3]);
  });

  it('holds what was chosen and typed, in the shape that the schema asks for', async () => {
    const heard = hear('cx-submit');
    const el = await mount(
      '<cx-nps contact="email" reasons="price=Price | delivery=Delivery" data-order-id="A1" question="Well?" ask="Why?"></cx-nps>',
    );
    await pick(el, 3);
    el.shadowRoot!.querySelectorAll('input[type="checkbox"]').forEach(box => box.dispatchEvent(new Event('change')));
    write(el, 'comment', '  Late  ');
    write(el, 'email', ' ann@example.com ');

    await submit(el);

    expect(heard).toHaveLength(1);
    expect(dataProblems('cx.submitted', heard[0]!.detail)).toEqual([]);
    expect(heard[0]!.detail).toMatchObject({
      partial: false,
      category: 'detractor',
      answers: {
        score: 3,
        comment: 'Late',
        reasons: ['price', 'delivery'],
        contact: {email: 'ann@example.com'},
        consents: [{kind: 'contact', text: 'If you fill this in, we may contact you about this answer.'}],
      },
      asked: {question: 'Well?', ask: 'Why?'},
      context: {orderId: 'A1'},
    });
  });

  it('carries no empty members', async () => {
    const heard = hear('cx-submit');
    const el = await mount('<cx-nps contact="phone"></cx-nps>');
    await pick(el, 0);
    write(el, 'comment', '   ');

    await submit(el);

    const {detail} = heard[0]!;
    expect(detail.answers).toEqual({score: 0});
    expect(Object.keys(detail)).not.toContain('context');
    expect(Object.keys(detail)).not.toContain('touchpoint');
  });

  it.each(['cx-nps', 'cx-rating', 'cx-effort', 'cx-review'])('of <%s> is well formed at every step', async tag => {
    const heard = hear('cx-show', 'cx-answer', 'cx-partial', 'cx-submit');
    const el = await mount(`<${tag}></${tag}>`);
    await pick(el, 2);
    vi.advanceTimersByTime(1500);
    await submit(el);

    expect(heard.map(({type}) => type)).toEqual(['cx-show', 'cx-answer', 'cx-partial', 'cx-submit']);
    const [shown, ...told] = heard.map(({detail}) => detail);
    expect(dataProblems('cx.shown', shown)).toEqual([]);
    expect(told.flatMap(detail => dataProblems('cx.submitted', detail))).toEqual([]);
    expect(new Set(heard.map(({detail}) => detail.response)).size).toBe(1);
  });

  it('counts upwards with seq', async () => {
    const heard = hear('cx-answer', 'cx-partial', 'cx-submit');
    const el = await mount('<cx-rating></cx-rating>');

    await pick(el, 2);
    vi.advanceTimersByTime(1500);
    await pick(el, 4);
    vi.advanceTimersByTime(1500);
    await submit(el);

    const counts = heard.map(({detail}) => detail.seq);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(new Set(counts).size).toBe(5);
  });

  it('is submitted once, and then no partial one follows', async () => {
    const heard = hear('cx-partial', 'cx-submit');
    const el = await mount('<cx-nps></cx-nps>');
    await pick(el, 7);

    await submit(el);
    await submit(el);
    vi.advanceTimersByTime(5000);
    dispatchEvent(new Event('pagehide'));
    el.remove();
    await Promise.resolve();

    expect(heard.map(({type}) => type)).toEqual(['cx-submit']);
  });

  it('is thanked for even where the page keeps it to itself', async () => {
    const heard = hear('cx-submit');
    const el = await mount('<cx-nps></cx-nps>');
    el.addEventListener('cx-submit', event => event.preventDefault());
    await pick(el, 7);

    await submit(el);

    expect(heard[0]!.defaultPrevented).toBe(true);
    expect(el.flow.step).toBe('thanks');
  });

  it.each([
    ['the page hides', () => dispatchEvent(new Event('pagehide'))],
    ['hide() is called', (el: SurveyElement) => el.hide()],
    [
      'the tab goes to the background',
      () => {
        vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
        document.dispatchEvent(new Event('visibilitychange'));
        vi.restoreAllMocks();
      },
    ],
  ] as const)('is sent in part when %s before it has settled, once', async (_when, leave) => {
    const heard = hear('cx-partial');
    const el = await mount('<cx-nps></cx-nps>');
    await pick(el, 7);

    await leave(el);
    vi.advanceTimersByTime(5000);

    expect(heard.map(({target, detail}) => [target, detail.score])).toEqual([[el, 7]]);
  });

  it('is sent in part from the document once the element has left the page', async () => {
    const heard = hear('cx-partial');
    const el = await mount('<cx-nps></cx-nps>');
    await pick(el, 7);

    el.remove();
    await Promise.resolve();
    vi.advanceTimersByTime(5000);

    expect(heard.map(({target, detail}) => [target, detail.score])).toEqual([[document, 7]]);
  });

  it('goes on when the element is moved within the page', async () => {
    const heard = hear('cx-partial', 'cx-show');
    const el = await mount('<main></main><cx-nps></cx-nps>');
    await pick(el, 7);

    document.querySelector('main')!.append(el);
    await Promise.resolve();
    const moved = heard.length;
    vi.advanceTimersByTime(1500);

    expect(moved).toBe(1);
    expect(heard.map(({type}) => type)).toEqual(['cx-show', 'cx-partial']);
    expect(heard[1]!.target).toBe(el);
  });

  it('sends nothing when nobody has chosen', async () => {
    const heard = hear('cx-partial', 'cx-submit', 'cx-answer');
    const el = await mount('<cx-nps value="8"></cx-nps>');

    dispatchEvent(new Event('pagehide'));
    await el.hide();
    el.remove();
    await Promise.resolve();

    expect(heard).toEqual([]);
  });

  it('asks for a score where there is none', async () => {
    const heard = hear('cx-submit');
    const el = await mount('<cx-review></cx-review>');

    await submit(el);

    expect(heard).toEqual([]);
    expect(el.shadowRoot!.querySelector('[role="alert"]')!.textContent).toBe('Please choose a score first.');
  });

  it.each([
    ['email', 'ann@example', false],
    ['email', 'ann example.com', false],
    ['email', '  ann@example.com', true],
    ['email', '', true],
    ['phone', 'none', false],
    ['phone', '+44 20 7946 0018', true],
    ['phone', '', true],
  ])('takes the %s %j: %j', async (kind, text, isGood) => {
    const heard = hear('cx-submit');
    const el = await mount(`<cx-nps contact="${kind}"></cx-nps>`);
    await pick(el, 7);
    write(el, kind, text);

    await submit(el);

    expect(heard).toHaveLength(isGood ? 1 : 0);
    expect(el.shadowRoot!.querySelectorAll('[aria-invalid]')).toHaveLength(isGood ? 0 : 1);
  });

  it('takes the complaint back as soon as the field is written again', async () => {
    const el = await mount('<cx-nps contact="email"></cx-nps>');
    await pick(el, 7);
    write(el, 'email', 'ann');
    await submit(el);

    write(el, 'email', 'ann@');
    await el.updateComplete;

    expect(el.shadowRoot!.querySelectorAll('[aria-invalid]')).toHaveLength(0);
    expect(el.shadowRoot!.querySelector<HTMLInputElement>('[name="email"]')!.value).toBe('ann@');
  });

  it('leaves out reasons that were chosen for another kind of score', async () => {
    const heard = hear('cx-submit');
    const el = await mount('<cx-nps reasons="all" reasons-detractor="late"></cx-nps>');
    await pick(el, 2);
    el.shadowRoot!.querySelector('input[type="checkbox"]')!.dispatchEvent(new Event('change'));
    await pick(el, 9);

    await submit(el);

    expect(heard[0]!.detail.answers).toEqual({score: 9});
  });

  it('starts over with a new id after reset()', async () => {
    const heard = hear('cx-submit');
    const el = await mount('<cx-nps></cx-nps>');
    await pick(el, 7);
    write(el, 'comment', 'First');
    await submit(el);

    await el.reset();
    const step = el.flow.step;
    await pick(el, 8);
    await submit(el);

    expect(step).toBe('question');
    const [first, second] = heard.map(({detail}) => detail);
    expect(second!.response).not.toBe(first!.response);
    expect(second!.answers).toEqual({score: 8});
  });

  it('drops what has not settled on reset()', async () => {
    const heard = hear('cx-partial');
    const el = await mount('<cx-nps></cx-nps>');
    await pick(el, 7);

    await el.reset();
    vi.advanceTimersByTime(5000);

    expect(heard).toEqual([]);
    expect(el.value).toBe(null);
  });

  it('is a new one with each show()', async () => {
    const heard = hear('cx-show');
    const el = await mount('<cx-nps></cx-nps>');

    await el.show();
    await el.hide();
    const hidden = el.open;
    await el.show();

    expect(hidden).toBe(false);
    expect(el.open).toBe(true);
    expect(new Set(heard.map(({detail}) => detail.response)).size).toBe(2);
  });

  it('never begins where the page cancels cx-show', async () => {
    document.addEventListener('cx-show', event => event.preventDefault(), {once: true});

    const el = await mount('<cx-nps></cx-nps>');
    const refused = [el.open, el.hasAttribute('open')];
    await el.show();

    expect(refused).toEqual([false, false]);
    expect([el.open, el.hasAttribute('open')]).toEqual([true, true]);
  });

  it('says no more than the answer once consent is denied', async () => {
    configure({consent: 'denied'});
    const heard = hear('cx-show', 'cx-submit');
    const el = await mount('<cx-nps data-order-id="A1"></cx-nps>');
    await pick(el, 7);
    await submit(el);

    expect(heard.map(({detail}) => [detail.context, detail.page])).toEqual([
      [undefined, {url: location.origin}],
      [undefined, {url: location.origin}],
    ]);
    expect(heard[1]!.detail).toMatchObject({score: 7});
  });

  it.each([
    ['<cx-nps></cx-nps>', 'nps'],
    ['<cx-effort touchpoint="support"></cx-effort>', 'effort:support'],
    ['<cx-rating survey="own" touchpoint="support"></cx-rating>', 'own'],
  ])('of %s belongs to the survey %s', async (markup, survey) => {
    const heard = hear('cx-show');

    await mount(markup);

    expect(heard[0]!.detail.survey).toBe(survey);
  });

  it('may be kept back by the page wherever that has a meaning', async () => {
    const heard = hear('cx-show', 'cx-answer', 'cx-partial', 'cx-submit');
    const el = await mount('<cx-nps></cx-nps>');
    await pick(el, 2);
    vi.advanceTimersByTime(1500);
    await submit(el);

    expect(heard.map(({type, cancelable}) => [type, cancelable])).toEqual([
      ['cx-show', true],
      ['cx-answer', false],
      ['cx-partial', true],
      ['cx-submit', true],
    ]);
  });

  it.each(['cx-nps', 'cx-rating', 'cx-effort', 'cx-review'])(
    'of <%s> stays one that is accepted, however long the page writes',
    async tag => {
      vi.spyOn(console, 'warn').mockImplementation(() => {});
      const heard = hear('cx-show', 'cx-answer', 'cx-submit');
      const names = [
        'survey',
        'touchpoint',
        'question',
        'brand',
        'ask',
        'reasons',
        'thanks',
        'low-label',
        'words',
        'context',
        'lang',
        'product',
        'order',
        'data-x',
      ];
      const el = await mount(`<${tag} ${names.map(name => `${name}="${'xy '.repeat(3000)}"`).join(' ')}></${tag}>`);
      await pick(el, 2);
      el.shadowRoot!.querySelectorAll('input[type="checkbox"]').forEach(box => box.dispatchEvent(new Event('change')));

      await submit(el);

      expect(heard.map(({type}) => type)).toEqual(['cx-show', 'cx-answer', 'cx-submit']);
      expect(heard.slice(1).flatMap(({detail}) => dataProblems('cx.submitted', detail))).toEqual([]);
      expect(dataProblems('cx.shown', heard[0]!.detail)).toEqual([]);
      vi.restoreAllMocks();
    },
  );

  it('of a page with a very long address stays one that is accepted', async () => {
    const heard = hear('cx-show');
    const before = location.href;
    history.replaceState(null, '', '/' + 'long/'.repeat(800));

    await mount('<cx-nps></cx-nps>');
    history.replaceState(null, '', before);

    expect(dataProblems('cx.shown', heard[0]!.detail)).toEqual([]);
  });

  it('speaks of the language of the element, else of the page', async () => {
    const heard = hear('cx-show');

    await mount('<main lang="fi"><cx-nps></cx-nps><cx-nps lang="sv"></cx-nps></main>');
    configure({locale: 'de'});
    await mount('<cx-nps></cx-nps>');

    expect(heard.map(({detail}) => detail.locale)).toEqual(['fi', 'sv', 'de']);
  });

  it.each([[5], [['de', 'fi']], [{}], ['x'.repeat(36)], ['not a tag'], [Object.create(null)]])(
    'speaks of the language of the page, where the setting is none: %#',
    async locale => {
      const heard = hear('cx-show');
      configure({locale: locale as string});

      await mount('<main lang="fi"><cx-nps></cx-nps></main>');

      expect(heard[0]!.detail.locale).toBe('fi');
    },
  );

  it.each([[5], [true], [['a', 'b']], [{}], ['x'.repeat(6000)], [Object.create(null)], [Symbol('ask')], [7n]])(
    'tells what was asked as text, whatever type the page has set: %#',
    async value => {
      const heard = hear('cx-submit');
      const el = await mount('<cx-nps></cx-nps>');
      const names = ['question', 'brand', 'ask', 'askPromoter', 'lowLabel', 'highLabel', 'thanks', 'thanksPromoter', 'words'];
      Object.assign(el, Object.fromEntries(names.map(name => [name, value])));

      await pick(el, 9);
      await submit(el);

      expect(dataProblems('cx.submitted', heard[0]!.detail)).toEqual([]);
      expect(textOf(el, 'thanks')).not.toBe('');
    },
  );

  it('speaks of the language of the page inside a shadow root', async () => {
    const heard = hear('cx-show');
    document.documentElement.lang = 'fi';
    const root = document.body.appendChild(document.createElement('div')).attachShadow({mode: 'open'});

    root.append(document.createElement('cx-nps'));
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    document.documentElement.lang = '';

    expect(heard[0]!.detail.locale).toBe('fi');
  });
});
