import {css} from '../../page/css.js';

/** What a review adds: the links below. */
export const reviewStyles = css`
  .foot,
  .links {
    margin-block-start: 14px;
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: baseline;
  }
  .links,
  [part='reward'] {
    padding-block-start: 12px;
    border-block-start: 1px solid var(--_line);
  }
  .foot + .links {
    padding: 0;
    border: 0;
    margin: 4px 0 0;
  }
  .foot + .foot,
  .links + .foot {
    margin: 4px 0 0;
  }
  :is(.foot, .links) a {
    display: inline-block;
    padding-block: 6px;
    color: var(--_accent);
    font-weight: 600;
    text-underline-offset: 3px;
  }
`;
