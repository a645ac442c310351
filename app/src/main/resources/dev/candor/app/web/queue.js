// The list of the review desk.

import { byId, el, renew } from './dom.js';
import { age, fixed } from './format.js';
import { isAbove, levelOfItem } from './risk.js';
import { state } from './state.js';

/**
 * @param {object[]} items @param {object|null} current
 * @param {{empty: string, choose: (item: object) => void, more: (() => void)|null}} options
 */
export function drawQueue(items, current, { empty, choose, more }) {
  renew(byId('queue'), items.length > 0
    ? items.map((item) => entry(item, item.id === current?.id, choose))
    : !empty ? [] : [el('li', { class: 'how', 'data-testid': 'queue-empty' }, empty)]);
  const foot = byId('queue-more');
  const wasOnMore = foot.contains(document.activeElement);
  renew(foot, more ? [el('button', { type: 'button', class: 'link', 'data-id': 'more', 'data-testid': 'queue-more', onclick: more }, 'More')] : []);
  if (wasOnMore && !more) [...byId('queue').querySelectorAll('[data-id]')].at(-1)?.focus({ preventScroll: true });
}

/** Moves the focus with the choice, if it is in the list. */
export function followFocus() {
  const queue = byId('queue');
  if (queue.contains(document.activeElement)) queue.querySelector('[aria-current]')?.focus();
}

function entry(item, isCurrent, choose) {
  const step = levelOfItem(item, state.probe?.threshold.risk);
  return el('li', {}, el('button', {
    type: 'button', class: 'entry', 'data-testid': 'queue-item', 'data-id': item.id,
    'aria-current': isCurrent ? 'true' : null, onclick: () => choose(item),
  },
  el('span', { class: 'entry-question' }, item.question),
  el('span', { class: 'entry-meta' },
    el('span', { class: `ink-r${step}` }, isAbove(step) ? '▲ ' : '', `risk ${fixed(item.risk)}`),
    [item.reason, item.topic ?? 'no topic', age(item.at)].map((text) => el('span', {}, text)))));
}
