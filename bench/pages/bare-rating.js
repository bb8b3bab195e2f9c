import {LitElement, css, html} from 'lit';

const star = 'M12 2l3 7 7 1-5 5 1 7-6-3-6 3 1-7-5-5 7-1z';
const row = [0, 24, 48, 72, 96].map(x => star.replace('M12', `M${12 + x}`)).join('');

/** The floor: the same picture of a rating, written by hand on Lit. */
class BareRating extends LitElement {
  static properties = {value: {type: Number}, count: {type: Number}};
  static styles = css`
    :host {
      display: inline-block;
    }
    div {
      position: relative;
      display: inline-block;
    }
    svg {
      block-size: 1.2em;
      fill: #dfe2e8;
    }
    div div {
      position: absolute;
      inset: 0 auto 0 0;
      overflow: hidden;
    }
    div div svg {
      fill: #e8980c;
    }
  `;

  render() {
    return html`<div role="img" aria-label="${this.value} of 5, ${this.count} ratings">
        <svg viewBox="0 0 120 24"><path d=${row}></path></svg>
        <div style="inline-size: ${this.value * 20}%">
          <svg viewBox="0 0 120 24"><path d=${row}></path></svg>
        </div>
      </div>
      <span>(${this.count})</span>`;
  }
}

customElements.define('bare-rating', BareRating);
