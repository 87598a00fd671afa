// Times are shown in UTC, as the API has them: a bucket of a day begins at midnight here too.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  1, 10, 100, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000,
  MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
  HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR,
  DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY, 364 * DAY, 1820 * DAY,
];

const format = (options) => new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
const day = format({ day: 'numeric', month: 'short' });
const dayAndYear = format({ day: 'numeric', month: 'short', year: 'numeric' });
const clock = format({ hour: '2-digit', minute: '2-digit' });
const clockWithSeconds = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** 21 Nov 2026, 03:02:11 */
export function full(millis) {
  return `${dayAndYear.format(millis)}, ${clockWithSeconds.format(millis)}`;
}

/** 21 Nov 03:02:11, with the year only when it is another. */
export function short(millis, now = Date.now()) {
  const sameYear = new Date(millis).getUTCFullYear() === new Date(now).getUTCFullYear();
  return `${(sameYear ? day : dayAndYear).format(millis)} ${clockWithSeconds.format(millis)}`;
}

export function time(millis) {
  return clockWithSeconds.format(millis);
}

/** A span in words as short as they can be without loss. */
export function span(from, to) {
  const seconds = (to - from) % MINUTE !== 0 || from % MINUTE !== 0;
  const one = (millis) => (seconds ? clockWithSeconds : clock).format(millis);
  if (to - from >= DAY && from % DAY === 0) {
    return to - from === DAY
      ? dayAndYear.format(from)
      : `${day.format(from)} – ${dayAndYear.format(to - 1)}`;
  }
  const sameDay = Math.floor(from / DAY) === Math.floor((to - 1) / DAY);
  return sameDay
    ? `${dayAndYear.format(from)}, ${one(from)} – ${one(to)}`
    : `${day.format(from)} ${one(from)} – ${dayAndYear.format(to)} ${one(to)}`;
}

/** Places of ticks on an axis of time and what stands at them. */
export function ticks(from, to, most) {
  const step = STEPS.find((s) => (to - from) / s <= most) ?? STEPS.at(-1);
  const out = [];
  for (let at = Math.ceil(from / step) * step; at < to; at += step) {
    out.push({ at, label: label(at, step) });
  }
  return out;
}

function label(at, step) {
  if (step >= DAY) {
    return step >= 28 * DAY ? dayAndYear.format(at) : day.format(at);
  }
  if (at % DAY === 0) {
    return day.format(at);
  }
  return step < 1_000
    ? `${clockWithSeconds.format(at)}.${String(at % 1_000).padStart(3, '0')}`
    : (step < MINUTE ? clockWithSeconds : clock).format(at);
}

/** For an input of type datetime-local. */
export function toInput(iso) {
  const millis = Date.parse(iso);
  return Number.isNaN(millis) ? '' : new Date(millis).toISOString().slice(0, 19);
}

export function fromInput(text) {
  return text ? `${text.length === 16 ? `${text}:00` : text.slice(0, 19)}Z` : '';
}
