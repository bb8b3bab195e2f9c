import {css} from '../../page/css.js';

/** The looks of a rating that are not numbers. */
export const lookStyles = css`
  .faces .cell {
    min-block-size: 60px;
  }
  svg {
    block-size: 32px;
  }
  .stars {
    --_lit: var(--cx-star, #e8980c);
    display: flex;
    gap: 0;
    margin-inline: -4px;
  }
  .heart {
    --_lit: var(--cx-heart, #d6336c);
  }
  .stars .cell.cell {
    border: 0;
    background: none;
    color: var(--_line);
  }
  .stars svg {
    block-size: 44px;
    max-inline-size: 100%;
    fill: currentColor;
    stroke: var(--_muted);
    stroke-width: 0.7;
  }
  .half svg {
    block-size: 56px;
  }
  .stars .cell.on,
  .on svg {
    color: var(--_lit);
    stroke: currentColor;
  }
`;
