import {css} from '../../page/css.js';

/** The summary with its bars, and the reviews below it. */
export const listStyles = css`
  :host {
    --_lit: var(--cx-star, #e8980c);
    --_bad: var(--cx-bad, light-dark(#b3261e, #ff9d94));
    --_ok: var(--cx-ok, light-dark(#1d7f45, #6ad49a));
  }
  @media (forced-colors: active) {
    :host {
      --_lit: Highlight;
    }
  }
  .list {
    max-inline-size: var(--cx-max-width, 46em);
    container-type: inline-size;
  }
  ul {
    padding: 0;
    list-style: none;
  }
  [hidden] {
    display: none !important;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 4px 16px;
  }
  .question {
    font-size: 1.25em;
    font-weight: 650;
    line-height: 1.3;
  }
  .summary {
    display: grid;
    gap: 20px 32px;
    align-items: center;
    margin-block-start: 16px;
  }
  .mean {
    display: grid;
    grid-template-columns: auto 1fr;
    column-gap: 12px;
    align-items: center;
  }
  .big {
    grid-row: span 2;
    font-size: 3em;
    font-weight: 700;
    line-height: 1;
    letter-spacing: -0.02em;
    font-variant-numeric: tabular-nums;
  }
  @container (min-width: 30em) {
    .summary {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .mean {
      display: block;
    }
    .big + .stars {
      margin-block: 8px 2px;
    }
  }
  .spread {
    display: grid;
    gap: 6px;
  }
  .spread li {
    display: grid;
    grid-template-columns: 1ch 0.9em minmax(0, 1fr) minmax(3ch, auto);
    gap: 8px;
    align-items: center;
    color: var(--_muted);
    font-size: 0.875em;
    line-height: 1.3;
    font-variant-numeric: tabular-nums;
  }
  .spread svg {
    block-size: 0.9em;
    fill: var(--_lit);
    stroke: none;
  }
  .bar {
    block-size: 8px;
    border-radius: 4px;
    background: var(--_sunk);
    box-shadow: inset 0 0 0 1px var(--_line);
    overflow: hidden;
  }
  .bar span {
    display: block;
    block-size: 100%;
    border-radius: 4px;
    background: var(--_lit);
  }
  .bar .some {
    min-inline-size: 8px;
  }
  .times {
    text-align: end;
  }
  .reviews {
    margin-block-start: 20px;
  }
  .reviews li {
    display: grid;
    gap: 8px;
    padding-block: 18px;
    border-block-start: 1px solid var(--_line);
    outline-offset: 6px;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 14px;
  }
  .mark {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 550;
  }
  .mark.ok {
    color: var(--_ok);
  }
  .mark svg {
    block-size: 1.2em;
    stroke-width: 2.2;
  }
  .title {
    font-weight: 650;
    line-height: 1.35;
  }
  .text {
    max-inline-size: 40em;
    white-space: pre-line;
  }
  .photos {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block: 2px;
  }
  .photos a {
    border-radius: var(--_control);
    overflow: hidden;
    background: var(--_sunk);
  }
  .photos a:focus-visible {
    overflow: visible;
  }
  .photos img {
    display: block;
    inline-size: 88px;
    block-size: 88px;
    object-fit: cover;
    border-radius: inherit;
    transition: filter 0.15s;
  }
  .photos a:hover img {
    filter: brightness(1.06);
  }
  [part='more'] {
    display: block;
    inline-size: 100%;
    border-color: var(--_line);
    background: none;
    color: var(--_accent);
  }
  [part='more']:hover {
    background: var(--_sunk);
    filter: none;
  }
  [part='more'][aria-disabled] {
    opacity: 0.6;
    cursor: default;
  }
  .bad {
    margin-block: 12px;
    color: var(--_bad);
  }
  [role='status'].small {
    margin-block: 12px 4px;
    font-size: 0.9375em;
  }
  .origin {
    margin-block-start: 16px;
    padding-block-start: 14px;
    border-block-start: 1px solid var(--_line);
  }
  .origin a {
    display: inline-block;
    padding-block: 6px;
    color: var(--_accent);
    font-weight: 600;
    text-underline-offset: 3px;
  }
  .wait {
    display: grid;
    gap: 12px;
    margin-block-start: 20px;
  }
  .wait i {
    block-size: 44px;
    border-radius: var(--_control);
    background: var(--_sunk);
    animation: wait 1.2s ease-in-out infinite alternate;
  }
  .wait i:last-child {
    inline-size: 60%;
  }
  @keyframes wait {
    to {
      opacity: 0.45;
    }
  }
`;
