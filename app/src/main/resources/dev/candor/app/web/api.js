// Calls to the server, and what goes wrong with them.

import * as keys from './keys.js';

/** Told when the server stops answering, and when it answers again. */
export const connection = new EventTarget();

/** A call that failed; `status` is 0 when the server did not answer. */
export class ApiError extends Error {
  /** @param {{status: number, message: string, param?: string, retryAt?: Date|null, body?: object}} what */
  constructor({ status, message, param = null, retryAt = null, body = null }) {
    super(message);
    Object.assign(this, { status, param, retryAt, body });
  }
}

/**
 * A response that is ok; anything else is thrown. A 401 asks for a key and tries again.
 * @param {{method?: string, body?: object, signal?: AbortSignal, accept?: string}} options
 */
export async function call(path, { method = 'GET', body, signal, accept = 'application/json' } = {}) {
  for (;;) {
    const used = keys.key();
    const response = await send(path, {
      method,
      signal,
      headers: { Accept: accept, ...(body ? { 'Content-Type': 'application/json' } : {}), ...keys.headers() },
      body: body ? JSON.stringify(body) : undefined,
      cache: 'no-store',
    });
    if (response.ok) return response;
    if (response.status !== 401 || !(await keys.ask(used))) throw await failure(response);
  }
}

async function send(path, options) {
  try {
    const response = await fetch(path, options);
    connection.dispatchEvent(new Event('up'));
    return response;
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    connection.dispatchEvent(new Event('down'));
    throw lost('The server does not answer.');
  }
}

export const lost = (message) => new ApiError({ status: 0, message });

async function failure(response) {
  const body = await response.json().catch(() => null);
  return new ApiError({
    status: response.status,
    message: body?.error?.message ?? `The server answered ${response.status}.`,
    param: body?.error?.param ?? null,
    retryAt: retryAt(response.headers.get('Retry-After')),
    body,
  });
}

/** Retry-After is a number of seconds or a date. */
function retryAt(header) {
  if (!header) return null;
  const seconds = Number(header);
  const date = Number.isFinite(seconds) ? new Date(Date.now() + seconds * 1000) : new Date(header);
  return Number.isNaN(date.getTime()) ? null : date;
}

const json = async (path, options) => (await call(path, options)).json();
const part = encodeURIComponent;

export const model = () => json('/candor/model');
export const heldReply = (id, signal) => json(`/candor/responses/${part(id)}`, { signal });
export const complain = (response, note) => json('/candor/complaints', { method: 'POST', body: { response, note } });
export const reports = () => json('/candor/reports');
export const reportPath = (id) => `/candor/reports/${part(id)}`;

const MOST_ITEMS = 500;

/** The oldest items of a state, at least so many if there are as many. */
export async function reviewItems(state, least) {
  const items = [];
  let next = null;
  do {
    const limit = Math.min(MOST_ITEMS, least - items.length);
    const page = await json(`/candor/review/items?state=${part(state)}&limit=${limit}${next ? `&after=${part(next)}` : ''}`);
    items.push(...page.items);
    next = page.next;
  } while (next && items.length < least);
  return { items, next };
}

export const reviewItem = (id) => json(`/candor/review/items/${part(id)}`);
export const decide = (id, body) => json(`/candor/review/items/${part(id)}/decision`, { method: 'POST', body });
export const reviewStats = () => json('/candor/review/stats');
export const reviewExport = async () => (await call('/candor/review/export', { accept: '*/*' })).blob();
