// The page: asks every two seconds, and draws what it was told.
import { html, nothing, render } from '../lit-html/lit-html.js';
import { ask } from './api.js';
import { Chart } from './chart.js';
import { learn } from './colors.js';
import { firstEvent, nothingHere } from './empty.js';
import { Events, PAGE } from './events.js';
import { failedEvents, SHOWN } from './failed.js';
import { Filters } from './filters.js';
import { ledger } from './ledger.js';
import * as numbers from './numbers.js';
import { newest as newestResults, resultPanels } from './results.js';
import { stacked } from './series.js';
import { signOut } from './session.js';
import * as states from './state.js';
import * as times from './times.js';
import { topValues } from './top.js';

const EVERY_MILLIS = 2_000;
const LEDGER_EVERY = 5;
const NAMES_EVERY = 10; // fields, sources and types change less often than events
const TOP = 12;

let state = states.read(location.search);
let paused = false;
let pause = EVERY_MILLIS; // longer where the store is slow, so that a page never wears it out
let round = 0;
let timer = null;
let running = null;
let error = null;
let copied = false;
let known = { fields: [], sources: [], types: [], pipeline: [], results: [] };
let audit = null; // the ledger's last answer; null while there is none
let shown = null; // what the last good answers said

const chart = new Chart({
  draw,
  zoom: (from, to) => go({ ...state, range: 'custom', from: iso(from), to: iso(to) }),
  onlyType: (type) => go(states.narrowed(state, 'type', type)),
});
const events = new Events({
  draw,
  pick: (field, value) => go(states.narrowed(state, field, value)),
  older,
});
const filters = new Filters((next, replaces) => go(typeof next === 'function' ? next(state) : next, replaces));

/** To another view. */
function go(next, replaces = false) {
  const url = location.pathname + states.write(next);
  history[replaces ? 'replaceState' : 'pushState'](null, '', url);
  show(next);
}

function show(next) {
  state = next;
  events.clear();
  refresh();
}

async function refresh() {
  clearTimeout(timer);
  running?.abort();
  const mine = new AbortController();
  running = mine;
  draw();
  const begun = performance.now();
  try {
    const answers = await answersOf(mine.signal);
    if (running !== mine) return;
    error = null;
    take(answers);
    round += 1;
    pause = Math.max(EVERY_MILLIS, 3 * (performance.now() - begun));
  } catch (e) {
    if (running !== mine || e.name === 'AbortError') return;
    error = e;
  }
  running = null;
  draw();
  schedule();
}

async function answersOf(signal) {
  const get = (path, more) => ask(path, states.question(state, more), signal);
  const named = round % NAMES_EVERY === 0 ? ask('results', '', signal) : { results: known.results };
  const [histogram, page, top, failed, names, pipeline, results] = await Promise.all([
    get('events/histogram', { by: 'type', series: 9, buckets: chart.buckets }),
    events.isHeld ? null : get('events', { limit: PAGE }),
    get('events/top', { field: state.field, limit: TOP }),
    ask('failed', new URLSearchParams({ limit: SHOWN }), signal),
    round % NAMES_EVERY === 0 || known.types.length === 0 ? ask('fields', '', signal) : null,
    round === 0 ? ask('sources', '', signal) : null,
    learnResults(named, signal),
    round % LEDGER_EVERY === 0 ? learnLedger(signal) : null,
  ]);
  const data = stacked(histogram);
  const newest = data.total === 0 ? await ask('events', 'limit=1', signal) : null;
  return { data, page, top: top.values, failed, names, pipeline, results, newest };
}

async function learnResults(named, signal) {
  known.results = (await named).results;
  return newestResults(known.results, state, states.range(state), signal);
}

/** A ledger that cannot be asked is no reason to show nothing else. */
async function learnLedger(signal) {
  try {
    audit = await ask('audit', new URLSearchParams({ from: 'now-24h', minutes: 1 }), signal);
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    audit = null;
  }
}

function take(answers) {
  const { names, pipeline, page, newest } = answers;
  if (names) {
    const values = (list) => list.map((v) => v.value);
    known = { ...known, fields: names.fields, sources: values(names.sources), types: values(names.types) };
    learn(known.types);
  }
  if (pipeline) {
    known.pipeline = pipeline.sources;
  }
  if (page) {
    events.replace(page);
  }
  const at = newest?.events[0]?.time;
  shown = { ...answers, newest: at ? Date.parse(at) : null, hasAny: newest === null || at !== undefined, when: Date.now() };
}

function schedule() {
  clearTimeout(timer);
  if (!paused && document.visibilityState === 'visible') {
    timer = setTimeout(refresh, pause);
  }
}

/** Who looks at older events does not want them to move away. */
async function older() {
  setPaused(true);
  try {
    events.append(await ask('events', states.question(state, { limit: PAGE, cursor: events.next })));
    error = null;
  } catch (e) {
    error = e;
  }
  draw();
}

function setPaused(value) {
  paused = value;
  if (paused) {
    running?.abort();
    running = null;
    clearTimeout(timer);
    draw();
  } else {
    refresh();
  }
}

async function copy(text) {
  await navigator.clipboard.writeText(text);
  copied = true;
  draw();
}

function draw() {
  render(page(), document.body);
}

function page() {
  const span = shown?.data.total ? { from: shown.data.from, to: shown.data.to } : { from: 0, to: 0 };
  return html`
    <a class="skip" href="#events">Skip to the events</a>
    <header>
      <a class="brand" href="./"><img src="assets/icon.svg" alt="" width="22" height="22"> Eventmill</a>
      <nav aria-label="Pages"><a href="docs">API</a></nav>
      ${signOut()}
      ${status()}
    </header>
    ${error ? banner() : nothing}
    <main class=${error && error.status !== 400 ? 'stale' : ''}>
      ${shown && !shown.hasAny && !states.isFiltered(state)
        ? firstEvent(known.pipeline, copied, copy)
        : html`${filters.render(state, { ...known, span })} ${shown ? body() : nothing}`}
    </main>`;
}

function status() {
  const word = paused ? 'Paused' : error ? 'Not connected' : 'Live';
  return html`
    <div class="status">
      <span class="lamp ${paused ? 'paused' : error ? 'away' : 'live'}"></span>
      <span class="word">${word}</span>
      ${shown ? html`<span class="muted when">updated ${times.time(shown.when)}</span>` : nothing}
      <button class="pause" aria-pressed=${paused} @click=${() => setPaused(!paused)}>${paused ? 'Resume' : 'Pause'}</button>
    </div>`;
}

function banner() {
  return html`
    <div class="banner" role="alert"><span>${error.message}</span>
      ${error.status === 400
        ? html`<button @click=${() => go(states.everything(state))}>Clear filters</button>`
        : html`<span class="muted">What you see is as of the last answer. Trying again every two seconds.</span>`}
    </div>`;
}

function body() {
  const { data, top, failed, results, newest } = shown;
  return html`
    <section class="numbers" aria-label="Numbers">
      <div><b id="count">${numbers.exactly(data.total)}</b> <span>events ${states.isFiltered(state) ? 'fit' : 'in all'}</span></div>
      <div class=${failed.count > 0 ? 'bad' : ''}><b id="failed-count">${numbers.exactly(failed.count)}</b> <span>failed</span></div>
      ${data.total > 0 ? html`<div class="covers"><b>${times.span(data.from, data.to)}</b> <span>UTC</span></div>` : nothing}
      ${ledger(audit)}
    </section>
    ${data.total === 0
      ? nothingHere(newest, () => go(states.everything(state)))
      : html`
        <section class="panel over-time" aria-labelledby="over-time">
          <h2 id="over-time">Events per type</h2>${chart.render(data)}
        </section>
        <section class="panel values" aria-labelledby="values">
          <h2 id="values">Top values</h2>
          ${topValues({ field: state.field, fields: known.fields, values: top, total: data.total }, {
            choose: (field) => go({ ...state, field }),
            pick: (field, value) => go(states.narrowed(state, field, value)),
          })}
        </section>
        <section class="panel newest" id="events" tabindex="-1" aria-labelledby="newest">
          <h2 id="newest">Newest events ${events.isHeld ? html`<span class="muted">held while one is open</span>` : nothing}
            <a class="csv" href="api/events?${states.question(state, { format: 'csv' })}" download="events.csv">CSV</a></h2>
          ${events.render(known.sources.length)}
        </section>`}
    <div class="side">
      <section class="panel failures" aria-labelledby="failures">
        <h2 id="failures">Failed events</h2>${failedEvents(failed)}
      </section>
      ${resultPanels(results, states.range(state), (kind, name) => go({ ...state, [kind]: name }))}
    </div>`;
}

const iso = (millis) => new Date(millis).toISOString();

addEventListener('popstate', () => show(states.read(location.search)));
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && !paused) {
    refresh();
  } else {
    clearTimeout(timer);
  }
});
new ResizeObserver(() => {
  const wide = document.querySelector('.plot')?.clientWidth;
  if (wide && wide !== chart.width) {
    chart.width = wide;
    draw();
  }
}).observe(document.body);

document.body.replaceChildren();
refresh();
