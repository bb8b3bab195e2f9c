import {css} from '../../page/css.js';

/** A row of square pictures, the place to add one, and how far each has got. */
export const photoStyles = css`
  .photos ul {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    padding: 0;
    list-style: none;
  }
  .photos p:not(:empty) {
    margin-block-start: 6px;
  }
  .photo,
  .add {
    position: relative;
    display: grid;
    inline-size: 96px;
    block-size: 96px;
    place-items: center;
    border-radius: var(--_control);
    background: var(--_sunk);
  }
  .add {
    align-content: center;
    gap: 4px;
    padding: 6px;
    border: 1.5px dashed var(--_edge);
    color: var(--_muted);
    font-size: 0.75em;
    font-weight: 550;
    line-height: 1.2;
    text-align: center;
    hyphens: auto;
    cursor: pointer;
    transition: 0.15s;
  }
  .add:hover,
  .add.over {
    border-color: var(--_accent);
    color: var(--_accent);
  }
  .add.over {
    background: color-mix(in srgb, var(--_accent) 10%, transparent);
  }
  .add:focus-within:has(:focus-visible) {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  .add svg {
    inline-size: 26px;
    block-size: 26px;
  }
  .add input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    opacity: 0;
    cursor: pointer;
  }
  .picture,
  .picture canvas {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    border-radius: inherit;
  }
  .picture {
    position: absolute;
    inset: 0;
    transition: opacity 0.2s;
  }
  .waiting .picture,
  .sending .picture,
  .failed .picture,
  .refused .picture {
    opacity: 0.55;
  }
  .state,
  .photo progress {
    position: absolute;
    inset: auto 6px 6px;
  }
  .state {
    padding: 2px 6px;
    border-radius: 6px;
    background: var(--_surface);
    font-size: 0.75em;
    font-weight: 550;
    line-height: 1.3;
    text-align: center;
  }
  .sent .state {
    color: var(--_ok);
  }
  :is(.failed, .refused) .state {
    color: var(--_bad);
  }
  .photo progress {
    inline-size: calc(100% - 12px);
    block-size: 6px;
    border: 0;
    border-radius: 3px;
    overflow: hidden;
    background: var(--_surface);
    accent-color: var(--_accent);
    appearance: none;
  }
  progress::-webkit-progress-bar {
    background: var(--_surface);
  }
  progress::-webkit-progress-value {
    background: var(--_accent);
    transition: inline-size 0.2s;
  }
  progress::-moz-progress-bar {
    background: var(--_accent);
  }
  .photo .tool {
    position: absolute;
    inset-block-start: -8px;
    inset-inline-end: -8px;
    inline-size: 44px;
    min-block-size: 44px;
    padding: 10px;
    border: 0;
    border-radius: 50%;
    background: none;
  }
  .tool svg {
    inline-size: 24px;
    block-size: 24px;
    padding: 4px;
    border-radius: 50%;
    background: var(--_surface);
    box-shadow:
      0 0 0 1px var(--_line),
      0 1px 4px rgb(0 0 0 / 0.16);
    color: var(--_text);
    stroke-width: 2.4;
  }
  .photo .again {
    inset-inline: -8px auto;
  }
  .done ~ .photos {
    margin-block: 4px 12px;
  }
  .done ~ .photos :is(ul, p) {
    justify-content: center;
    text-align: center;
  }
`;
