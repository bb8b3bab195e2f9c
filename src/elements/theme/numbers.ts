import {css} from '../../page/css.js';

/** Numbers: up to eight in one row; more in one from 536 px on, and below that six to a row, wide enough for a thumb. */
export const numbers = css`
  .numbers {
    grid-auto-flow: row;
    grid-template-columns: repeat(auto-fit, minmax(max(30px, min((100% - 30px) / 6, (494px - 100%) * 999)), 1fr));
  }
`;
