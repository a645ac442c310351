// A reply that waits for a person: where it stands, asked ever more seldom.

import * as api from './api.js';
import { el, announce } from './dom.js';
import { explain } from './errors.js';

const FIRST_MILLIS = 2_000;
const LONGEST_MILLIS = 30_000;
const GROWTH = 1.5;
const TEXTS = {
  pending: 'Waits for a person. The answer appears here once it is decided.',
  approved: 'A reviewer approved this answer.',
  corrected: 'A reviewer corrected the answer.',
  rejected: 'A reviewer rejected the answer: there is none to show.',
};

/**
 * Follows a held reply.
 * @param {{id: string, status: string}} review
 * @param {AbortSignal} signal ends the asking
 * @param {(status: string, answer: string|null) => void} decided told once, when it no longer waits
 */
export function heldLine(review, signal, decided) {
  const badge = el('span', { class: 'badge' });
  const text = el('span', {});
  const line = el('p', { class: 'held', 'data-testid': 'held' }, badge, ' ', text);
  const show = (status, more = '') => {
    line.dataset.status = status;
    badge.textContent = status;
    text.textContent = (TEXTS[status] ?? '') + more;
  };
  show(review.status);
  if (review.status === 'pending') follow(review.id, signal, show, decided);
  return line;
}

async function follow(id, signal, show, decided) {
  for (let wait = FIRST_MILLIS; ; wait = Math.min(LONGEST_MILLIS, wait * GROWTH)) {
    await new Promise((resolve) => { setTimeout(resolve, wait); });
    if (signal.aborted) return;
    if (document.hidden) continue;
    try {
      const { status, answer } = await api.heldReply(id, signal);
      show(status);
      if (status === 'pending') continue;
      decided(status, answer);
      announce(TEXTS[status] ?? status);
      return;
    } catch (error) {
      if (error.name === 'AbortError') return;
      show('pending', ` ${explain(error).text}`);
      if (error.status >= 400 && error.status < 500 && error.status !== 429) return;
    }
  }
}
