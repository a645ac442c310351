// Whether single keys decide on the review desk. They can be switched off (WCAG 2.1.4): a dictated
// sentence, or a hand that slips, is a row of single keys.

import { byId, el } from './dom.js';

const SLOT = 'candor-desk-keys';
let on = stored();

function stored() {
  try {
    return localStorage.getItem(SLOT) !== 'off';
  } catch {
    return true;
  }
}

export const areOn = () => on;

/** The switch, for this browser. */
export function keysSwitch() {
  const box = el('input', { type: 'checkbox', role: 'switch', 'data-testid': 'keys-switch', onchange: () => set(box.checked) });
  box.checked = on;
  return el('label', { class: 'switch keys-switch' }, box, el('span', {}, 'Single keys: A, C, R, J, K'));
}

function set(wanted) {
  on = wanted;
  try {
    localStorage.setItem(SLOT, on ? 'on' : 'off');
  } catch {
    // Switched off by the browser: it holds until the page is loaded again.
  }
  mark(byId('desk'));
}

/** Tells of the keys on the buttons that have one, or not. @param {Element} root */
export function mark(root) {
  byId('desk').classList.toggle('keyless', !on);
  for (const button of root.querySelectorAll('[data-key]')) {
    if (on) button.setAttribute('aria-keyshortcuts', button.dataset.key);
    else button.removeAttribute('aria-keyshortcuts');
  }
}
