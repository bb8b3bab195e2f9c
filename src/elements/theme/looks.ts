import {css} from '../../page/css.js';

/** The looks of a rating that are not numbers. */
export const lookStyles = css`
  .cell svg {
    block-size: 32px;
    max-inline-size: 100%;
    margin-block: 14px;
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
    box-shadow: none;
    color: var(--_line);
  }
  .stars svg {
    block-size: 44px;
    fill: currentColor;
    stroke: var(--_muted);
    stroke-width: 0.7;
    margin: 0;
  }
  /* Each cell shows one half of a whole star: the first one that at the start of the line, the second the rest. */
  .half .option {
    flex: 0 1 28px;
  }
  .half span span {
    inline-size: 100%;
    overflow: hidden;
  }
  .half svg {
    inline-size: 200%;
    block-size: 56px;
    max-inline-size: none;
  }
  .half .option:nth-child(2n) svg {
    margin-inline-start: -100%;
  }
  .stars .cell.on,
  .on svg {
    color: var(--_lit);
    stroke: currentColor;
  }
`;
