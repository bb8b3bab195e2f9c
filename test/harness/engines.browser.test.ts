import {afterEach, describe, expect, it} from 'vitest';
import {page, userEvent} from 'vitest/browser';

/** Three native radios, a text field and a button in an open shadow root. */
function mount(): ShadowRoot {
  const host = document.createElement('div');
  const root = host.attachShadow({mode: 'open'});
  const fieldset = document.createElement('fieldset');
  for (const value of ['1', '2', '3']) {
    const label = document.createElement('label');
    const radio = Object.assign(document.createElement('input'), {type: 'radio', name: 'score', value});
    label.append(radio, `score ${value}`);
    fieldset.append(label);
  }
  root.append(fieldset, Object.assign(document.createElement('input'), {ariaLabel: 'comment'}));
  document.body.append(host);
  return root;
}

const checked = (root: ShadowRoot) => root.querySelector<HTMLInputElement>('input:checked')?.value;

describe('a real browser', () => {
  afterEach(() => document.body.replaceChildren());

  it('clicks into a shadow root', async () => {
    const root = mount();

    await page.getByRole('radio', {name: 'score 2'}).click();

    expect(checked(root)).toBe('2');
  });

  it('moves between native radios with the arrow keys', async () => {
    const root = mount();
    await page.getByRole('radio', {name: 'score 1'}).click();

    await userEvent.keyboard('{ArrowRight}');

    expect(checked(root)).toBe('2');
    expect((root.activeElement as HTMLInputElement).value).toBe('2');
  });

  it('leaves a radio group with one press of Tab and comes back with Shift and Tab', async () => {
    const root = mount();
    await page.getByRole('radio', {name: 'score 3'}).click();

    await userEvent.tab();
    const after = root.activeElement?.ariaLabel;
    await userEvent.tab({shift: true});

    expect(after).toBe('comment');
    expect((root.activeElement as HTMLInputElement).value).toBe('3');
  });

  it('types trusted text into a field', async () => {
    const root = mount();
    const field = root.querySelector<HTMLInputElement>('[aria-label]')!;
    const trusted: boolean[] = [];
    field.addEventListener('input', event => trusted.push(event.isTrusted));

    await page.getByLabelText('comment').fill('late');
    await userEvent.click(field);
    await userEvent.keyboard('{End}r');

    expect(field.value).toBe('later');
    expect(trusted.every(Boolean)).toBe(true);
  });

  it('hovers', async () => {
    const root = mount();

    await userEvent.hover(root.querySelector('fieldset')!);

    expect(root.querySelector('fieldset')!.matches(':hover')).toBe(true);
  });
});
