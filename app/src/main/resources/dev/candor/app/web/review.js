// The review desk: the queue, and what is decided with one key.

import * as api from './api.js';
import { announce, byId, el, isTyping, save } from './dom.js';
import { errorNote } from './errors.js';
import { decide } from './decisions.js';
import { areOn, keysSwitch } from './deskkeys.js';
import { drawQueue, followFocus } from './queue.js';
import { itemView, STATES } from './reviewitem.js';
import { drawStats } from './stats.js';
import { state as settings } from './state.js';

const AGAIN_MILLIS = 20_000;
const PAGE = 50;

let items = [];
let next = null;
let current = null;
/** Where the current item is in the queue, or was when it went. */
let place = 0;
let view = null;
let filter = 'pending';
let timer = 0;
let loads = 0;
/** Whether the queue of this state was read yet. */
let isRead = false;
/** How many are shown, at most: pages that were asked for do not fold back. */
let wanted = PAGE;
/** Items whose decision is under way: a fresh queue must not bring them back. */
const leaving = new Set();
/** What was begun on items that are not shown now. @type {Map<string, import('./reviewitem.js').Draft>} */
const drafts = new Map();

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
        el('div', { class: 'queue-head' }, el('h2', { id: 'queue-title', tabindex: -1 }, 'Queue'), stateFilter()),
        el('ol', { id: 'queue', 'data-testid': 'queue' }), el('div', { id: 'queue-more' }), keysSwitch()),
      el('section', { class: 'panel detail', id: 'detail', 'aria-label': 'The item', 'data-testid': 'review-detail' })),
    el('div', { id: 'review-charts', class: 'charts' }),
    el('p', { class: 'note' }, el('button', { type: 'button', class: 'link', 'data-testid': 'export', onclick: download }, 'Export the decisions'),
      ' as a question file that ', el('code', {}, 'candor find'), ' reads.')));
}

function stateFilter() {
  return el('select', { 'aria-label': 'Show', 'data-testid': 'queue-state', onchange: ({ target }) => showOnly(target.value) },
    STATES.map((value) => el('option', { value }, value)));
}

function showOnly(state) {
  filter = state;
  items = [];
  next = null;
  isRead = false;
  wanted = PAGE;
  // What was shown is of another state: its buttons must not decide from here.
  select(null);
  load();
}

async function load() {
  const mine = ++loads;
  try {
    const [page, stats] = await Promise.all([api.reviewItems(filter, Math.max(wanted, items.length)), api.reviewStats()]);
    if (mine !== loads) return;
    byId('review-problem').replaceChildren();
    byId('desk').classList.remove('closed');
    drawStats(byId('review-figures'), byId('review-charts'), stats);
    items = page.items.filter(({ id }) => !leaving.has(id));
    next = page.next;
    isRead = true;
    if (current === null) select(items[0] ?? null);
    else draw();
    if (current && indexOf(current) < 0 && view.isOpen()) gone(current, view);
  } catch (error) {
    if (mine === loads) trouble(error);
  }
}

/** Another was faster. What is shown stays: a key pressed now would decide on an answer nobody read. */
async function gone(item, shown) {
  const say = (how) => shown.close(`This item no longer waits${how}. Choose another${areOn() ? ', or press J' : ''}.`);
  say('');
  try {
    const { state, reviewer } = await api.reviewItem(item.id);
    say(`: ${state}${reviewer ? ` by ${reviewer}` : ''}`);
  } catch {
    // How it ended is told by the item's own state, later.
  }
}

function trouble(error) {
  const isClosed = error.status === 401 || error.status === 403;
  if (isClosed) clearInterval(timer);
  if (error.status === 403) error.message += ' The review desk needs a key of the role reviewer or admin: forget this key, above, to give another.';
  const note = errorNote(error, isClosed ? show : () => { load(); });
  note.dataset.testid = 'review-problem';
  byId('review-problem').replaceChildren(note);
  byId('desk').classList.toggle('closed', isClosed);
}

function draw() {
  if (indexOf(current) >= 0) place = indexOf(current);
  drawQueue(items, current, {
    empty: !isRead ? '' : filter === 'pending' ? 'Nothing waits.' : `Nothing ${filter} yet.`,
    choose: select,
    more: next ? () => { wanted = items.length + PAGE; load(); } : null,
  });
}

async function select(item) {
  keepDraft();
  current = item;
  draw();
  const shown = item ? itemView(item, settings.probe?.threshold.risk, drafts.get(item.id), (decision, rest) => settle(item, decision, rest)) : null;
  view = shown;
  byId('detail').replaceChildren(...(shown ? [shown.element] : [el('p', { class: 'how' }, 'Choose an item, or wait for one.')]));
  if (!item) return;
  try {
    shown.history((await api.reviewItem(item.id)).history ?? []);
  } catch {
    shown.history([]);
  }
}

function keepDraft() {
  const draft = view?.draft();
  if (!current) return;
  if (draft) drafts.set(current.id, draft);
  else drafts.delete(current.id);
}

/** Goes on to the next item at once; comes back if the decision fails. */
async function settle(item, decision, said) {
  const at = indexOf(item);
  leaving.add(item.id);
  items = items.filter(({ id }) => id !== item.id);
  select(items[Math.min(at, items.length - 1)] ?? null);
  byId(current ? 'item-question' : 'queue-title').focus();
  announce(`${decision}. ${current ? `Next: ${current.question}` : 'Nothing waits.'}`);
  let stands = false;
  try {
    stands = await decide(item, { decision, ...said }, byId('review-notices'));
  } finally {
    leaving.delete(item.id);
    if (stands) drafts.delete(item.id);
    else comeBack(item, at);
    load();
  }
}

function comeBack(item, at) {
  if (filter !== 'pending') return;
  if (indexOf(item) < 0) items.splice(Math.min(at, items.length), 0, item);
  // What the reviewer has begun on the next item goes before; this one waits in the list, with what was said of it.
  if (view?.draft() || isTyping(document.activeElement)) draw();
  else {
    select(item);
    byId('item-question').focus();
  }
}

const indexOf = (item) => items.findIndex(({ id }) => id === item?.id);

function keydown(event) {
  if (byId('panel-review').hidden || !areOn() || event.repeat || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('dialog[open]')) return;
  const key = event.key.toLowerCase();
  if (key === 'j' || key === 'k') step(key === 'j');
  else if (!view?.press(key)) return;
  event.preventDefault();
}

function step(isOn) {
  const isThere = indexOf(current) >= 0;
  // Where an item went, the next one has taken its place.
  const to = items[isOn ? place + (isThere ? 1 : 0) : place - 1];
  if (!to) return;
  select(to);
  followFocus();
}

async function download() {
  try {
    save(await api.reviewExport(), 'candor-review.jsonl');
  } catch (error) {
    trouble(error);
  }
}
