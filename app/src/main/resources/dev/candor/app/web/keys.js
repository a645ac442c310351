// The API key: asked for when the server wants one, kept for this browser tab only.

import { byId } from './dom.js';
import * as kept from './kept.js';

const SLOT = 'candor-api-key';
let asking = null;

export const key = () => sessionStorage.getItem(SLOT);

export function headers() {
  return key() ? { Authorization: `Bearer ${key()}` } : {};
}

/** Shows or hides what needs a key to be there. */
export function start() {
  const forget = byId('key-forget');
  forget.hidden = !key();
  forget.addEventListener('click', () => {
    sessionStorage.removeItem(SLOT);
    kept.forget();
    location.reload();
  });
}

/**
 * Asks once, however many calls wait.
 * @param {string|null} refused the key that the server did not take
 * @returns {Promise<boolean>} whether there is a key to try
 */
export function ask(refused) {
  // Another call has brought a newer key meanwhile.
  if (!asking && key() !== refused && key()) return Promise.resolve(true);
  asking ??= open(refused).finally(() => { asking = null; });
  return asking;
}

function open(refused) {
  const dialog = byId('key-dialog');
  const input = byId('key-input');
  const problem = byId('key-problem');
  problem.hidden = !refused;
  problem.textContent = refused ? 'The server does not know that key.' : '';
  input.value = '';
  return new Promise((resolve) => {
    const events = new AbortController();
    const finish = (given) => {
      events.abort();
      dialog.close();
      byId('key-forget').hidden = !key();
      resolve(given);
    };
    byId('key-form').addEventListener('submit', (event) => {
      event.preventDefault();
      if (input.value.trim() === '') return;
      sessionStorage.setItem(SLOT, input.value.trim());
      finish(true);
    }, { signal: events.signal });
    byId('key-cancel').addEventListener('click', () => finish(false), { signal: events.signal });
    dialog.addEventListener('cancel', (event) => { event.preventDefault(); finish(false); }, { signal: events.signal });
    dialog.showModal();
    input.focus();
  });
}
