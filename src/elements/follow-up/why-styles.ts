import {css} from '../../page/css.js';

/** The question after the score, and reasons as chips. */
export const whyStyles = css`
  .ask {
    font-weight: 600;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .chips .cell {
    padding: 6px 16px;
    border-radius: calc(var(--_control) * 3);
    background: none;
    font-size: 0.9375em;
  }
  .chips .cell.on {
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1.5px var(--_accent);
    color: var(--_accent);
  }
`;
