import {css} from '../../page/css.js';

/** The card with the number. */
export const callStyles = css`
  .head {
    position: relative;
    display: flex;
    align-items: center;
    gap: 14px;
  }
  .bell {
    flex: none;
    inline-size: 50px;
    padding: 13px;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
    transition: scale 0.15s;
  }
  .head:active .bell {
    scale: 0.94;
  }
  .text {
    flex: 1;
    min-inline-size: 0;
  }
  .number {
    display: block;
    color: inherit;
    font-size: 1.125em;
    font-weight: 650;
    line-height: 1.4;
    font-variant-numeric: tabular-nums;
    text-decoration: none;
  }
  /* All of it calls: one tap, wherever the thumb lands. */
  .number::after {
    position: absolute;
    inset: 0;
    content: '';
  }
  .number:hover {
    text-decoration: underline;
    text-decoration-thickness: 2px;
    text-underline-offset: 4px;
  }
  .copy {
    position: relative;
    z-index: 1;
    flex: none;
    padding: 10px;
    background: none;
    color: var(--_muted);
  }
  .copy:hover {
    background: var(--_sunk);
    color: inherit;
  }
  .copy svg {
    inline-size: 22px;
  }
  :host([when-closed='hide']:not([open-now])) {
    display: none !important;
  }
  @media (hover: none) and (pointer: coarse) {
    .copy {
      display: none;
    }
  }
`;
