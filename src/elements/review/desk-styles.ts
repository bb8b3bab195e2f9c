import {css} from '../../page/css.js';

/** How a review of several products goes on. */
export const deskStyles = css`
  .position {
    margin-block-start: 4px;
  }
  .plain {
    padding-inline: 10px;
    margin-inline: -10px auto !important;
    background: none;
    color: var(--_muted);
    font-weight: 500;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .onward {
    margin-block: 4px 12px;
    text-align: center;
  }
`;
