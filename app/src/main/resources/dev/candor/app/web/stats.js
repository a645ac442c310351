// What the review desk has found so far: figures, charts, and their numbers as tables.

import { el } from './dom.js';
import { count, percent } from './format.js';
import { chart, groups, lines, weeks } from './charts.js';

let drawn = '';

/** @param {Element} figures @param {Element} charts @param {object} stats of /candor/review/stats */
export function drawStats(figures, charts, stats) {
  // The queue is asked for often; the charts change seldom, and must not close an open table.
  const now = JSON.stringify(stats);
  if (now === drawn) return;
  drawn = now;
  const { rate } = stats;
  figures.replaceChildren(el('dl', { class: 'figures', 'data-testid': 'review-figures' },
    figure('Pending', count(stats.pending), 'wait for a person', 'pending'),
    figure('Decided', count(stats.decided), 'approved, corrected or rejected', 'decided'),
    share('Wrong in spot checks', stats.reasons?.['spot-check'], ' drawn from what users were given', 'no spot check decided yet', 'spot-check'),
    share('Wrong of all decided', rate, ', whatever brought them here', 'nothing decided yet', 'wrong')));
  charts.replaceChildren(...[
    rates('Wrong by week', 'Rejected or corrected, of those decided; bars are 95% intervals.', 'week', stats.weeks, weeks),
    benchmark(stats.benchmarks),
    rates('Wrong by topic', 'The same by what was asked about.', 'topic', stats.topics, groups),
    rates('Wrong by reason', 'Why the reply came to the desk: held by the policy (was it right to?), drawn as a spot check (how much of what users get is wrong), or a complaint (was it right?).',
      'reason', Object.entries(stats.reasons ?? {}).map(([reason, own]) => ({ reason, ...own })), groups),
  ].filter(Boolean));
}

const interval = ({ low, high }) => `${percent(low)} to ${percent(high)}`;

function share(name, rate, what, none, id) {
  return figure(name, percent(rate?.share), rate?.of ? `${count(rate.wrong)} of ${count(rate.of)}${what}; 95% interval ${interval(rate)}` : none, id);
}

function figure(name, value, more, id) {
  return el('div', {}, el('dt', {}, name), el('dd', {}, el('b', { 'data-testid': `figure-${id}` }, value), ' ', el('span', {}, more)));
}

function rates(title, how, key, entries, draw) {
  const decided = (entries ?? []).filter(({ of }) => of > 0);
  if (decided.length === 0) return null;
  const points = decided.map((entry) => ({ ...entry, label: entry[key] ?? '–' }));
  return block(title, how, `chart-${key}`, (box) => draw(box, points),
    [title.replace('Wrong by ', ''), 'Wrong', 'Of', 'Share', '95% interval'],
    points.map((p) => [p.label, count(p.wrong), count(p.of), percent(p.share), interval(p)]));
}

function benchmark(entries) {
  if (!entries?.length) return null;
  const points = entries.map((entry) => ({ ...entry, time: Date.parse(entry.at), label: entry.at.slice(0, 10) }));
  return block('Fixed benchmark', 'The same questions asked again over time: share answered correctly. A dotted line is a change of model.', 'chart-benchmark',
    (box) => lines(box, points), ['When', 'Benchmark', 'Model', 'Correct', 'Of', 'Share', '95% interval'],
    points.map((p) => [p.label, p.name, p.modelSha256?.slice(0, 8) ?? '–', count(p.correct), count(p.of), percent(p.share), interval(p)]));
}

function block(title, how, id, draw, head, rows) {
  const words = rows.map((row) => row.join(', ')).join('; ');
  return el('section', { class: 'panel', 'data-testid': id, 'aria-label': title },
    el('h3', {}, title), el('p', { class: 'how' }, how), chart(draw, `${title}: ${words}`),
    el('details', {}, el('summary', {}, 'The numbers'), el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `${title}, as a table` },
      el('table', {}, el('thead', {}, el('tr', {}, head.map((text) => el('th', { scope: 'col' }, text)))),
        el('tbody', {}, rows.map((row) => el('tr', {}, row.map((text) => el('td', {}, text)))))))));
}
