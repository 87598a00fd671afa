// The newest events. A row opens to the whole event; while one is open the list holds still.
import { html, nothing } from '../lit-html/lit-html.js';
import { repeat } from '../lit-html/directives/repeat.js';
import { ExactNumber } from './api.js';
import { colorOf } from './colors.js';
import { jsonView } from './json-view.js';
import * as times from './times.js';

export const PAGE = 50;
const SUMMARY_FIELDS = 8;

export class Events {
  /** @param actions draw(), pick(field, value), older() */
  constructor(actions) {
    this.actions = actions;
    this.rows = [];
    this.next = null;
    this.open = new Set();
    this.fresh = new Set();
  }

  /** Another view: nothing of the old one is kept. */
  clear() {
    this.open.clear();
    this.fresh.clear();
    this.rows = [];
    this.next = null;
  }

  get isHeld() {
    return this.open.size > 0;
  }

  replace(page) {
    if (this.isHeld) return;
    const before = new Set(this.rows.map(keyOf));
    this.fresh = new Set(before.size > 0 ? page.events.map(keyOf).filter((key) => !before.has(key)) : []);
    this.rows = page.events;
    this.next = page.next;
  }

  append(page) {
    this.fresh.clear();
    this.rows = [...this.rows, ...page.events];
    this.next = page.next;
  }

  render(sources) {
    const several = sources > 1;
    return html`
      <table class="events">
        <thead><tr>
          <th scope="col">Time <span class="muted">UTC</span></th><th scope="col">Type</th>
          ${several ? html`<th scope="col" class="source">Source</th>` : nothing}
          <th scope="col">Event</th>
        </tr></thead>
        ${repeat(this.rows, keyOf, (row) => this.#row(row, several))}
      </table>
      ${this.next && this.rows.length > 0
        ? html`<button class="more" @click=${() => this.actions.older()}>Older events</button>`
        : nothing}`;
  }

  #row(row, several) {
    const key = keyOf(row);
    const open = this.open.has(key);
    return html`
      <tbody class=${this.fresh.has(key) ? 'fresh' : ''}>
        <tr class="row" @click=${(e) => this.#clicked(e, key)}>
          <td class="time"><button class="opener" aria-expanded=${open} aria-label="Event ${row.id}"
              @click=${() => this.#toggle(key)}>${times.short(Date.parse(row.time))}</button></td>
          <td class="type"><button class="plain" title="Show only ${row.type}"
              @click=${() => this.actions.pick('type', row.type)}><i class="dot ${colorOf({ value: row.type })}"></i>${row.type}</button></td>
          ${several ? html`<td class="source"><button class="plain" title="Show only ${row.source}"
              @click=${() => this.actions.pick('source', row.source)}>${row.source}</button></td>` : nothing}
          <td class="summary">${summary(row)}</td>
        </tr>
        ${open ? html`<tr class="whole"><td colspan=${several ? 4 : 3}>${this.#whole(row)}</td></tr>` : nothing}
      </tbody>`;
  }

  #whole(row) {
    return html`
      <dl class="facts">
        <div><dt>Id</dt><dd>${row.id}</dd></div>
        <div><dt>Time</dt><dd>${row.time}</dd></div>
        <div><dt>Received</dt><dd>${row.received}</dd></div>
        <div><dt>Stored</dt><dd>${row.stored}</dd></div>
        <div><dt>Source</dt><dd>${row.source}</dd></div>
        <div><dt>Partition, offset</dt><dd>${row.origin.partition}, ${row.origin.offset}</dd></div>
        <div><dt>Raw</dt><dd><a href="api/events/${encodeURIComponent(row.id)}" target="_blank" rel="noopener">JSON</a></dd></div>
      </dl>
      ${jsonView(row.event, (pointer, value) => this.actions.pick(pointer, value))}`;
  }

  #clicked(event, key) {
    const onText = event.target.closest('button, a') || getSelection().toString();
    if (!onText) this.#toggle(key);
  }

  #toggle(key) {
    if (!this.open.delete(key)) {
      this.open.add(key);
    }
    this.actions.draw();
  }
}

const keyOf = (row) => `${row.origin.topic_id}/${row.origin.partition}/${row.origin.offset}`;

/** The first fields that say something the row does not say already. */
function summary(row) {
  const said = new Set([row.id, row.type, row.source]);
  return Object.entries(row.event)
    .filter(([, value]) => value !== null && value !== '' && !said.has(value) && !isTime(value))
    .slice(0, SUMMARY_FIELDS)
    .map(([name, value]) => html`<span class="pair"><span class="name">${name}</span> ${inline(value)}</span>`);
}

const isTime = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d[T ]\d\d:/.test(value);

function inline(value) {
  if (value instanceof ExactNumber) return value.text;
  if (typeof value !== 'object') return String(value);
  return Array.isArray(value) ? `[${value.length}]` : '{…}';
}
