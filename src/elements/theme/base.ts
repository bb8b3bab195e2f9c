import {css} from 'lit';

/**
 * Tokens, card and controls that all elements share.
 *
 * `light-dark()` follows the page's own `color-scheme`: a shop that is light only gets a light element, whatever
 * the visitor's system says. Browsers before it (Safari 17.5, Chrome 123, Firefox 120) show the light theme.
 */
export const base = css`
  :host {
    --_accent: var(--cx-accent, #2b5bd7);
    --_on-accent: var(--cx-on-accent, #fff);
    --_surface: var(--cx-surface, #fff);
    --_sunk: var(--cx-sunk, #f4f5f8);
    --_text: var(--cx-text, #1a1f2c);
    --_muted: var(--cx-muted, #5d6474);
    --_line: var(--cx-line, #dfe2e8);
    --_edge: var(--cx-edge, #868d9b);
    --_star: var(--cx-star, #e59500);
    --_ok: var(--cx-ok, #1d7f45);
    --_bad: var(--cx-bad, #b3261e);
    --_radius: var(--cx-radius, 14px);
    --_control: var(--cx-control-radius, 10px);
    display: block;
  }
  @supports (color: light-dark(red, red)) {
    :host {
      --_accent: var(--cx-accent, light-dark(#2b5bd7, #9db8ff));
      --_on-accent: var(--cx-on-accent, light-dark(#fff, #101a36));
      --_surface: var(--cx-surface, light-dark(#fff, #1c1f27));
      --_sunk: var(--cx-sunk, light-dark(#f4f5f8, #282c36));
      --_text: var(--cx-text, light-dark(#1a1f2c, #f0f1f5));
      --_muted: var(--cx-muted, light-dark(#5d6474, #a9afbd));
      --_line: var(--cx-line, light-dark(#dfe2e8, #3a3f4b));
      --_edge: var(--cx-edge, light-dark(#868d9b, #7b8190));
      --_star: var(--cx-star, light-dark(#e59500, #ffbf47));
      --_ok: var(--cx-ok, light-dark(#1d7f45, #6ad49a));
      --_bad: var(--cx-bad, light-dark(#b3261e, #ff9d94));
    }
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host(:not([open])),
  [hidden] {
    display: none !important;
  }
  * {
    box-sizing: border-box;
    margin: 0;
  }
  .card {
    position: relative;
    max-inline-size: var(--cx-max-width, 38rem);
    padding: var(--cx-padding, 20px);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--cx-shadow, none);
    color: var(--_text);
    font-family: var(--cx-font, inherit);
    font-size: var(--cx-font-size, max(1em, 16px));
    line-height: 1.5;
    text-align: start;
  }
  .small {
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.4;
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
  button:hover {
    filter: brightness(1.08);
  }
  :is(a, button):focus-visible,
  input:focus-visible + span,
  .done:focus-visible {
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
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
    }
  }
`;
