// Is every event accounted for? The equation of the last day, and what does not fit.
import { html, nothing } from '../lit-html/lit-html.js';
import * as numbers from './numbers.js';
import * as times from './times.js';

const RIGHT = [
  ['stored', 'stored'],
  ['failed', 'failed'],
  ['duplicate', 'duplicate'],
  ['filtered', 'filtered'],
  ['in_flight', 'in flight'],
];

/** The audit's answer, or null when it could not be asked. */
export function ledger(audit) {
  if (!audit) {
    return html`<p class="ledger" id="ledger">The ledger cannot be asked now.</p>`;
  }
  const total = audit.total;
  const terms = RIGHT.filter(([key]) => total[key] !== 0 || key === 'stored');
  return html`
    <div class="ledger" id="ledger">
      <span class="equation">${numbers.exactly(total.accepted)} accepted =
        ${terms.map(([key, word], i) => html`${i > 0 ? ' + ' : ''}${numbers.exactly(total[key])} ${word}`)}
        ${total.missing > 0 ? html` + <b>${numbers.exactly(total.missing)} missing</b>` : nothing}
        ${total.surplus > 0 ? html` − <b>${numbers.exactly(total.surplus)} surplus</b>` : nothing}</span>
      <span class="muted">in the last 24 hours; <a href="api/audit">the ledger</a></span>
      ${audit.findings.map((f) => html`
        <p class="finding">${f.source}, <time datetime=${f.minute}>${times.short(Date.parse(f.minute))}</time>,
          stage ${f.stage}: ${f.sentence}</p>`)}
    </div>`;
}
