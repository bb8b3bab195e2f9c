import {css} from '../../page/css.js';

/** The line about the hours, the messengers and the code to scan. */
export const moreStyles = css`
  .hours {
    padding-inline-start: 15px;
    text-indent: -15px;
    text-wrap: balance;
  }
  .hours::before {
    content: '';
    display: inline-block;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-end: 7px;
    border-radius: 50%;
    background: var(--_muted);
    vertical-align: 1px;
  }
  .hours.on::before {
    background: var(--cx-ok, light-dark(#1d7f45, #6ad49a));
  }
  .channels {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    margin-block-start: 16px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--_line);
  }
  .channels .small {
    flex: 0 0 100%;
  }
  .channels a {
    display: grid;
    place-items: center;
    min-block-size: 44px;
    padding-inline: 16px;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_control) * 3);
    color: inherit;
    font-size: 0.9375em;
    font-weight: 550;
    text-decoration: none;
    transition: 0.15s;
  }
  .channels a:hover {
    border-color: var(--_accent);
    color: var(--_accent);
  }
  .scan {
    display: flex;
    gap: 16px;
    align-items: center;
    margin-block-start: 16px;
  }
  .scan p {
    max-inline-size: 14rem;
    text-wrap: balance;
  }
  .code {
    flex: none;
    inline-size: 136px;
    block-size: 136px;
    border: 1px solid var(--_line);
    border-radius: var(--_control);
    background: #fff;
    fill: #10131a;
    stroke: none;
    forced-color-adjust: none;
  }
`;
