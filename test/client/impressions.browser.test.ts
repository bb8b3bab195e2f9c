import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {configure} from '../../src/client.js';
import {CxNps} from '../../src/define/nps.js';

interface Posted {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly data: {readonly survey: string};
}

describe('an impression', () => {
  /** What the endpoint was sent as seen. */
  let seen: Posted[];
  let count = 0;

  const surveys = () => seen.map(({data}) => data.survey);

  /** A survey under a name of its own, three windows below the top of the page. */
  async function mount(survey = `survey-${++count}`): Promise<CxNps> {
    const el = Object.assign(new CxNps(), {survey});
    const below = document.createElement('div');
    below.style.paddingBlockStart = '300vh';
    below.append(el);
    document.body.append(below);
    await el.updateComplete;
    return el;
  }

  /** Resolves when a survey that came into view just now has been counted: whatever came before it had its time. */
  async function nextIsCounted(): Promise<string> {
    const {survey} = Object.assign(await mount(), {style: 'position: fixed; inset: 0 auto auto 0'});
    await vi.waitFor(() => expect(surveys()).toContain(survey), {timeout: 10_000});
    return survey;
  }

  beforeEach(() => {
    seen = [];
    configure({endpoint: '/events'});
    const fetchFile = window.fetch.bind(window);
    vi.spyOn(window, 'fetch').mockImplementation(async (input, init) => {
      if (new URL(String(input), location.href).pathname !== '/events') return fetchFile(input, init);
      const events = JSON.parse(String(init?.body)) as Posted[];
      seen.push(...events.filter(({type}) => type === 'cx.shown'));
      return Response.json({results: events.map(({id}) => ({id, status: 'stored'}))});
    });
  });

  afterEach(() => {
    document.body.replaceChildren();
    vi.restoreAllMocks();
  });

  it('is sent when the survey was in view for a second', async () => {
    const el = await mount();
    const start = Date.now();

    el.scrollIntoView();
    await vi.waitFor(() => expect(surveys()).toEqual([el.survey]), {timeout: 10_000});

    expect(Date.parse(seen[0]!.time) - start).toBeGreaterThanOrEqual(990);
  });

  it('is sent once for a survey and page view', async () => {
    const first = await mount();
    first.scrollIntoView();
    await vi.waitFor(() => expect(surveys()).toEqual([first.survey]), {timeout: 10_000});

    (await mount(first.survey)).scrollIntoView();
    const next = await nextIsCounted();

    expect(surveys()).toEqual([first.survey, next]);
  });

  it('is not sent for a survey that nobody has scrolled to', async () => {
    await mount();

    const next = await nextIsCounted();

    expect(surveys()).toEqual([next]);
  });

  it('is not sent for a survey that was closed before its second was over', async () => {
    const el = await mount();
    el.scrollIntoView();
    await el.hide();

    const next = await nextIsCounted();

    expect(surveys()).toEqual([next]);
  });

  it('is not sent where the page keeps the survey hidden', async () => {
    document.body.addEventListener('cx-show', event => event.preventDefault(), {once: true});
    const el = await mount();
    el.scrollIntoView();

    const next = await nextIsCounted();

    expect(el.open).toBe(false);
    expect(surveys()).toEqual([next]);
  });
});
