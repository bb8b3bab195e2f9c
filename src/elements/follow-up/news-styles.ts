import {css} from '../../page/css.js';

/** The line below the thank-you, and the text to copy where it could be lost with the page. */
export const newsStyles = css`
  .kept {
    margin-block-start: 14px;
    text-wrap: balance;
    animation: in 0.25s ease-out;
  }
  .kept svg {
    display: inline-block;
    inline-size: 20px;
    block-size: 20px;
    margin-inline-end: 6px;
    vertical-align: -5px;
  }
  .unsent {
    color: inherit;
    font-weight: 550;
  }
  .done .field {
    margin-block-start: 12px;
    text-align: start;
  }
  [role='alert'] {
    margin-block-start: 12px;
  }
  [aria-disabled] {
    opacity: 0.6;
    transition: opacity 0.2s 0.3s;
  }
`;
