// “This is wrong”: sends a reply to the review desk.

import * as api from './api.js';
import { el } from './dom.js';
import { errorNote } from './errors.js';

/** @param {string} response the reply's id */
export function complaint(response) {
  const box = el('div', { class: 'complaint' });
  const open = el('button', {
    type: 'button', class: 'link', 'data-testid': 'complain',
    onclick: () => { box.append(form(response, box, open)); open.hidden = true; box.querySelector('input').focus(); },
  }, 'This is wrong');
  box.append(open);
  return box;
}

function form(response, box, open) {
  const note = el('input', { type: 'text', 'data-testid': 'complaint-note', placeholder: 'What is wrong? (may stay empty)', 'aria-label': 'What is wrong' });
  const sending = el('form', {
    class: 'complaint-form', 'data-testid': 'complaint-form',
    onsubmit: (event) => { event.preventDefault(); send(); },
    onkeydown: (event) => { if (event.key === 'Escape') close(); },
  }, note,
  el('button', { type: 'submit', class: 'button', 'data-testid': 'complaint-send' }, 'Report'),
  el('button', { type: 'button', class: 'link', onclick: () => close() }, 'Cancel'));

  const close = () => {
    sending.remove();
    open.hidden = false;
    open.focus();
  };
  const send = async () => {
    try {
      await api.complain(response, note.value.trim());
      box.replaceChildren(el('span', { class: 'soft', role: 'status', 'data-testid': 'complaint-sent' }, 'Reported: it is in the review queue.'));
    } catch (error) {
      box.querySelector('.problem')?.remove();
      box.append(errorNote(error));
    }
  };
  return sending;
}
