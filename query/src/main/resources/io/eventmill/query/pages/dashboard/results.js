// What jobs made of events: windows counted, conversions put down to touches.
import { html, nothing } from '../lit-html/lit-html.js';
import { repeat } from '../lit-html/directives/repeat.js';
import { ApiError, ask, ExactNumber } from './api.js';
import { jsonView } from './json-view.js';
import * as numbers from './numbers.js';
import * as times from './times.js';

const ROWS = 8;
const KINDS = ['counts', 'attributed'];
const TITLES = { counts: 'Window counts', attributed: 'Conversions' };

/** The newest rows of the chosen result of each kind; a store that is away is said in its panel. */
export async function newest(names, chosen, range, signal) {
  const asked = KINDS.map((kind) => {
    const all = names.filter((n) => n.kind === kind).map((n) => n.name);
    return { kind, all, name: all.includes(chosen[kind]) ? chosen[kind] : all[0] };
  }).filter((kind) => kind.name !== undefined);
  return Promise.all(asked.map(async (kind) => ({ ...kind, ...(await rows(kind, range, signal)) })));
}

async function rows({ kind, name }, range, signal) {
  const params = new URLSearchParams(range);
  params.set('limit', ROWS);
  try {
    return await ask(`${kind}/${encodeURIComponent(name)}`, params, signal);
  } catch (e) {
    if (e instanceof ApiError) return { rows: [], problem: e.message };
    throw e;
  }
}

/** @param choose(kind, name) */
export function resultPanels(results, range, choose) {
  return results.map((r) => html`
    <section class="panel result" data-kind=${r.kind} aria-labelledby="result-${r.kind}">
      <h2 id="result-${r.kind}">${TITLES[r.kind]} <span class="muted">${r.all.length > 1 ? nothing : r.name}</span>
        <a class="csv" href="api/${r.kind}/${encodeURIComponent(r.name)}?${csv(range)}" download="${r.name}.csv">CSV</a></h2>
      ${r.all.length > 1 ? selection(r, choose) : nothing}
      ${body(r)}
    </section>`);
}

function selection(r, choose) {
  return html`
    <label class="choose"><span class="visually-hidden">${TITLES[r.kind]}</span>
      <select .value=${r.name} @change=${(e) => choose(r.kind, e.target.value)}>
        ${r.all.map((name) => html`<option value=${name} ?selected=${name === r.name}>${name}</option>`)}
      </select>
    </label>`;
}

function body(r) {
  if (r.problem) return html`<p class="nothing">${r.problem}</p>`;
  if (r.rows.length === 0) return html`<p class="nothing">None in this time.</p>`;
  return r.kind === 'counts' ? windows(r) : conversions(r);
}

function windows({ rows: newestRows, sum }) {
  return html`
    <table class="windows">
      <thead><tr><th scope="col">Window <span class="muted">UTC</span></th><th scope="col">Group</th><th scope="col">Count</th></tr></thead>
      <tbody>${repeat(newestRows, (row) => row.id, (row) => html`
        <tr><td>${times.short(1_000 * plain(row.window_start_time))}</td>
          <td class="what">${group(row)}${row.late ? html` <span class="muted">late</span>` : nothing}</td>
          <td class="count">${numbers.exactly(plain(row.count))}</td></tr>`)}</tbody>
    </table>
    ${sum === undefined || sum === null
      ? nothing
      : html`<p class="nothing"><b>${numbers.exactly(plain(sum))}</b> counted in all of this time</p>`}`;
}

function group(row) {
  const { id, window_start_time: from, count, late, ...fields } = row;
  const values = Object.values(fields);
  return values.length === 0 ? 'all' : values.map((v) => (v === null ? '–' : String(plain(v)))).join(', ');
}

function conversions({ rows: newestRows }) {
  return html`
    <ul class="conversions">
      ${repeat(newestRows, (row) => Object.values(row)[0], (row) => html`
        <li><details>
          <summary><span class=${row.attributed ? 'put-down' : 'alone'}>${verdict(row)}</span>
            <span class="muted">${row.final ? 'final' : 'may change'}</span>
            <span class="what">${Object.values(row)[0]}</span></summary>
          ${jsonView(row)}
        </details></li>`)}
    </ul>`;
}

function verdict(row) {
  const touches = plain(row.touch_count);
  if (!row.attributed) return row.why ?? 'no touch';
  return touches === 1 ? 'attributed, 1 touch' : `attributed, ${numbers.exactly(touches)} touches`;
}

const plain = (value) => (value instanceof ExactNumber ? Number(value.text) : value);

function csv(range) {
  const params = new URLSearchParams(range);
  params.set('format', 'csv');
  return params;
}
