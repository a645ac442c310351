// Charts of shares with their 95% intervals, as SVG.

import { el, svg } from './dom.js';
import { count, percent } from './format.js';

/** @typedef {{label: string, share: number, low: number, high: number, of: number}} Point */

/** A box that draws itself again when its width changes. @param {(box: Element) => void} draw */
export function chart(draw, description) {
  const box = el('div', { class: 'chart', role: 'img', 'aria-label': description });
  new ResizeObserver(() => { if (box.clientWidth > 0) draw(box); }).observe(box);
  return box;
}

function canvas(box, height) {
  const width = box.clientWidth;
  const drawing = svg('svg', { viewBox: `0 0 ${width} ${height}`, width, height, 'aria-hidden': 'true' });
  box.replaceChildren(drawing);
  return { drawing, width };
}

const text = (x, y, words, anchor = 'start', kind = 'muted') => svg('text', { x, y, class: kind, 'text-anchor': anchor }, words);
const line = (x1, y1, x2, y2, kind) => svg('line', { x1, y1, x2, y2, class: kind });

/** The end of an axis of shares: a round share that holds them all. */
function ceiling(points) {
  const most = Math.max(0.05, ...points.map(({ high }) => high));
  return [0.1, 0.2, 0.4, 0.6, 0.8, 1].find((limit) => most <= limit) ?? 1;
}

function shareAxis(drawing, top, y, left, right) {
  for (let i = 0; i <= 4; i++) {
    const share = (top * i) / 4;
    drawing.append(line(left, y(share), right, y(share), 'grid'), text(left - 8, y(share) + 4, percent(share, top < 0.4 ? 1 : 0).replace('.0', ''), 'end'));
  }
}

/** Points over weeks, joined. @param {Point[]} points */
export function weeks(box, points) {
  const height = 220;
  const { drawing, width } = canvas(box, height);
  const [left, right, top, bottom] = [46, width - 12, 12, height - 40];
  const most = ceiling(points);
  const y = (share) => bottom - (share / most) * (bottom - top);
  const x = (i) => left + ((i + 0.5) / points.length) * (right - left);
  const every = Math.ceil(points.length / Math.max(1, Math.floor((right - left) / 44)));
  shareAxis(drawing, most, y, left, right);
  drawing.append(svg('path', { class: 's-line s-wrong thin', d: path(points.map((p, i) => [x(i), y(p.share)])) }));
  points.forEach((p, i) => {
    drawing.append(line(x(i), y(p.low), x(i), y(p.high), 's-wrong s-interval'), dot(x(i), y(p.share), 's-wrong', p));
    if (i % every === 0) drawing.append(text(x(i), bottom + 18, p.label.replace(/^\d+-/, ''), 'middle'), text(x(i), bottom + 33, count(p.of), 'middle', 'muted tiny'));
  });
  drawing.append(text(left - 8, bottom + 33, 'of', 'end', 'muted tiny'));
}

/** A row a group, the most wrong first. @param {Point[]} points */
export function groups(box, points) {
  const row = 30;
  const height = points.length * row + 30;
  const { drawing, width } = canvas(box, height);
  const [left, right] = [Math.min(140, width * 0.32), width - 64];
  const most = ceiling(points);
  const x = (share) => left + (share / most) * (right - left);
  for (let i = 0; i <= 4; i++) {
    const share = (most * i) / 4;
    drawing.append(line(x(share), 0, x(share), height - 24, 'grid'), text(x(share), height - 6, percent(share, most < 0.4 ? 1 : 0).replace('.0', ''), 'middle'));
  }
  [...points].sort((a, b) => b.share - a.share).forEach((p, i) => {
    const y = (i + 0.5) * row;
    drawing.append(text(0, y + 4, short(p.label, left / 7.4), 'start', ''), line(x(p.low), y, x(p.high), y, 's-wrong s-interval'),
      dot(x(p.share), y, 's-wrong', p), text(width, y + 4, `${count(p.wrong)} of ${count(p.of)}`, 'end'));
  });
}

/** A line a benchmark over time, with the changes of the model. @param {(Point & {time: number, name: string})[]} points */
export function lines(box, points) {
  const height = 220;
  const { drawing, width } = canvas(box, height);
  const names = [...new Set(points.map(({ name }) => name))];
  const [left, right, top, bottom] = [46, width - 12, 30, height - 28];
  const [first, last] = [Math.min(...points.map((p) => p.time)), Math.max(...points.map((p) => p.time))];
  const x = (at) => (first === last ? (left + right) / 2 : left + 14 + ((at - first) / (last - first)) * (right - left - 28));
  const y = (share) => bottom - share * (bottom - top);
  shareAxis(drawing, 1, y, left, right);
  changes(points).forEach((p) => drawing.append(line(x(p.time), top, x(p.time), bottom, 'chance'),
    text(x(p.time), top - 6, p.modelSha256.slice(0, 8), x(p.time) > right - 60 ? 'end' : 'middle', 'muted tiny')));
  names.forEach((name, i) => {
    const own = points.filter((p) => p.name === name).sort((a, b) => a.time - b.time);
    const kind = `s-${i % 4}`;
    drawing.append(svg('path', { class: `s-line ${kind}`, d: path(own.map((p) => [x(p.time), y(p.share)])) }));
    own.forEach((p) => drawing.append(line(x(p.time), y(p.low), x(p.time), y(p.high), `${kind} s-interval`), dot(x(p.time), y(p.share), kind, p)));
    drawing.append(text(left + i * 150, 10, `● ${name}`, 'start', `small ${kind}-ink`));
  });
  drawing.append(text(left + 14, height - 8, new Date(first).toISOString().slice(0, 10)));
  if (first !== last) drawing.append(text(right, height - 8, new Date(last).toISOString().slice(0, 10), 'end'));
}

function changes(points) {
  const inTime = [...points].sort((a, b) => a.time - b.time);
  return inTime.filter((p, i) => i > 0 && p.modelSha256 && p.modelSha256 !== inTime[i - 1].modelSha256);
}

function dot(cx, cy, kind, p) {
  return svg('circle', { class: `s-point ${kind}`, cx, cy, r: 4.5 }, svg('title', {}, `${p.label}: ${percent(p.share)} [${percent(p.low)}, ${percent(p.high)}], of ${count(p.of)}`));
}

const path = (points) => points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('');
const short = (label, most) => (label.length > most ? `${label.slice(0, Math.floor(most) - 1)}…` : label);
