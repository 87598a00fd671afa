// Events that could not be processed: why, and what was sent.
import { html, nothing } from '../lit-html/lit-html.js';
import { repeat } from '../lit-html/directives/repeat.js';
import * as numbers from './numbers.js';
import * as times from './times.js';

export const SHOWN = 5;

export function failedEvents({ count, failed }) {
  if (count === 0) {
    return html`<p class="nothing">Every event so far could be processed.</p>`;
  }
  return html`
    <ul class="failed">
      ${repeat(failed, (f) => `${f.origin.topic_id}/${f.origin.partition}/${f.origin.offset}`, (f) => html`
        <li><details>
          <summary><span class="reason">${f.reason}</span>
            ${f.replayed ? html`<span class="replayed" title=${f.replayed.marked}>replayed</span>` : nothing}
            <time datetime=${f.received} title=${f.received}>${times.short(Date.parse(f.received))}</time>
            <span class="message">${f.message}</span></summary>
          <p class="remedy">${f.remedy}</p>
          <pre class="json">${f.body_encoding === 'base64' ? `base64: ${f.body}` : f.body}</pre>
        </details></li>`)}
    </ul>
    ${count > failed.length
      ? html`<p class="nothing"><a href="api/failed">${numbers.exactly(count)} in all, as JSON</a></p>`
      : nothing}`;
}
