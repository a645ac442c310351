// What went wrong, said where it went wrong.

import { el } from './dom.js';
import { time } from './format.js';
import { ApiError } from './api.js';

/** @param {Error} error @returns {{title: string, text: string}} */
export function explain(error) {
  if (!(error instanceof ApiError)) return { title: 'The page failed', text: error.message };
  const text = error.param ? `${error.message} (field ${error.param})` : error.message;
  switch (error.status) {
    case 0: return { title: 'No connection', text: `${text} Is candor serve still running?` };
    case 401: return { title: 'A key is needed', text };
    case 403: return { title: 'Not with this key', text };
    case 504: return { title: 'It took too long', text };
    case 429: return { title: 'Too many requests', text: error.retryAt ? `${text} Try again at ${time(error.retryAt)}.` : text };
    default: return { title: error.status < 500 ? 'The server does not accept this' : 'The server failed', text };
  }
}

// The same request fails again, unless the connection, the load or the key was the trouble.
const mayPass = ({ status }) => status === 0 || status === 401 || status === 429 || status >= 500;

/**
 * A note about an error, with a button to try again where that may help.
 * @param {(() => (boolean|void))|null} again returns false if it cannot begin now
 */
export function errorNote(error, again = null) {
  const { title, text } = explain(error);
  const note = el('div', { class: 'problem', role: 'alert', 'data-testid': 'problem', 'data-status': error.status ?? '' },
    el('p', {}, el('b', {}, title), ' ', text));
  if (again && mayPass(error)) note.append(retryButton(error, again, note));
  return note;
}

function retryButton(error, again, note) {
  const button = el('button', {
    type: 'button', class: 'button', 'data-testid': 'retry',
    onclick: () => { if (again() !== false) note.remove(); },
  }, 'Try again');
  if (error.retryAt) waitFor(button, error.retryAt);
  return button;
}

function waitFor(button, until) {
  const seconds = Math.ceil((until - Date.now()) / 1000);
  button.disabled = seconds > 0;
  button.textContent = seconds > 0 ? `Try again in ${seconds} s` : 'Try again';
  if (seconds > 0) setTimeout(() => waitFor(button, until), 1000);
}
