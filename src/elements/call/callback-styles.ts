import {css} from '../../page/css.js';

/** The callback form, and what has become of the request. */
export const callbackStyles = css`
  .callback,
  .said {
    padding-block-start: 18px;
    border-block-start: 1px solid var(--_line);
  }
  .callback {
    margin-block-start: 18px;
  }
  .callback [aria-disabled] {
    opacity: 0.6;
    transition: opacity 0.2s 0.3s;
  }
  .said {
    display: flex;
    gap: 14px;
    align-items: center;
    margin-block-start: 18px;
    outline: none;
    animation: in 0.25s ease-out;
  }
  .said svg {
    flex: none;
    inline-size: 40px;
    padding: 9px;
    margin-inline: 5px;
    border-radius: 50%;
    background: var(--_sunk);
    color: var(--_muted);
  }
  .said.sent svg {
    background: color-mix(in srgb, var(--_ok) 14%, transparent);
    color: var(--_ok);
    stroke-width: 2.2;
  }
  .said .ask {
    text-wrap: balance;
  }
  .said a {
    padding-block: 4px;
    color: var(--_accent);
    font-weight: 600;
    text-underline-offset: 3px;
    white-space: nowrap;
  }
`;
