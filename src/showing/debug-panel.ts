import {css} from '../page/css.js';
import type {Finding} from '../page/registry.js';
import {print} from '../page/report.js';

/** An element, or a bare tag that a script entry has met. */
interface Explained extends HTMLElement {
  isTest?: boolean;
  explain?(): Promise<Finding[]>;
  show?(): Promise<void>;
}

const tags = 'cx-nps, cx-rating, cx-effort, cx-review, cx-call';

const styles = css`
  :host {
    all: initial !important;
    position: fixed !important;
    z-index: 2147483647 !important;
    inset: 12px auto auto 12px !important;
    color-scheme: light dark !important;
  }
  details {
    max-inline-size: min(460px, 100vw - 24px);
    max-block-size: calc(100vh - 24px);
    overflow: auto;
    border: 1px solid light-dark(#dfe2e8, #3a3f4b);
    border-radius: 12px;
    background: light-dark(#fff, #1c1f27);
    box-shadow: 0 12px 40px rgb(0 0 0 / 0.22);
    color: light-dark(#1a1f2c, #f0f1f5);
    font:
      13px/1.5 system-ui,
      sans-serif;
  }
  summary {
    padding: 10px 14px;
    font-weight: 650;
    cursor: pointer;
  }
  section {
    padding: 10px 14px;
    border-block-start: 1px solid light-dark(#dfe2e8, #3a3f4b);
  }
  header {
    display: flex;
    align-items: center;
    gap: 10px;
    margin-block-end: 6px;
    font-weight: 600;
  }
  header span {
    flex: 1;
    overflow-wrap: anywhere;
  }
  button {
    min-block-size: 32px;
    padding: 4px 12px;
    border: 0;
    border-radius: 8px;
    background: light-dark(#2b5bd7, #9db8ff);
    color: light-dark(#fff, #101a36);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  dl {
    display: grid;
    grid-template-columns: auto auto 1fr;
    gap: 2px 10px;
    margin: 0;
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .fail {
    color: light-dark(#b3261e, #ff9d92);
  }
  :focus-visible {
    outline: 3px solid light-dark(#2b5bd7, #9db8ff);
    outline-offset: 2px;
  }
`;

/** Shows on the page why each element of ours shows or does not, and shows it on request, as a test that never counts. */
export async function openDebugPanel(): Promise<void> {
  const host = document.createElement('div');
  const root = host.attachShadow({mode: 'open'});
  root.adoptedStyleSheets = [styles].flat();
  const panel = make('details');
  panel.open = true;
  panel.append(make('summary', 'cx-elements: why did it not show?'));
  root.append(panel);
  document.body.append(host);
  const elements = [...document.querySelectorAll<Explained>(tags)];
  if (!elements.length) panel.append(make('section', 'There is no element of ours on this page.'));
  for (const el of elements) panel.append(await explained(el));
}

async function explained(el: Explained): Promise<HTMLElement> {
  const section = make('section');
  const header = make('header');
  const button = make('button', 'Show it anyway');
  button.onclick = () => {
    el.isTest = true;
    void el.show?.();
  };
  header.append(make('span', `<${el.localName}${el.id && ` id="${el.id}"`}>`), button);
  const list = make('dl');
  const findings = (await el.explain?.()) ?? [];
  print(el.localName, el, findings);
  for (const {gate, pass, want, got} of findings) {
    const verdict = make('dt', pass ? '✓' : '✗');
    verdict.setAttribute('aria-label', pass ? 'passes' : 'does not pass');
    const text = make('dd', pass ? want : `${want}, got: ${got}`);
    const name = make('dt', gate);
    for (const one of [verdict, name, text]) one.className = pass ? '' : 'fail';
    list.append(verdict, name, text);
  }
  section.append(header, findings.length ? list : 'It has no rules: it is simply there.');
  return section;
}

function make<K extends keyof HTMLElementTagNameMap>(name: K, text = ''): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(name), {textContent: text});
}
