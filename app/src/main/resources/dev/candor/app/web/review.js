// The review desk: the queue, and what is decided with one key.

import * as api from './api.js';
import { announce, byId, el, isTyping, save } from './dom.js';
import { errorNote } from './errors.js';
import { age, fixed } from './format.js';
import { decide } from './decisions.js';
import { itemView, STATES } from './reviewitem.js';
import { drawStats } from './stats.js';
import { levelOfRisk, isAbove } from './risk.js';
import { state as settings } from './state.js';

const AGAIN_MILLIS = 20_000;

let items = [];
let next = null;
let current = null;
let view = null;
let filter = 'pending';
let timer = 0;
/** Items whose decision is under way: a fresh queue must not bring them back. */
const leaving = new Set();

export function start() {
  document.addEventListener('keydown', keydown);
}

export function show() {
  if (!byId('desk')) build();
  load();
  clearInterval(timer);
  timer = setInterval(() => { if (!document.hidden) load(); }, AGAIN_MILLIS);
}

export function hide() {
  clearInterval(timer);
}

function build() {
  byId('panel-review').replaceChildren(el('div', { id: 'desk' },
    el('div', { id: 'review-problem' }),
    el('div', { id: 'review-figures' }),
    el('div', { id: 'review-notices', class: 'notices', role: 'status', 'data-testid': 'review-notices' }),
    el('div', { class: 'desk' },
      el('section', { class: 'queue', 'aria-labelledby': 'queue-title' },
        el('div', { class: 'queue-head' }, el('h2', { id: 'queue-title' }, 'Queue'), stateFilter()),
        el('ol', { id: 'queue', 'data-testid': 'queue' }), el('div', { id: 'queue-more' })),
      el('section', { class: 'panel detail', id: 'detail', 'aria-label': 'The item', 'data-testid': 'review-detail' })),
    el('div', { id: 'review-charts', class: 'charts' }),
    el('p', { class: 'note' }, el('button', { type: 'button', class: 'link', 'data-testid': 'export', onclick: download }, 'Export the decisions'),
      ' as a question file that ', el('code', {}, 'candor find'), ' reads.')));
}

function stateFilter() {
  return el('select', {
    'aria-label': 'Show', 'data-testid': 'queue-state',
    onchange: ({ target }) => { filter = target.value; current = null; load(); },
  }, STATES.map((value) => el('option', { value }, value)));
}

async function load() {
  const asked = filter;
  try {
    const [page, stats] = await Promise.all([api.reviewItems(asked), api.reviewStats()]);
    if (asked !== filter) return;
    byId('review-problem').replaceChildren();
    drawStats(byId('review-figures'), byId('review-charts'), stats);
    items = page.items.filter(({ id }) => !leaving.has(id));
    next = page.next;
    drawQueue();
    // What is being written is not taken away, even if another reviewer was faster.
    if (indexOf(current) < 0 && !isTyping(document.activeElement)) select(items[0] ?? null);
  } catch (error) {
    trouble(error);
  }
}

function trouble(error) {
  const isClosed = error.status === 401 || error.status === 403;
  if (isClosed) clearInterval(timer);
  if (error.status === 403) error.message += ' The review desk needs a key of the role reviewer or admin: forget this key, above, to give another.';
  const note = errorNote(error, isClosed ? show : load);
  note.dataset.testid = 'review-problem';
  byId('review-problem').replaceChildren(note);
  byId('desk').classList.toggle('closed', isClosed);
}

async function more() {
  try {
    const page = await api.reviewItems(filter, next);
    items.push(...page.items);
    next = page.next;
    drawQueue();
  } catch (error) {
    trouble(error);
  }
}

function drawQueue() {
  byId('desk').classList.remove('closed');
  const hadFocus = byId('queue').contains(document.activeElement);
  byId('queue').replaceChildren(...items.map(entry));
  byId('queue-more').replaceChildren(...(next ? [el('button', { type: 'button', class: 'link', onclick: more }, 'More')] : []));
  if (items.length === 0) byId('queue').append(el('li', { class: 'how', 'data-testid': 'queue-empty' }, filter === 'pending' ? 'Nothing waits.' : `Nothing ${filter} yet.`));
  if (hadFocus) byId('queue').querySelector('[aria-current]')?.focus();
}

function entry(item) {
  const step = levelOfRisk(item.risk, settings.probe?.threshold.risk);
  return el('li', {}, el('button', {
    type: 'button', class: 'entry', 'data-testid': 'queue-item', 'data-id': item.id,
    'aria-current': item.id === current?.id ? 'true' : null, onclick: () => select(item),
  },
  el('span', { class: 'entry-question' }, item.question),
  el('span', { class: 'entry-meta' },
    el('span', { class: `ink-r${step}` }, isAbove(step) ? '▲ ' : '', `risk ${fixed(item.risk)}`),
    [item.reason, item.topic ?? 'no topic', age(item.at)].map((text) => el('span', {}, text)))));
}

async function select(item) {
  current = item;
  drawQueue();
  view = item ? itemView(item, settings.probe?.threshold.risk, (decision, rest) => settle(item, decision, rest)) : null;
  byId('detail').replaceChildren(...(view ? [view.element] : [el('p', { class: 'how' }, 'Choose an item, or wait for one.')]));
  if (!item) return;
  try {
    view.history((await api.reviewItem(item.id)).history ?? []);
  } catch {
    view.history([]);
  }
}

/** Goes on to the next item at once; comes back if the decision fails. */
async function settle(item, decision, { answer, note }) {
  const at = indexOf(item);
  leaving.add(item.id);
  items = items.filter(({ id }) => id !== item.id);
  select(items[Math.min(at, items.length - 1)] ?? null);
  announce(`${decision}. ${current ? `Next: ${current.question}` : 'Nothing waits.'}`);
  const stands = await decide(item, { decision, answer, note }, byId('review-notices'));
  leaving.delete(item.id);
  if (!stands) {
    items.splice(Math.min(at, items.length), 0, item);
    select(item);
  }
  load();
}

const indexOf = (item) => items.findIndex(({ id }) => id === item?.id);

function keydown(event) {
  if (byId('panel-review').hidden || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('dialog[open]')) return;
  const key = event.key.toLowerCase();
  const step = { j: 1, k: -1 }[key];
  if (step) {
    const to = items[indexOf(current) + step];
    if (to) select(to);
  } else if (!view?.press(key)) {
    return;
  }
  event.preventDefault();
}

async function download() {
  try {
    save(await api.reviewExport(), 'candor-review.jsonl');
  } catch (error) {
    trouble(error);
  }
}
