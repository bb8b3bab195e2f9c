import {css} from '../../page/css.js';

/** What a survey adds to the card until a score is chosen: the question and its scale. */
export const survey = css`
  .question {
    font-size: 1.0625em;
    font-weight: 600;
    line-height: 1.35;
    text-wrap: balance;
  }
  .scale {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
    gap: 6px;
    margin-block-start: 14px;
  }
  .cell input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    border-radius: inherit;
    appearance: none;
    cursor: pointer;
  }
  .cell {
    position: relative;
    display: grid;
    place-items: center;
    min-block-size: 44px;
    border-radius: var(--_control);
    background: var(--_sunk);
    box-shadow: inset 0 0 0 1px var(--_line);
  }
  .cell.on {
    background: var(--_accent);
    box-shadow: none;
    color: var(--_on-accent);
    font-weight: 650;
  }
  .captions {
    display: flex;
    justify-content: space-between;
    gap: 16px;
    margin-block-start: 8px;
  }
  .captions :last-child {
    text-align: end;
  }
`;
