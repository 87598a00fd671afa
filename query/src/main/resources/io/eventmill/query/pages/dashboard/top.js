// The most frequent values of a field.
import { html } from '../lit-html/lit-html.js';
import { repeat } from '../lit-html/directives/repeat.js';
import * as numbers from './numbers.js';

/** @param actions choose(field), pick(field, value) */
export function topValues({ field, fields, values, total }, actions) {
  const all = ['type', 'source', ...fields];
  const known = all.includes(field) ? all : [...all, field];
  const most = Math.max(1, ...values.map((v) => v.count));
  return html`
    <label class="choose"><span class="visually-hidden">Field</span>
      <select .value=${field} @change=${(e) => actions.choose(e.target.value)}>
        ${known.map((f) => html`<option value=${f} ?selected=${f === field}>${label(f)}</option>`)}
      </select>
    </label>
    ${values.length === 0
      ? html`<p class="nothing">No event here has this field.</p>`
      : html`<ol class="top">${repeat(values, (v) => v.value, (v) => html`
          <li><button title="Show only ${v.value}" @click=${() => actions.pick(field, v.value)}>
            <span class="what">${v.value === '' ? html`<i>empty</i>` : v.value}</span>
            <span class="count">${numbers.exactly(v.count)}</span>
            <span class="share">${numbers.percent(v.count, total)}</span>
            <svg class="gauge" aria-hidden="true" preserveAspectRatio="none"><rect width="${(100 * v.count) / most}%" height="100%"></rect></svg>
          </button></li>`)}</ol>`}`;
}

/** /params/platform reads params.platform; a pointer with a dot or an escape in it stays one. */
export function label(field) {
  return /^(\/[^./~]+)+$/.test(field) ? field.slice(1).replaceAll('/', '.') : field;
}
