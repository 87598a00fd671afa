// Questions to the server this page came from.

/** What the server says is wrong, or that it does not answer. */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** A number that JavaScript cannot hold, as it stands in the event. */
export class ExactNumber {
  constructor(text) {
    this.text = text;
  }
}

export async function ask(path, params, signal) {
  let response;
  try {
    response = await fetch(`api/${path}?${params}`, { signal, headers: { Accept: 'application/json' } });
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new ApiError('The server does not answer.', 0);
  }
  const text = await response.text();
  if (!response.ok) {
    throw new ApiError(messageOf(text) ?? `The server answered ${response.status}.`, response.status);
  }
  return JSON.parse(text, exact);
}

function messageOf(text) {
  try {
    return JSON.parse(text).error.message;
  } catch {
    return null;
  }
}

function exact(key, value, context) {
  const changed = typeof value === 'number' && context !== undefined && String(value) !== context.source;
  return changed ? new ExactNumber(context.source) : value;
}
