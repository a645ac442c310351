// One item of the review queue: what was asked and said, and the keys that decide.

import { byId, el } from './dom.js';
import { alphaText, fixed, moment } from './format.js';
import { levelOfRisk, meter } from './risk.js';

export const STATES = ['pending', 'approved', 'corrected', 'rejected'];

const REASONS = { policy: 'held by the policy', 'spot-check': 'spot check', complaint: 'complaint' };

/**
 * @param {number|undefined} threshold as a risk
 * @param {(decision: string, rest: {answer?: string, note: string}) => void} settle
 * @returns {{element: Element, press: (key: string) => boolean, history: (lines: object[]) => void}}
 */
export function itemView(item, threshold, settle) {
  const note = el('input', { type: 'text', id: 'review-note', 'data-testid': 'review-note', placeholder: 'Why, for the log (may stay empty)' });
  const correction = correctionForm(item, (answer) => settle('corrected', { answer, note: note.value.trim() }));
  const log = el('ol', { class: 'history', 'data-testid': 'history' });
  const actions = {
    a: () => settle('approved', { note: note.value.trim() }),
    c: () => correction.open(),
    r: () => settle('rejected', { note: note.value.trim() }),
    '?': () => help(),
  };
  const button = (key, text, kind) => el('button', {
    type: 'button', class: `button ${kind}`, 'data-testid': `decide-${key}`, 'aria-keyshortcuts': key.toUpperCase(), onclick: actions[key],
  }, text, ' ', el('kbd', { 'aria-hidden': 'true' }, key.toUpperCase()));

  const desk = item.state === 'pending'
    ? [el('div', { class: 'decide' }, button('a', 'Approve', 'good'), button('c', 'Correct', ''), button('r', 'Reject', 'bad'),
      el('button', { type: 'button', class: 'link', 'data-testid': 'review-help', onclick: () => help() }, 'Keys ', el('kbd', { 'aria-hidden': 'true' }, '?'))),
    keysHelp(), correction.element,
    el('label', { class: 'field wide' }, el('span', {}, 'Note'), note)]
    : [outcome(item)];

  return {
    element: el('div', { class: 'item', 'data-testid': 'review-item', 'data-id': item.id },
      facts(item, threshold), el('h3', { class: 'asked' }, item.question),
      el('p', { class: 'tokens', 'data-testid': 'review-answer' }, item.answer.trimStart()), ...desk,
      el('h4', {}, 'History'), log),
    press: (key) => {
      if (item.state !== 'pending' || !(key in actions)) return false;
      actions[key]();
      return true;
    },
    history: (lines) => log.replaceChildren(...(lines.length > 0 ? lines.map(historyLine) : [el('li', { class: 'soft' }, 'Nothing yet.')])),
  };
}

function facts(item, threshold) {
  return el('p', { class: 'verdict' },
    el('span', { class: 'badge' }, REASONS[item.reason] ?? item.reason),
    meter(item.risk, threshold, levelOfRisk(item.risk, threshold)),
    el('span', {}, 'risk ', el('b', {}, fixed(item.risk))),
    item.verdict ? el('span', {}, item.verdict === 'no-score' ? 'no score' : `${item.verdict} the threshold`) : null,
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

function correctionForm(item, send) {
  const area = el('textarea', { rows: 3, id: 'correction', 'data-testid': 'correction', required: true }, item.answer.trimStart());
  const element = el('form', {
    class: 'correction', hidden: true, 'data-testid': 'correction-form',
    onsubmit: (event) => { event.preventDefault(); if (area.value.trim() !== '') send(area.value.trim()); },
    onkeydown: (event) => {
      if (event.key === 'Escape') close();
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); element.requestSubmit(); }
    },
  }, el('label', { for: 'correction' }, 'What it should have said'), area,
  el('div', { class: 'composer-row' }, el('button', { type: 'button', class: 'link', onclick: () => close() }, 'Cancel'),
    el('button', { type: 'submit', class: 'button primary', 'data-testid': 'correction-send' }, 'Send the correction ', el('kbd', { 'aria-hidden': 'true' }, 'Ctrl ↵'))));
  const close = () => { element.hidden = true; byId('detail').querySelector('[data-testid=decide-c]')?.focus(); };
  return { element, open: () => { element.hidden = false; area.focus(); area.select(); } };
}

function keysHelp() {
  const keys = [['A', 'approve'], ['C', 'correct'], ['R', 'reject'], ['J', 'next'], ['K', 'previous'], ['Esc', 'leave the correction'], ['?', 'these keys']];
  return el('dl', { class: 'keys', id: 'keys-help', hidden: true, 'data-testid': 'keys-help' },
    keys.map(([key, what]) => el('div', {}, el('dt', {}, el('kbd', {}, key)), el('dd', {}, what))));
}

function help() {
  byId('keys-help').hidden = !byId('keys-help').hidden;
}

// The audit log's lines are shown whatever fields they have; those known come first.
function historyLine(line) {
  if (typeof line === 'string') return el('li', {}, line);
  const { at, event, action, state, decision, reviewer, by, who, note, ...rest } = line;
  const what = event ?? action ?? decision ?? state;
  const person = reviewer ?? by ?? who;
  const others = Object.entries(rest).filter(([, value]) => ['string', 'number'].includes(typeof value)).map(([name, value]) => `${name} ${value}`);
  return el('li', {}, el('span', { class: 'soft' }, moment(at)), ' ',
    [what, person ? `by ${person}` : null, note ? `“${note}”` : null, ...others].filter(Boolean).join(' · '));
}
