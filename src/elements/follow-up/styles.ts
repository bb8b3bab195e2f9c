import {css} from '../../page/css.js';

/** What a survey adds once a person is near: how scores answer to a pointer, fields, chips, the button, the thank-you. */
export const followUpStyles = css`
  :host {
    --_edge: var(--cx-edge, light-dark(#868d9b, #7b8190));
    --_ok: var(--cx-ok, light-dark(#1d7f45, #6ad49a));
    --_bad: var(--cx-bad, light-dark(#b3261e, #ff9d94));
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
  .field,
  .pair {
    display: grid;
    align-content: start;
    gap: 6px 12px;
  }
  /* Label, field and note stand in rows of their own, so that two fields side by side are level. */
  .pair {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 13em), 1fr));
  }
  .pair .field {
    grid-row: span 3;
    grid-template-rows: subgrid;
  }
  .label {
    font-size: 0.875em;
    font-weight: 550;
  }
  .field :is(input, select, textarea) {
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
  .field :is(input, select, textarea):focus {
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
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
    outline: none;
    animation: in 0.25s ease-out;
  }
  .done > svg {
    inline-size: 52px;
    block-size: 52px;
    padding: 13px;
    margin: 0 auto 14px;
    border-radius: 50%;
    background: color-mix(in srgb, var(--_ok) 14%, transparent);
    color: var(--_ok);
    stroke-width: 2.2;
  }
  .cell {
    transition: 0.15s;
  }
  @media (hover: hover) {
    .cell:hover:not(.on, .stars *) {
      box-shadow: inset 0 0 0 1.5px var(--_accent);
    }
    .stars:hover .cell.cell {
      color: var(--_lit);
    }
    .stars .option:hover ~ .option .cell.cell {
      color: var(--_line);
    }
  }
  .cell:active {
    transform: scale(0.96);
  }
`;
