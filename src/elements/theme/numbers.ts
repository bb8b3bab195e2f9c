import {css} from 'lit';

/** A row of numbers: eleven fit from 534 px on; below that six to a row, so that each stays wide enough for a thumb. */
export const numbers = css`
  .numbers {
    grid-template-columns: repeat(auto-fit, minmax(max(30px, min((100% - 30px) / 6, (494px - 100%) * 999)), 1fr));
  }
`;
