const whole = new Intl.NumberFormat('en');
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** 12,345 */
export const exactly = (n) => whole.format(n);

/** 12.3K, for axes */
export const about = (n) => (n < 10_000 ? whole.format(n) : compact.format(n));

export function percent(part, all) {
  const p = all > 0 ? (100 * part) / all : 0;
  return p > 0 && p < 0.1 ? '<0.1%' : `${p.toFixed(p < 10 ? 1 : 0)}%`;
}

/** Ticks from 0 to at least max, at steps of 1, 2 or 5. */
export function steps(max, most) {
  const raw = Math.max(1, max) / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw));
  const out = [];
  for (let at = 0; at < max + step; at += step) {
    out.push(at);
  }
  return out;
}
