// One item of the review queue: what was asked and said, and the keys that decide.

import { byId, el } from './dom.js';
import { alphaText, fixed, moment } from './format.js';
import { levelOfItem, meter } from './risk.js';
import { mark } from './deskkeys.js';

export const STATES = ['pending', 'approved', 'corrected', 'rejected'];

const REASONS = { policy: 'held by the policy', 'spot-check': 'spot check', complaint: 'complaint' };
// What is approved of a complaint, the answer or the complaint, must not be guessed.
const WORDS = { a: 'Approve', c: 'Correct', r: 'Reject' };
const WORDS_OF_COMPLAINT = { a: 'Answer is right', c: 'Correct it', r: 'Answer is wrong' };

/**
 * @typedef {{answer: string|null, note: string}} Draft what a reviewer has begun; null if the correction is closed
 * @typedef {{element: Element, press: (key: string) => boolean, history: (lines: object[]) => void, draft: () => Draft|null, isOpen: () => boolean, close: (why: string) => void}} ItemView
 */

/**
 * @param {number|undefined} threshold as a risk
 * @param {Draft|undefined} draft begun before
 * @param {(decision: string, rest: {answer?: string, note: string}) => void} settle
 * @returns {ItemView}
 */
export function itemView(item, threshold, draft, settle) {
  const note = el('input', { type: 'text', id: 'review-note', 'data-testid': 'review-note', placeholder: 'Why, for the log (may stay empty)', value: draft?.note });
  const correction = correctionForm(item, draft?.answer ?? null, (answer) => decide('corrected', { answer }));
  const log = el('ol', { class: 'history', 'data-testid': 'history' });
  const gone = el('p', { class: 'problem calm', role: 'status', 'data-testid': 'review-gone', hidden: true });
  let isOpen = item.state === 'pending';
  const decide = (decision, rest = {}) => { if (isOpen) settle(decision, { ...rest, note: note.value.trim() }); };
  const actions = { a: () => decide('approved'), c: () => correction.open(), r: () => decide('rejected'), '?': () => help() };
  const words = item.reason === 'complaint' ? WORDS_OF_COMPLAINT : WORDS;
  const button = (key, kind) => el('button', {
    type: 'button', class: `button ${kind}`, 'data-testid': `decide-${key}`, 'data-key': key.toUpperCase(), onclick: actions[key],
  }, words[key], ' ', el('kbd', { 'aria-hidden': 'true' }, key.toUpperCase()));

  const desk = isOpen
    ? [gone, el('div', { class: 'decide' }, button('a', 'good'), button('c', ''), button('r', 'bad'),
      el('button', { type: 'button', class: 'link', 'data-testid': 'review-help', onclick: () => help() }, 'Keys ', el('kbd', { 'aria-hidden': 'true' }, '?'))),
    keysHelp(words), correction.element,
    el('label', { class: 'field wide' }, el('span', {}, 'Note'), note)]
    : [outcome(item)];
  const element = el('div', { class: 'item', 'data-testid': 'review-item', 'data-id': item.id },
    facts(item, threshold), el('h3', { class: 'asked', id: 'item-question', tabindex: -1 }, item.question),
    el('p', { class: 'tokens', 'data-testid': 'review-answer' }, item.answer.trimStart()), ...desk,
    el('h4', {}, 'History'), log);
  mark(element);

  return {
    element,
    press: (key) => {
      if (!isOpen || !Object.hasOwn(actions, key)) return false;
      actions[key]();
      return true;
    },
    history: (lines) => log.replaceChildren(...(lines.length > 0 ? lines.map(historyLine) : [el('li', { class: 'soft' }, 'Nothing yet.')])),
    draft: () => {
      const answer = correction.written();
      return answer !== null || note.value !== '' ? { answer, note: note.value } : null;
    },
    isOpen: () => isOpen,
    // What was written stays, to be copied.
    close: (why) => {
      isOpen = false;
      gone.textContent = why;
      gone.hidden = false;
      element.querySelectorAll('[data-key], [type=submit]').forEach((one) => { one.disabled = true; });
    },
  };
}

function facts(item, threshold) {
  const agrees = !Number.isFinite(item.risk) || !Number.isFinite(threshold) || (item.risk >= threshold) === (item.verdict === 'above');
  return el('p', { class: 'verdict' },
    el('span', { class: 'badge' }, REASONS[item.reason] ?? item.reason),
    // The threshold may be another today: its tick is shown only where the item's verdict agrees.
    meter(item.risk, agrees ? threshold : undefined, levelOfItem(item, threshold)),
    el('span', {}, 'risk ', el('b', {}, fixed(item.risk))),
    item.verdict ? el('span', {}, item.verdict === 'no-score' ? 'no score' : `${item.verdict} the threshold${agrees ? '' : ' of its time'}`) : null,
    el('span', {}, `α ${alphaText(item.alpha)}`),
    item.rule ? el('span', {}, 'rule ', el('code', {}, item.rule)) : null,
    item.topic ? el('span', {}, item.topic) : null,
    el('span', { title: item.modelSha256 }, moment(item.at)));
}

function outcome(item) {
  return el('div', { class: 'outcome' },
    el('p', {}, el('b', {}, item.state), item.reviewer ? ` by ${item.reviewer}` : '', `, ${moment(item.decidedAt)}`, item.note ? `: ${item.note}` : ''),
    item.corrected ? el('p', { class: 'tokens' }, item.corrected) : null);
}

/** @param {string|null} begun text of a correction that was begun before */
function correctionForm(item, begun, send) {
  const area = el('textarea', { rows: 3, id: 'correction', 'data-testid': 'correction', required: true }, begun ?? item.answer.trimStart());
  const element = el('form', {
    class: 'correction', hidden: begun === null, 'data-testid': 'correction-form',
    onsubmit: (event) => { event.preventDefault(); if (area.value.trim() !== '') send(area.value.trim()); },
    onkeydown: (event) => {
      if (event.key === 'Escape') close();
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); element.requestSubmit(); }
    },
  }, el('label', { for: 'correction' }, 'What it should have said'), area,
  el('div', { class: 'composer-row' }, el('button', { type: 'button', class: 'link', onclick: () => close() }, 'Cancel'),
    el('button', { type: 'submit', class: 'button primary', 'data-testid': 'correction-send' }, 'Send the correction ', el('kbd', { 'aria-hidden': 'true' }, 'Ctrl ↵'))));
  const close = () => { element.hidden = true; byId('detail').querySelector('[data-testid=decide-c]')?.focus(); };
  return {
    element,
    open: () => { element.hidden = false; area.focus(); area.select(); },
    written: () => (element.hidden ? null : area.value),
  };
}

function keysHelp(words) {
  const keys = [['A', words.a], ['C', words.c], ['R', words.r], ['J', 'next'], ['K', 'previous'], ['Esc', 'leave the correction'], ['?', 'these keys']];
  return el('dl', { class: 'keys', id: 'keys-help', hidden: true, 'data-testid': 'keys-help' },
    keys.map(([key, what]) => el('div', {}, el('dt', {}, el('kbd', {}, key)), el('dd', {}, what.toLowerCase()))));
}

function help() {
  byId('keys-help').hidden = !byId('keys-help').hidden;
}

// Known fields first; what a later server adds is shown as it comes.
function historyLine({ at, who, event, answer, note, ...rest }) {
  const others = Object.entries(rest).filter(([, value]) => ['string', 'number'].includes(typeof value)).map(([name, value]) => `${name} ${value}`);
  return el('li', {}, el('span', { class: 'soft' }, moment(at)), ' ',
    [event, who ? `by ${who}` : null, answer ? `answer “${answer}”` : null, note ? `“${note}”` : null, ...others].filter(Boolean).join(' · '));
}
