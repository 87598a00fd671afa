// The API's rows of a histogram as stacked series over every bucket of the range.

import { placeOf } from './colors.js';

const BUCKETS_MAX = 2_000;

export function stacked(histogram) {
  const step = histogram.interval_ms;
  if (histogram.from === null || step < 1) {
    return { starts: [], step, series: [], total: 0, from: 0, to: 0 };
  }
  const first = floor(Date.parse(histogram.from), step);
  // The end has microseconds, which a Date has not: the last bucket may begin right there.
  const ends = [Date.parse(histogram.to), ...histogram.buckets.map((b) => Date.parse(b.start) + step)];
  const count = Math.min(BUCKETS_MAX, Math.max(1, Math.ceil((Math.max(...ends) - first) / step)));
  const byKey = new Map();
  let total = 0;
  for (const row of histogram.buckets) {
    const key = row.other ? 'other' : row.value === null ? 'none' : `=${row.value}`;
    if (!byKey.has(key)) {
      byKey.set(key, { key, value: row.value, other: row.other, total: 0, counts: new Array(count).fill(0) });
    }
    const series = byKey.get(key);
    const at = Math.round((Date.parse(row.start) - first) / step);
    series.total += row.count;
    total += row.count;
    if (at >= 0 && at < count) {
      series.counts[at] += row.count;
    }
  }
  const starts = Array.from({ length: count }, (_, i) => first + i * step);
  const series = [...byKey.values()].sort((a, b) => placeOf(a) - placeOf(b));
  return { starts, step, series, total, from: first, to: first + count * step };
}

/** How a series is called. */
export function nameOf(series) {
  return series.other ? 'other' : series.value === null ? 'without' : series.value;
}

const floor = (millis, step) => Math.floor(millis / step) * step;
