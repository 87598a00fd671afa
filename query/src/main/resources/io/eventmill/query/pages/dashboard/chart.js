// Events over time, stacked. Drawn as SVG, so that colours follow the page's and the text is text.
import { html, svg, nothing } from '../lit-html/lit-html.js';
import { colorOf } from './colors.js';
import { nameOf } from './series.js';
import * as numbers from './numbers.js';
import * as times from './times.js';

const HEIGHT = 240;
const PAD = { top: 12, right: 8, bottom: 24, left: 44 };

export class Chart {
  /** @param actions zoom(from, to), draw(), onlyType(value) */
  constructor(actions) {
    this.actions = actions;
    this.width = 800;
    this.at = null; // the bucket that is looked at
    this.dragFrom = null;
    this.data = null;
  }

  /** Buckets that fit the width. */
  get buckets() {
    return Math.max(24, Math.min(120, Math.floor((this.width - PAD.left - PAD.right) / 9)));
  }

  render(data) {
    this.data = data;
    if (this.at !== null && this.at >= data.starts.length) {
      this.at = null;
    }
    return html`
      <figure class="chart">
        <div class="plot" tabindex="0" role="group" aria-roledescription="chart"
            aria-label=${this.#summary()}
            @keydown=${(e) => this.#key(e)}
            @pointermove=${(e) => this.#move(e)} @pointerleave=${() => this.#leave()}
            @pointerdown=${(e) => this.#down(e)} @pointerup=${(e) => this.#up(e)}
            @blur=${() => this.#leave()}>
          ${this.#drawing()} ${this.#tip()}
        </div>
        <figcaption class="legend">${data.series.map((s) => this.#legend(s))}</figcaption>
      </figure>`;
  }

  #drawing() {
    const { starts, series } = this.data;
    const high = Math.max(0, ...starts.map((_, i) => this.#height(i)));
    const marks = numbers.steps(high, 4);
    const y = (n) => HEIGHT - PAD.bottom - (n / marks.at(-1)) * (HEIGHT - PAD.top - PAD.bottom);
    return html`
      <svg width=${this.width} height=${HEIGHT} viewBox="0 0 ${this.width} ${HEIGHT}" aria-hidden="true">
        ${marks.map((n) => svg`
          <line class="grid" x1=${PAD.left} x2=${this.width - PAD.right} y1=${y(n)} y2=${y(n)}></line>
          <text class="axis" x=${PAD.left - 8} y=${y(n) + 4} text-anchor="end">${numbers.about(n)}</text>`)}
        ${this.#timeAxis()}
        ${this.#bars(series, y)}
        ${this.#selection()}
      </svg>`;
  }

  #bars(series, y) {
    const bases = new Array(this.data.starts.length).fill(0);
    const step = this.#step();
    const gap = step > 5 ? 1 : 0.3;
    const wide = Math.max(1, Math.min(48, step - gap));
    return series.map((s) => {
      let path = '';
      s.counts.forEach((count, i) => {
        if (count > 0) {
          const x = this.#x(i) + (step - wide) / 2;
          const bottom = y(bases[i]);
          bases[i] += count;
          const up = Math.max(1, bottom - y(bases[i]));
          path += `M${x.toFixed(1)} ${bottom.toFixed(1)}v${(-up).toFixed(1)}h${wide.toFixed(1)}v${up.toFixed(1)}z`;
        }
      });
      return svg`<path class="bar ${colorOf(s)}" d=${path}></path>`;
    });
  }

  #timeAxis() {
    const { from, to } = this.data;
    const inside = this.width - PAD.left - PAD.right;
    const x = (at) => PAD.left + ((at - from) / Math.max(1, to - from)) * inside;
    return times.ticks(from, to, Math.max(2, Math.floor(inside / 90))).map(({ at, label }) => svg`
      <line class="tick" x1=${x(at)} x2=${x(at)} y1=${HEIGHT - PAD.bottom} y2=${HEIGHT - PAD.bottom + 4}></line>
      <text class="axis" x=${x(at)} y=${HEIGHT - 6}
        text-anchor=${x(at) > this.width - 40 ? 'end' : x(at) < PAD.left + 20 ? 'start' : 'middle'}>${label}</text>`);
  }

  #selection() {
    if (this.at === null) return nothing;
    const a = this.dragFrom ?? this.at;
    const from = Math.min(a, this.at);
    const count = Math.abs(a - this.at) + 1;
    return svg`<rect class="looked-at" x=${this.#x(from)} y=${PAD.top}
      width=${Math.max(1, this.#step() * count)} height=${HEIGHT - PAD.top - PAD.bottom}></rect>`;
  }

  #tip() {
    const { starts, step, series } = this.data;
    if (this.at === null || starts.length === 0) return nothing;
    const here = series.filter((s) => s.counts[this.at] > 0);
    const x = this.#x(this.at) + this.#step() / 2;
    const right = x > this.width / 2;
    // As a property: the content policy forbids style attributes, not what a script sets.
    const place = right ? `right:${this.width - x + 14}px` : `left:${x + 14}px`;
    return html`
      <div class="tip" .style=${place} role="status">
        <strong>${times.span(starts[this.at], starts[this.at] + step)}</strong>
        <table>
          ${here.map((s) => html`<tr><td><i class="dot ${colorOf(s)}"></i>${nameOf(s)}</td><td>${numbers.exactly(s.counts[this.at])}</td></tr>`)}
          <tr class="sum"><td>all</td><td>${numbers.exactly(this.#height(this.at))}</td></tr>
        </table>
      </div>`;
  }

  #legend(s) {
    const mark = html`<i class="dot ${colorOf(s)}"></i>${nameOf(s)} <b>${numbers.exactly(s.total)}</b>`;
    return s.value === null
      ? html`<span class="key">${mark}</span>`
      : html`<button class="key" title="Show only ${s.value}" @click=${() => this.actions.onlyType(s.value)}>${mark}</button>`;
  }

  #summary() {
    const { starts, series, total, from, to } = this.data;
    return starts.length === 0
      ? 'Events over time: none'
      : `Events over time, ${times.span(from, to)}: ${numbers.exactly(total)} in ${starts.length} bars; ${series
          .map((s) => `${nameOf(s)} ${numbers.exactly(s.total)}`)
          .join(', ')}. Arrow keys read the bars, Enter zooms in.`;
  }

  #height(i) {
    return this.data.series.reduce((sum, s) => sum + s.counts[i], 0);
  }

  #step() {
    return (this.width - PAD.left - PAD.right) / Math.max(1, this.data.starts.length);
  }

  #x(i) {
    return PAD.left + i * this.#step();
  }

  #bucketAt(event) {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - PAD.left;
    const i = Math.floor(x / this.#step());
    return this.data.starts.length === 0 ? null : Math.max(0, Math.min(this.data.starts.length - 1, i));
  }

  #move(event) {
    this.at = this.#bucketAt(event);
    this.actions.draw();
  }

  #leave() {
    this.at = null;
    this.dragFrom = null;
    this.actions.draw();
  }

  /** A finger scrolls the page; a mouse marks a range. */
  #down(event) {
    if (event.pointerType !== 'touch' && event.button === 0) {
      this.dragFrom = this.#bucketAt(event);
      event.currentTarget.setPointerCapture(event.pointerId);
    }
  }

  #up(event) {
    const from = this.dragFrom;
    const to = this.#bucketAt(event);
    this.dragFrom = null;
    if (from !== null && to !== null && from !== to) {
      this.#zoom(Math.min(from, to), Math.max(from, to));
    }
  }

  #key(event) {
    const last = this.data.starts.length - 1;
    const moves = { ArrowLeft: -1, ArrowRight: 1 };
    if (event.key in moves && last >= 0) {
      const start = moves[event.key] > 0 ? -1 : last + 1;
      this.at = Math.max(0, Math.min(last, (this.at ?? start) + moves[event.key]));
      this.actions.draw();
      event.preventDefault();
    } else if (event.key === 'Enter' && this.at !== null) {
      this.#zoom(this.at, this.at);
    } else if (event.key === 'Escape') {
      this.#leave();
    }
  }

  #zoom(first, last) {
    const { starts, step } = this.data;
    this.at = null;
    this.actions.zoom(starts[first], starts[last] + step);
  }
}
