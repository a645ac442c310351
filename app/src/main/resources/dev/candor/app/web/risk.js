// The risk scale: five steps from teal to red, as in the terminal. The step is read from the odds
// that separate a score from the threshold, so that the threshold lies between steps 3 and 4.

import { el, svg } from './dom.js';
import { fixed } from './format.js';

const BELOW = [0.2, 0.35, 0.5, 0.7];

/** @returns {number} 1 (calm) to 5, or 0 without a score */
export function level(score, threshold) {
  if (!Number.isFinite(score) || !Number.isFinite(threshold)) return 0;
  const share = 1 / (1 + Math.exp(threshold - score));
  const step = BELOW.findIndex((limit) => share < limit);
  return step < 0 ? 5 : step + 1;
}

/** The step of a risk where no score is at hand, by the odds of the two risks. */
export function levelOfRisk(risk, threshold) {
  return Number.isFinite(risk) && Number.isFinite(threshold) ? level(logit(risk), logit(threshold)) : 0;
}

/** The step of an item of the queue, on the side of the threshold that its own verdict names. */
export function levelOfItem({ risk, verdict }, threshold) {
  const step = levelOfRisk(risk, threshold);
  if (step === 0 || verdict === 'no-score') return 0;
  return verdict === 'above' ? Math.max(4, step) : Math.min(3, step);
}

const logit = (p) => {
  const inside = Math.min(1 - 1e-9, Math.max(1e-9, p));
  return Math.log(inside / (1 - inside));
};

export const isAbove = (step) => step >= 4;

/** A line from 0 to 1 with the threshold as a tick and the risk as a mark. */
export function meter(risk, threshold, step) {
  const at = (share) => 5 + share * 110;
  const drawing = svg('svg', { class: `meter r${step}`, viewBox: '0 0 120 16', 'aria-hidden': 'true' },
    svg('line', { class: 'meter-track', x1: at(0), x2: at(1), y1: 8, y2: 8 }));
  if (Number.isFinite(risk)) {
    drawing.append(svg('line', { class: 'meter-fill', x1: at(0), x2: at(risk), y1: 8, y2: 8 }));
  }
  if (Number.isFinite(threshold)) {
    drawing.append(svg('line', { class: 'meter-tick', x1: at(threshold), x2: at(threshold), y1: 1, y2: 15 }));
  }
  if (Number.isFinite(risk)) drawing.append(svg('circle', { class: 'meter-mark', cx: at(risk), cy: 8, r: 4.5 }));
  return drawing;
}

/** How to read the tints. */
export function legend(probe) {
  const step = (n) => el('span', { class: `sample token r${n} in` }, 'ab');
  return el('p', { class: 'legend', role: 'note', 'aria-label': 'How to read the tints' },
    el('span', {}, 'lower risk'),
    el('span', { class: 'steps', 'aria-hidden': 'true' },
      step(1), step(2), step(3),
      el('span', { class: 'mark' }), step(4), step(5)),
    el('span', {}, 'higher'),
    el('span', {}, el('i', { class: 'mark-key', 'aria-hidden': 'true' }), ' threshold ', el('b', {}, fixed(probe.threshold.risk)), ', bold from there'),
    el('span', {}, el('span', { class: 'sample token r0', 'aria-hidden': 'true' }, 'ab'), ' no score'),
    el('span', {}, el('span', { class: 'sample token r2', 'aria-hidden': 'true' }, 'ab'), ' faint: outside the answer'));
}
