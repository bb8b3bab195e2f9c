import {css} from '../../page/css.js';

/** The layer above the page. Its sizes do not follow the page, which it is no part of. */
export const surfaceStyles = css`
  :host([open]:not([hidden])) {
    display: contents !important;
  }
  .layer {
    --_gap: max(16px, env(safe-area-inset-bottom));
    --_radius: var(--cx-radius, 14px);
    position: fixed;
    z-index: 2147483647;
    inset: auto;
    display: flex;
    flex-direction: column;
    box-sizing: border-box;
    inline-size: min(416px, 100vw - 32px);
    max-inline-size: none;
    max-block-size: calc(100dvh - 32px - var(--_lift, 0px));
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 0;
    border-radius: var(--_radius);
    /* A shop's cards may be transparent; what lies above a page cannot be. */
    background: linear-gradient(var(--_surface), var(--_surface)), Canvas;
    box-shadow:
      0 0 0 1px var(--_line),
      0 4px 12px rgb(0 0 0 / 0.08),
      0 16px 48px rgb(0 0 0 / 0.18);
    color: var(--_text);
    font-size: 16px;
    visibility: visible;
    pointer-events: auto;
    animation: cx-rise 0.28s cubic-bezier(0.2, 0.8, 0.2, 1);
  }
  .place {
    overflow: auto;
    overscroll-behavior: contain;
  }
  .layer:not([open]) {
    display: none;
  }
  .layer .card {
    max-inline-size: none;
    border: 0;
    border-radius: 0;
    background: none;
    box-shadow: none;
  }
  .layer :is(.question, .head) {
    padding-inline-end: 36px;
  }
  .popover {
    inset-block-end: calc(var(--_gap) + var(--_lift, 0px));
    inset-inline-end: 16px;
  }
  :host([placement$='start']) .popover {
    inset-inline: 16px auto;
  }
  :host([placement^='top']) .popover {
    inset-block: max(16px, env(safe-area-inset-top)) auto;
  }
  .banner {
    inset-inline: 0;
    inset-block-end: var(--_lift, 0px);
    inline-size: 100%;
    padding-block-end: env(safe-area-inset-bottom);
    border-radius: 0;
  }
  :host([placement^='top']) .banner {
    inset-block: 0 auto;
    padding-block: env(safe-area-inset-top) 0;
  }
  .banner .card {
    max-inline-size: 736px;
    margin-inline: auto;
  }
  .dialog {
    inset: 0 0 var(--_lift, 0px);
    margin: auto;
    inline-size: min(512px, 100vw - 32px);
    block-size: fit-content;
  }
  .dialog::backdrop {
    background: rgb(10 12 18 / 0.5);
    animation: cx-fade 0.2s;
  }
  .close {
    position: absolute;
    inset-block-start: 8px;
    inset-inline-end: 8px;
    inline-size: 44px;
    block-size: 44px;
    border: 0;
    border-radius: 50%;
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }
  /* Borders, because forced colours take backgrounds away. */
  .close::before,
  .close::after {
    content: '';
    position: absolute;
    inset: 21px 14px auto;
    border-block-start: 2px solid;
    transform: rotate(45deg);
  }
  .close::after {
    transform: rotate(-45deg);
  }
  .close:hover {
    background: var(--_sunk);
    color: var(--_text);
  }
  .gone {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (max-width: 480px) {
    .popover,
    :host([placement]) .popover {
      inset: auto 0 var(--_lift, 0px);
      inline-size: 100%;
      padding-block: 8px max(8px, env(safe-area-inset-bottom));
      --_round: min(22px, var(--_radius) * 2);
      border-radius: var(--_round) var(--_round) 0 0;
    }
    .popover::before {
      content: '';
      flex: none;
      inline-size: 36px;
      block-size: 4px;
      margin-inline: auto;
      border-radius: 2px;
      background: var(--_line);
    }
  }
  @keyframes cx-rise {
    from {
      opacity: 0;
      transform: translateY(16px);
    }
  }
  @keyframes cx-fade {
    from {
      opacity: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .layer,
    .layer::backdrop {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .layer {
      border: 1px solid;
      background: Canvas;
    }
  }
  @media print {
    .layer {
      display: none !important;
    }
  }
`;
