import {css} from '../theme/css.js';

/** The line below the thank-you, and the text to copy where it could be lost with the page. */
export const newsStyles = css`
  .kept {
    display: flex;
    gap: 8px;
    align-items: center;
    justify-content: center;
    margin-block-start: 12px;
  }
  .kept svg {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
  }
  .done .field {
    margin-block-start: 12px;
    text-align: start;
  }
  [aria-disabled] {
    opacity: 0.6;
    transition: opacity 0.2s 0.3s;
  }
`;
