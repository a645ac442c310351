// Sending a decision. Its key stays the same until the server has answered, so that sending it
// again after a lost connection cannot decide twice.

import * as api from './api.js';
import { el } from './dom.js';
import { errorNote } from './errors.js';
import { moment, quoted } from './format.js';

const AGAIN_MILLIS = 1_500;
const TRIES = 3;
const NOTE_MILLIS = 6_000;

/** Keys of decisions that the server has not answered. @type {Map<string, string>} */
const unanswered = new Map();

/**
 * @param {{decision: string, answer?: string, note: string}} what
 * @param {Element} notices where it says how it went
 * @returns {Promise<boolean>} whether the item is decided, by this reviewer or another
 */
export async function decide(item, what, notices) {
  const same = JSON.stringify([item.id, what]);
  const key = unanswered.get(same) ?? newKey();
  unanswered.set(same, key);
  const body = { ...what, key };
  for (let attempt = 1; ; attempt++) {
    try {
      await api.decide(item.id, body);
      unanswered.delete(same);
      passing(notices, `${capital(what.decision)}: ${quoted(item.question)}`);
      return true;
    } catch (error) {
      if (error.status !== 0) unanswered.delete(same);
      if (error.status === 409) {
        notices.append(conflict(error.body?.item ?? item, item));
        return true;
      }
      if (error.status !== 0 || attempt === TRIES) {
        const note = errorNote(error);
        note.prepend(el('p', {}, 'Not decided: ', quoted(item.question)));
        notices.append(dismissable(note));
        return false;
      }
      await new Promise((resolve) => { setTimeout(resolve, AGAIN_MILLIS * attempt); });
    }
  }
}

// Not `randomUUID`: over plain HTTP from another machine a browser has none.
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const capital = (text) => text[0].toUpperCase() + text.slice(1);

function passing(notices, text) {
  const note = el('p', { class: 'passing', 'data-testid': 'decided' }, text);
  notices.append(note);
  setTimeout(() => note.remove(), NOTE_MILLIS);
}

function conflict(stands, item) {
  const note = el('div', { class: 'problem calm', 'data-testid': 'conflict' },
    el('p', {}, el('b', {}, `${stands.reviewer ?? 'Another reviewer'} decided first: ${stands.state}`),
      stands.decidedAt ? ` (${moment(stands.decidedAt)})` : '', ' ', quoted(item.question),
      stands.corrected ? [' – now ', el('b', {}, quoted(stands.corrected))] : null,
      stands.note ? `. Note: ${stands.note}` : null));
  return dismissable(note);
}

function dismissable(note) {
  note.append(el('button', { type: 'button', class: 'link', onclick: () => note.remove() }, 'Dismiss'));
  return note;
}
