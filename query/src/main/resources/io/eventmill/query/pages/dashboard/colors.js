// A type keeps its colour as long as the page is open, whatever is filtered.
const COUNT = 10;
const known = new Map();

/** Class of a series: c0 to c9, or one for all that is not named. */
export function colorOf(series) {
  if (series.other) return 'c-other';
  if (series.value === null) return 'c-none';
  if (!known.has(series.value)) {
    known.set(series.value, { place: known.size, color: `c${known.size % COUNT}` });
  }
  return known.get(series.value).color;
}

/** Types stack in the order of their colours, so that nothing jumps while numbers change. */
export function placeOf(series) {
  colorOf(series);
  return series.other ? Infinity : series.value === null ? Number.MAX_SAFE_INTEGER : known.get(series.value).place;
}

/** Gives colours in the order of frequency before anything is drawn. */
export function learn(values) {
  values.forEach((value) => colorOf({ value }));
}
