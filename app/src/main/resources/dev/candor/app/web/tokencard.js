// The card about one token, shown on hover and focus.

import { byId, el } from './dom.js';
import { fixed, signed } from './format.js';
import { isAbove, level, meter } from './risk.js';

const LEAVE_MILLIS = 180;
let leaving = 0;
let owner = null;

export function start() {
  document.body.append(el('div', {
    id: 'token-card', class: 'card', role: 'dialog', 'aria-label': 'About this token', 'data-testid': 'token-card', tabindex: -1, hidden: true,
    onpointerenter: () => clearTimeout(leaving),
    onpointerleave: leave,
    onfocusin: () => clearTimeout(leaving),
    onfocusout: leave,
    onkeydown: (event) => {
      if (event.key !== 'Escape') return;
      // The token shows its card when it gets the focus: it is hidden after that.
      owner?.focus();
      hide();
    },
  }));
  addEventListener('hashchange', hide);
  addEventListener('resize', hide);
}

/** @param {import('./tokens.js').Token} token */
export function show(target, token, threshold) {
  clearTimeout(leaving);
  if (owner === target) return;
  const box = byId('token-card');
  owner?.removeAttribute('data-open');
  owner = target;
  owner.setAttribute('data-open', '');
  box.replaceChildren(...content(token, threshold));
  box.hidden = false;
  place(box, target);
}

/** Shows again what is now known of the token, if it is one of these. */
export function renew(tokenOf, threshold) {
  const token = tokenOf(owner);
  if (token) byId('token-card').replaceChildren(...content(token, threshold));
}

/** Hides the card soon, unless the pointer or the focus comes to it. */
export function leave() {
  clearTimeout(leaving);
  leaving = setTimeout(() => {
    const box = byId('token-card');
    if (!box.matches(':hover') && !box.contains(document.activeElement) && owner !== document.activeElement) hide();
  }, LEAVE_MILLIS);
}

export function hide() {
  clearTimeout(leaving);
  byId('token-card').hidden = true;
  owner?.removeAttribute('data-open');
  owner = null;
}

/** Hides the card of a token that is about to go. @param {Element} text whose tokens go */
export function leaveFrom(text) {
  if (owner && text.contains(owner)) hide();
}

/** Moves the focus into the card: to its first neuron, if it names any. */
export function enter() {
  const box = byId('token-card');
  (box.querySelector('a') ?? box).focus();
}

function content(token, threshold) {
  const step = level(token.score, threshold?.score);
  const where = { true: 'inside the answer', false: 'outside the answer', null: 'not known yet' }[token.span];
  const row = (name, value) => el('div', {}, el('dt', {}, name), el('dd', {}, value));
  const verdict = step === 0 ? 'no score' : isAbove(step) ? 'above the threshold' : 'below the threshold';
  return [
    el('p', { class: 'card-word' }, token.text.trim()),
    el('div', { class: 'card-risk' }, el('b', { class: `ink-r${step}` }, fixed(token.risk)), meter(token.risk, threshold?.risk, step)),
    el('dl', { class: 'facts tight' },
      row('Risk', verdict),
      row('Score', `${fixed(token.score)}, threshold ${fixed(threshold?.score)}`),
      row('Place', where ?? '–')),
    ...contributors(token.neurons),
  ];
}

function contributors(neurons) {
  if (!neurons || neurons.length === 0) return [];
  return [
    el('p', { class: 'card-head' }, 'Neurons that contribute most'),
    el('ul', { class: 'card-neurons' }, neurons.map(({ layer, index, contribution }) => el('li', {},
      el('a', { href: `#neurons/${layer}/${index}`, 'data-testid': 'card-neuron' }, `layer ${layer} · neuron ${index}`),
      el('span', {}, signed(contribution, 3))))),
  ];
}

function place(box, target) {
  // A token may run over a line's end: its first box is where it starts.
  const at = target.getClientRects()[0] ?? target.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const left = Math.max(8, Math.min(at.left - 12, width - box.offsetWidth - 8));
  const below = at.bottom + 8 + box.offsetHeight <= innerHeight;
  const top = below || at.top < box.offsetHeight + 8 ? at.bottom + 8 : at.top - box.offsetHeight - 8;
  box.style.setProperty('left', `${left + scrollX}px`);
  box.style.setProperty('top', `${top + scrollY}px`);
}
