import {css} from 'lit';

/** The looks of a rating that are not numbers. */
export const looks = css`
  .faces {
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    max-inline-size: 30rem;
  }
  .faces .cell {
    min-block-size: 60px;
  }
  .faces svg {
    inline-size: 32px;
  }
  .stars {
    display: flex;
    gap: 0;
    inline-size: fit-content;
    max-inline-size: 100%;
    margin-inline: -4px;
  }
  .stars .option {
    flex: 0 1 auto;
    min-inline-size: 0;
  }
  .stars .cell,
  .stars .option:hover .cell:not(.on) {
    min-block-size: 48px;
    border-radius: 6px;
    background: none;
    box-shadow: none;
    color: var(--_line);
  }
  .stars svg {
    block-size: 44px;
    max-inline-size: 100%;
    fill: currentColor;
    stroke: var(--_edge);
    stroke-width: 1;
  }
  .stars.half svg {
    block-size: 56px;
  }
  .stars .on {
    color: var(--_star);
  }
  .stars .on svg {
    stroke: var(--_star);
  }
  .stars.heart .on,
  .stars.heart .on svg {
    color: var(--cx-heart, #d6336c);
    stroke: currentColor;
  }
  @media (hover: hover) {
    .stars:hover .cell {
      color: var(--_star) !important;
      opacity: 0.75;
    }
    .stars .option:hover ~ .option .cell {
      color: var(--_line) !important;
      opacity: 1;
    }
    .stars.heart:hover .option .cell {
      color: var(--cx-heart, #d6336c) !important;
    }
    .stars.heart .option:hover ~ .option .cell {
      color: var(--_line) !important;
    }
  }
`;
