// What is shown: time, sources, types, text, and the fields that were clicked.
import { html, nothing } from '../lit-html/lit-html.js';
import { RANGES, everything, halves, isFiltered } from './state.js';
import { label } from './top.js';
import * as times from './times.js';

const TYPING_MILLIS = 250;

export class Filters {
  #typing = null;

  /** @param change called with the new state, and whether it replaces the old one in the history */
  constructor(change) {
    this.change = change;
    document.addEventListener('click', (e) => this.#closeMenus(e.target));
    document.addEventListener('keydown', (e) => e.key === 'Escape' && this.#closeMenus(null));
  }

  render(state, known) {
    const set = (part) => this.change({ ...state, ...part });
    return html`
      <form class="filters" role="search" aria-label="Filters" @submit=${(e) => e.preventDefault()}>
        <fieldset class="ranges">
          <legend class="visually-hidden">Time</legend>
          ${[...RANGES, ['custom', 'Custom']].map(([name, text]) => html`
            <label><input type="radio" name="range" value=${name} .checked=${state.range === name}
              @change=${() => set(rangeOf(name, known.span))}><span>${text}</span></label>`)}
        </fieldset>
        ${state.range === 'custom' ? this.#custom(state, set) : nothing}
        ${this.#menu('Source', known.sources, state.sources, (sources) => set({ sources }))}
        ${this.#menu('Type', known.types, state.types, (types) => set({ types }))}
        <label class="search"><span class="visually-hidden">Text</span>
          <input type="search" placeholder="Search in events" .value=${state.text}
            @input=${(e) => this.#typed(e.target.value)} @search=${(e) => this.#typed(e.target.value)}></label>
        ${this.#chips(state, set)}
      </form>`;
  }

  #custom(state, set) {
    const input = (name, text) => html`
      <label>${text} <input type="datetime-local" step="1" .value=${times.toInput(state[name])}
        @change=${(e) => set({ range: 'custom', [name]: times.fromInput(e.target.value) })}></label>`;
    return html`<div class="custom">${input('from', 'from')} ${input('to', 'to')} <span class="muted">UTC</span></div>`;
  }

  #menu(title, values, chosen, set) {
    const known = [...values, ...chosen.filter((c) => !values.includes(c))];
    const toggle = (value) => set(chosen.includes(value) ? chosen.filter((c) => c !== value) : [...chosen, value]);
    const said = chosen.length === 0 ? 'all' : chosen.length === 1 ? chosen[0] : `${chosen.length} of ${known.length}`;
    return html`
      <details class="menu" ?data-on=${chosen.length > 0}>
        <summary>${title}: <b>${said}</b></summary>
        <div class="choices">
          ${known.length === 0 ? html`<p class="nothing">None yet.</p>` : nothing}
          ${known.map((value) => html`
            <label><input type="checkbox" .checked=${chosen.includes(value)} @change=${() => toggle(value)}> ${value}</label>`)}
          ${chosen.length > 0 ? html`<button type="button" class="plain" @click=${() => set([])}>All</button>` : nothing}
        </div>
      </details>`;
  }

  #chips(state, set) {
    if (!isFiltered(state)) return nothing;
    const chip = (text, without) => html`
      <button type="button" class="chip" aria-label="Remove filter ${text}" @click=${without}>${text} <span aria-hidden="true">×</span></button>`;
    const minus = (list, value) => list.filter((v) => v !== value);
    return html`<div class="chips">
      ${state.where.map((w) => {
        const [field, value] = halves(w);
        return chip(`${label(field)} = ${value}`, () => set({ where: minus(state.where, w) }));
      })}
      ${state.types.map((t) => chip(`type = ${t}`, () => set({ types: minus(state.types, t) })))}
      ${state.sources.map((s) => chip(`source = ${s}`, () => set({ sources: minus(state.sources, s) })))}
      <button type="button" class="plain clear" @click=${() => this.change(everything(state))}>Clear all</button>
    </div>`;
  }

  #typed(text) {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.change((state) => ({ ...state, text: text.trim() }), true), TYPING_MILLIS);
  }

  #closeMenus(target) {
    document.querySelectorAll('details.menu[open]').forEach((menu) => {
      if (!menu.contains(target)) menu.open = false;
    });
  }
}

/** A custom range begins as what is there to be seen. */
function rangeOf(name, span) {
  return name === 'custom'
    ? { range: name, from: iso(span.from), to: iso(Math.ceil(span.to / 1000) * 1000) }
    : { range: name, from: '', to: '' };
}

const iso = (millis) => new Date(millis || Date.now()).toISOString();
