import {css} from 'lit';

/** What a survey adds to the card: question, scale, follow-up, thanks. */
export const survey = css`
  .question {
    font-size: 1.0625em;
    font-weight: 600;
    line-height: 1.35;
    text-wrap: balance;
  }
  .scale {
    display: grid;
    gap: 6px;
    margin-block-start: 14px;
  }
  .option {
    position: relative;
    display: block;
    cursor: pointer;
  }
  .option input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }
  .cell {
    display: grid;
    place-items: center;
    min-block-size: 44px;
    border-radius: var(--_control);
    background: var(--_sunk);
    box-shadow: inset 0 0 0 1px var(--_line);
    font-variant-numeric: tabular-nums;
    transition:
      background 0.15s,
      transform 0.15s;
  }
  .cell.on {
    background: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
    color: var(--_on-accent);
    font-weight: 650;
  }
  @media (hover: hover) {
    .option:hover .cell:not(.on) {
      box-shadow: inset 0 0 0 1.5px var(--_accent);
    }
  }
  .option:active .cell {
    transform: scale(0.96);
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
  .more {
    display: grid;
    gap: 12px;
    margin-block-start: 20px;
    animation: in 0.25s ease-out;
  }
  @keyframes in {
    from {
      opacity: 0;
      transform: translateY(6px);
    }
  }
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
    border-radius: 22px;
    background: none;
    font-size: 0.9375em;
  }
  .chips .cell.on {
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
    box-shadow: inset 0 0 0 1.5px var(--_accent);
    color: var(--_accent);
  }
  .field {
    display: grid;
    gap: 6px;
  }
  .field > span {
    font-size: 0.875em;
    font-weight: 550;
  }
  .field :is(input, textarea) {
    inline-size: 100%;
    min-block-size: 44px;
    padding: 10px 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_control);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    font-size: max(1em, 16px);
  }
  textarea {
    display: block;
    min-block-size: 96px !important;
    resize: vertical;
    field-sizing: content;
    max-block-size: 50vh;
  }
  .field :is(input, textarea):focus {
    border-color: var(--_accent);
    outline: 2px solid var(--_accent);
    outline-offset: 0;
  }
  .field [aria-invalid='true'] {
    border-color: var(--_bad);
  }
  .bad {
    color: var(--_bad);
    font-size: 0.875em;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 12px;
  }
  .row button {
    margin-inline-start: auto;
  }
  .done {
    padding-block: 12px;
    border-radius: var(--_control);
    text-align: center;
    outline-offset: 4px;
    animation: in 0.25s ease-out;
  }
  .done svg {
    inline-size: 52px;
    padding: 13px;
    margin: 0 auto 14px;
    border-radius: 50%;
    background: color-mix(in srgb, var(--_ok) 14%, transparent);
    color: var(--_ok);
    stroke-width: 2.2;
  }
`;
