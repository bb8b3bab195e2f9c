import {css} from '../../page/css.js';

/** The one button of the library, at least 44 px high and in the accent colour, what is read on that, and what is for the ear only. */
export const buttonStyles = css`
  /* Black or white, whichever can be read on the accent: contrast of at least 4.5 by the luminance of WCAG 2. */
  @supports (color: color(from red xyz-d65 x y z)) {
    @media (forced-colors: none) {
      :host {
        --_y: clamp(0, (0.18 - y) * 999, 1);
        --_on-accent: var(--cx-on-accent, color(from var(--_accent) xyz-d65 var(--_y) var(--_y) var(--_y)));
      }
    }
  }
  .gone {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  button {
    min-block-size: 44px;
    padding: 8px 20px;
    border: 1px solid transparent;
    border-radius: var(--_control);
    background: var(--_accent);
    color: var(--_on-accent);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
    transition: filter 0.15s;
  }
  /* Else the browser puts a plate of its background behind the text, in the colour of that text. */
  button:not([class]) {
    forced-color-adjust: none;
  }
  button:hover {
    filter: brightness(1.08);
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
    }
  }
`;
