import {css} from '../../page/css.js';

/** Numbers: up to eight in one row; more in one from 536 px on, and below that six to a row, wide enough for a thumb. */
export const numbers = css`
  .few,
  .faces {
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
  }
  .numbers {
    grid-template-columns: repeat(auto-fit, minmax(max(30px, min((100% - 30px) / 6, (494px - 100%) * 999)), 1fr));
  }
`;
