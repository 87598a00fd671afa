// An event or a row, pretty-printed; with onPick, a value with a text of its own can be clicked to filter by it.
import { html } from '../lit-html/lit-html.js';
import { ExactNumber } from './api.js';

export function jsonView(value, onPick) {
  return html`<pre class="json">${node(value, onPick ? '' : null, '', onPick)}</pre>`;
}

function node(value, pointer, indent, onPick) {
  if (Array.isArray(value)) {
    return list('[', ']', value.map((v) => node(v, null, `${indent}  `, onPick)), indent);
  }
  if (value !== null && typeof value === 'object' && !(value instanceof ExactNumber)) {
    const fields = Object.entries(value).map(
      ([name, v]) =>
        html`<span class="name">${JSON.stringify(name)}</span>: ${node(v, within(pointer, name), `${indent}  `, onPick)}`,
    );
    return list('{', '}', fields, indent);
  }
  return leaf(value, pointer, onPick);
}

function list(open, close, items, indent) {
  if (items.length === 0) return `${open}${close}`;
  const last = items.length - 1;
  return html`${open}
${items.map((item, i) => html`${indent}  ${item}${i < last ? ',' : ''}
`)}${indent}${close}`;
}

function leaf(value, pointer, onPick) {
  const exact = value instanceof ExactNumber;
  const shown = exact ? value.text : JSON.stringify(value);
  const kind = exact ? 'number' : value === null ? 'null' : typeof value;
  if (pointer === null || value === null || value === '') {
    return html`<span class=${kind}>${shown}</span>`;
  }
  const text = exact ? value.text : String(value);
  return html`<button class="value ${kind}" title="Show only events with this value"
    @click=${() => onPick(pointer, text)}>${shown}</button>`;
}

/** A pointer leads through objects only, so none leads into an array. */
function within(pointer, name) {
  return pointer === null ? null : `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
