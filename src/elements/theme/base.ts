import {css} from '../../page/css.js';

/**
 * Tokens, card and controls that all elements share.
 *
 * `light-dark()` follows the page's own `color-scheme`: a shop that is light only gets a light element, whatever
 * the visitor's system says. Browsers before it (Safari 17.5, Chrome 123, Firefox 120) show the light theme.
 */
export const base = css`
  :host {
    --_accent: var(--cx-accent, light-dark(#2b5bd7, #9db8ff));
    --_on-accent: var(--cx-on-accent, light-dark(#fff, #101a36));
    --_surface: var(--cx-surface, light-dark(#fff, #1c1f27));
    --_sunk: var(--cx-sunk, light-dark(#f4f5f8, #282c36));
    --_text: var(--cx-text, light-dark(#1a1f2c, #f0f1f5));
    --_muted: var(--cx-muted, light-dark(#5d6474, #a9afbd));
    --_line: var(--cx-line, light-dark(#dfe2e8, #3a3f4b));
    --_control: var(--cx-control-radius, 10px);
    display: block;
  }
  /* The browser keeps its own colours, and takes all others away: what is chosen has to be one of them. */
  @media (forced-colors: active) {
    :host {
      --_accent: Highlight;
      --_on-accent: HighlightText;
      --_line: GrayText;
    }
    .cell {
      border: 1px solid var(--_line);
    }
    .cell.on {
      forced-color-adjust: none;
    }
    .option :not(.on) svg {
      fill: none !important;
    }
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host(:not([open])),
  :host([hidden]) {
    display: none !important;
  }
  * {
    box-sizing: border-box;
    margin: 0;
  }
  .card {
    position: relative;
    max-inline-size: var(--cx-max-width, 38em);
    padding: var(--cx-padding, 20px);
    border: 1px solid var(--_line);
    border-radius: var(--cx-radius, 14px);
    background: var(--_surface);
    box-shadow: var(--cx-shadow, none);
    color: var(--_text);
    font-family: var(--cx-font, inherit);
    font-size: var(--cx-font-size, max(1em, 16px));
    font-style: normal;
    font-weight: 400;
    font-variant: normal;
    line-height: 1.5;
    letter-spacing: normal;
    word-spacing: normal;
    white-space: normal;
    text-align: start;
    text-indent: 0;
    text-shadow: none;
    text-transform: none;
    overflow-wrap: anywhere;
  }
  .small {
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.4;
  }
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  svg {
    display: block;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
`;
