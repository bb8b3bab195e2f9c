import {css} from '../../page/css.js';

/** What a review adds: two short fields side by side where there is room, and the links below. */
export const reviewStyles = css`
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 13em), 1fr));
    gap: 12px;
  }
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
