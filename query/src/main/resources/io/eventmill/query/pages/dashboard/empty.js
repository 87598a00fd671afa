// What to show where there is nothing to show.
import { html, nothing } from '../lit-html/lit-html.js';
import * as times from './times.js';

const commands = new Map();

/** No event has ever come: how to send one. */
export function firstEvent(sources, copied, copy) {
  const source = sources[0];
  const command = commandFor(source);
  return html`
    <section class="panel first" aria-labelledby="first">
      <h2 id="first">No events yet</h2>
      <p>Send the first one; it shows up here within a second or two.</p>
      <pre class="command"><code>${command}</code></pre>
      <button @click=${() => copy(command)}>${copied ? 'Copied' : 'Copy'}</button>
      ${sources.length > 1 ? html`<p class="muted">Sources: ${sources.map((s) => s.name).join(', ')}</p>` : nothing}
    </section>`;
}

/** Events there are, but not here. */
export function nothingHere(newest, showAll) {
  return html`
    <section class="panel none" aria-label="No events">
      <h2>No event fits</h2>
      <p>${newest ? html`The newest event there is has the time ${times.full(newest)} UTC.` : nothing}</p>
      <button @click=${showAll}>Show all events</button>
    </section>`;
}

/** Made once: who is about to copy it does not want it to change. */
function commandFor(source) {
  if (!commands.has(source?.name)) {
    commands.set(source?.name, curl(source));
  }
  return commands.get(source?.name);
}

function curl(source) {
  const event = {};
  if (source?.type) put(event, source.type, 'hello');
  if (source?.time) put(event, source.time, new Date().toISOString());
  if (!source) Object.assign(event, { event_type: 'hello', event_timestamp: new Date().toISOString() });
  put(event, '/message', 'it works');
  const path = new URL(`collect/${source?.name ?? 'web'}`, document.baseURI).href;
  return `curl '${path}' \\
  -H 'Content-Type: application/json' \\
  -d '${JSON.stringify(event)}'`;
}

function put(object, pointer, value) {
  const names = pointer.slice(1).split('/').map((n) => n.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = names.pop();
  const inner = names.reduce((o, name) => (o[name] ??= {}), object);
  inner[last] = value;
}
