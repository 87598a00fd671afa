// What is being looked at. It lives in the page's address, so that a view can be shared, kept and
// gone back to.

export const RANGES = [
  ['15m', '15 min'],
  ['1h', '1 h'],
  ['24h', '24 h'],
  ['7d', '7 d'],
  ['all', 'All'],
];

/** Events may be of last year or of tomorrow; "all" always shows those there are. */
const RANGE_DEFAULT = 'all';
const FIELD_DEFAULT = 'type';

export function read(search) {
  const params = new URLSearchParams(search);
  const from = params.get('from') ?? '';
  const to = params.get('to') ?? '';
  const range = params.get('range') ?? RANGE_DEFAULT;
  return {
    range: from || to ? 'custom' : RANGES.some(([name]) => name === range) ? range : RANGE_DEFAULT,
    from,
    to,
    sources: params.getAll('source'),
    types: params.getAll('type'),
    where: params.getAll('where'),
    text: params.get('text') ?? '',
    field: params.get('field') ?? FIELD_DEFAULT,
    counts: params.get('counts') ?? '',
    attributed: params.get('attributed') ?? '',
  };
}

export function write(state) {
  const params = filters(state);
  if (state.range === 'custom') {
    times(state, params);
  } else if (state.range !== RANGE_DEFAULT) {
    params.set('range', state.range);
  }
  if (state.field !== FIELD_DEFAULT) {
    params.set('field', state.field);
  }
  for (const result of ['counts', 'attributed']) {
    if (state[result]) params.set(result, state[result]);
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** The same view as parameters of the API. */
export function question(state, more = {}) {
  const params = filters(state);
  times(state, params);
  Object.entries(more).forEach(([name, value]) => params.set(name, value));
  return params;
}

/** The time that is looked at, as parameters of the API. */
export function range(state) {
  const params = new URLSearchParams();
  times(state, params);
  return params;
}

export function isFiltered(state) {
  return filters(state).size > 0 || state.range !== 'all';
}

/** The same state, without anything that leaves events out. */
export function everything(state) {
  return { ...state, range: 'all', from: '', to: '', sources: [], types: [], where: [], text: '' };
}

/** Adds the filter "this field has this value". */
export function narrowed(state, field, value) {
  if (field === 'type') {
    return { ...state, types: [value] };
  }
  if (field === 'source') {
    return { ...state, sources: [value] };
  }
  const where = `${field.replace(/[\\:]/g, '\\$&')}:${value}`;
  return state.where.includes(where) ? state : { ...state, where: [...state.where, where] };
}

/** The two halves of a filter as narrowed() writes it. */
export function halves(where) {
  const [name] = where.match(/^(?:\\.|[^\\:])*/s);
  return [name.replace(/\\([\\:])/g, '$1'), where.slice(name.length + 1)];
}

function filters(state) {
  const params = new URLSearchParams();
  state.sources.forEach((source) => params.append('source', source));
  state.types.forEach((type) => params.append('type', type));
  state.where.forEach((where) => params.append('where', where));
  if (state.text) {
    params.set('text', state.text);
  }
  return params;
}

function times(state, params) {
  if (state.range === 'custom') {
    if (state.from) params.set('from', state.from);
    if (state.to) params.set('to', state.to);
  } else if (state.range !== 'all') {
    params.set('from', `now-${state.range}`);
  }
}
