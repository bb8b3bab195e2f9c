import {LitElement, css, html} from 'lit';

/** The floor: the same survey, written by hand on Lit, with nothing that makes it a product. */
class BareNps extends LitElement {
  static properties = {score: {state: true}, isSent: {state: true}};
  static styles = css`
    :host {
      display: block;
      font: 16px system-ui;
    }
    form {
      display: grid;
      gap: 12px;
      max-inline-size: 38rem;
      padding: 20px;
      border: 1px solid #dfe2e8;
      border-radius: 14px;
    }
    .scores {
      display: flex;
      gap: 4px;
    }
    label {
      flex: 1;
      padding: 12px 0;
      border-radius: 10px;
      background: #f4f5f8;
      text-align: center;
    }
    label:has(:checked) {
      background: #2b5bd7;
      color: #fff;
    }
    input {
      position: absolute;
      opacity: 0;
    }
  `;

  #onSubmit = event => {
    event.preventDefault();
    const comment = this.renderRoot.querySelector('textarea').value;
    void fetch('/events', {method: 'POST', body: JSON.stringify([{score: this.score, comment}])});
    this.isSent = true;
  };

  render() {
    if (this.isSent) return html`<p>Thank you</p>`;
    return html`<form @submit=${this.#onSubmit}>
      <p>How likely are you to recommend us to a friend or colleague?</p>
      <div class="scores" role="radiogroup">
        ${[...Array(11).keys()].map(
          value =>
            html`<label
              ><input type="radio" name="score" value=${value} @change=${() => (this.score = value)} /><span
                >${value}</span
              ></label
            >`,
        )}
      </div>
      ${
        this.score === undefined
          ? ''
          : html`<textarea aria-label="What is the main reason for your score?"></textarea><button>Send</button>`
      }
    </form>`;
  }
}

customElements.define('bare-nps', BareNps);
