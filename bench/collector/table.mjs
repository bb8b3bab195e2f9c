/** The figures of a run, each with what must hold, as one Markdown table. */

const bounds = {'≥': (value, bound) => value >= bound, '≤': (value, bound) => value <= bound};

const format = value =>
  value === undefined || Number.isNaN(value)
    ? ''
    : value.toLocaleString('en', {maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0});

/** Collects figures. */
export class Figures {
  #rows = [];

  /** Adds one: `bare` is the same measured without our code, `must` a bound such as `≥ 3000`; what is a share of one is shown as a ratio. */
  add(what, value, {bare, must} = {}) {
    const [, sign, bound] = /^(≥|≤) (\S+)$/.exec(must ?? '') ?? [];
    const holds = sign === undefined || bounds[sign](value, Number(bound));
    this.#rows.push({what, value, bare, must: sign && `${sign} ${format(Number(bound))}`, holds});
    console.error(`${what}: ${format(value)}${bare === undefined ? '' : `, bare ${format(bare)}`}`);
  }

  /** Adds a line that says why there is no figure. */
  skip(what) {
    this.#rows.push({what, holds: true});
  }

  /** Whether every figure is what it must be. */
  get hold() {
    return this.#rows.every(({holds}) => holds);
  }

  toString() {
    const lines = this.#rows.map(({what, value, bare, must, holds}) => {
      const ratio = bare === undefined ? '' : (value / bare).toFixed(2);
      return `| ${[what, format(value), format(bare), ratio, must ?? '', must === undefined ? '' : holds ? 'yes' : '**no**'].join(' | ')} |`;
    });
    return [
      '| what | collector | bare | ours / bare | must be | is |',
      '| --- | ---: | ---: | ---: | ---: | --- |',
      ...lines,
    ].join('\n');
  }
}
