// What the probe and the policy say of a whole reply.

import { el } from './dom.js';
import { fixed, plural, quoted } from './format.js';
import { level, meter } from './risk.js';

const LESS_VALIDATED = 'less validated than short answers';
const BADGES = {
  above: ['above', '▲ above the threshold'],
  below: ['below', '▽ below the threshold'],
  'no-score': ['none', '○ no score'],
};

/** The line under an answer. @param {object} choice the reply's object in `candor.choices` */
export function verdictLine(choice) {
  const [kind, label] = BADGES[choice.verdict] ?? BADGES['no-score'];
  const { threshold } = choice;
  const figures = [
    ['risk', fixed(choice.risk)],
    ['threshold', fixed(threshold?.risk)],
    ['prior', fixed(choice.prior)],
  ].map(([name, value]) => el('span', {}, `${name} `, el('b', {}, value)));
  const scored = choice.verdict === 'above' || choice.verdict === 'below';
  return el('p', { class: 'verdict', 'data-testid': 'verdict', 'data-verdict': choice.verdict },
    el('span', { class: `badge ${kind}` }, label),
    scored ? meter(choice.risk, threshold?.risk, level(choice.score, threshold?.score)) : null,
    scored ? figures : [el('span', {}, noScore(choice)), ...(threshold ? figures.slice(1) : [])],
    choice.span ? el('span', { class: 'span-text' }, 'answer ', el('b', {}, quoted(choice.span.text, 40))) : null);
}

const noScore = ({ noScore: why }) => why ?? 'the probe could not read this reply';

/** The verdict in words, for the announcement. */
export function spoken(choice) {
  if (!choice) return 'No risk was computed.';
  if (choice.verdict === 'no-score') return `No score: ${noScore(choice)}.`;
  return `Risk ${fixed(choice.risk)}, ${choice.verdict} the threshold of ${fixed(choice.threshold?.risk)}.`;
}

/** Risks by sentence, or null. @param {string} text the reply */
export function sentenceList(choice, text) {
  if (!choice.sentences?.length) return null;
  return el('details', { class: 'sentences', 'data-testid': 'sentences', open: true },
    el('summary', {}, `${plural(choice.sentences.length, 'sentence')}: ${choice.sentencesAre ?? LESS_VALIDATED}`),
    el('ol', {}, choice.sentences.map((sentence) => sentenceRow(sentence, text, choice.threshold))));
}

function sentenceRow(sentence, text, threshold) {
  const step = level(sentence.score, threshold?.score);
  return el('li', {},
    el('span', { class: 'sentence' }, marked(sentence, text)),
    meter(sentence.risk, threshold?.risk, step),
    el('span', { class: 'sentence-risk' }, sentence.risk === null ? 'no name or number' : el('b', {}, fixed(sentence.risk)),
      sentence.risk === null ? null : ` · ${plural(sentence.length, 'token')}`));
}

function marked({ start, end, spans }, text) {
  const parts = [];
  let at = start;
  for (const span of spans ?? []) {
    parts.push(text.slice(at, span.start), el('u', {}, text.slice(span.start, span.end)));
    at = span.end;
  }
  return [...parts, text.slice(at, end)];
}

const ACTIONS = {
  allow: 'let through',
  flag: 'flagged',
  abstain: 'answer withheld',
  review: 'held for a person',
};

/** What the policy did, or null. */
export function policyLine({ policy }) {
  if (!policy) return null;
  return el('p', { class: 'policy', 'data-testid': 'policy', 'data-action': policy.action },
    'Policy: ', el('b', {}, ACTIONS[policy.action] ?? policy.action),
    policy.rule ? [' by rule ', el('code', {}, policy.rule)] : null);
}
