// A map of neurons: a lane a layer, a mark a neuron. H-neurons are filled circles, those of
// negative weight hollow diamonds. One mark is in the tab order; arrow keys move among them.

import { el, svg } from './dom.js';

const SMALLEST = 2.6;
const LARGEST = 12;
const MARGIN = { left: 34, right: 12, top: 6, bottom: 34 };

export class NeuronMap {
  #model;
  #neurons;
  #label;
  #press;
  #marks = [];
  #active = 0;
  #last = [() => 1, null];

  /** @param {{label: (neuron: object) => string, press: (neuron: object) => void}} options */
  constructor(model, { label, press }) {
    this.#model = model;
    this.#label = label;
    this.#press = press;
    this.#neurons = [...model.neurons].sort((a, b) => a.layer - b.layer || a.index - b.index);
    this.element = el('div', { class: 'chart map', 'data-testid': 'neuron-map' });
    new ResizeObserver(() => this.#draw()).observe(this.element);
  }

  /** @param {(neuron: object) => number} factor @param {string|null} selected layer/index */
  refresh(factor, selected) {
    this.#last = [factor, selected];
    this.#marks.forEach((mark, i) => {
      const neuron = this.#neurons[i];
      mark.setAttribute('class', kind(neuron, factor(neuron), selected));
      mark.setAttribute('aria-label', this.#label(neuron));
      mark.querySelector('title').textContent = this.#label(neuron);
    });
  }

  /** A mark for a legend. */
  swatch(kinds) {
    return svg('svg', { class: 'swatch', viewBox: '-12 -12 24 24', 'aria-hidden': 'true' },
      svg('g', { class: `neuron ${kinds}` }, shapes(kinds.startsWith('h'), 6)));
  }

  #draw() {
    const width = this.element.clientWidth;
    if (width === 0) return;
    const { layers, ffn } = this.#model;
    const lane = Math.max(14, Math.min(64, 420 / layers));
    const height = MARGIN.top + layers * lane + MARGIN.bottom;
    const x = (index) => MARGIN.left + ((index + 0.5) / ffn) * (width - MARGIN.left - MARGIN.right);
    const y = (layer) => MARGIN.top + (layer + 0.5) * lane;
    const largest = Math.max(...this.#neurons.map((neuron) => Math.abs(neuron.weight)));
    const most = Math.min(LARGEST, lane * 0.42);
    const spots = apart(this.#neurons.map((neuron) => ({
      x: x(neuron.index), y: y(neuron.layer), layer: neuron.layer,
      size: SMALLEST + (most - SMALLEST) * Math.sqrt(Math.abs(neuron.weight) / largest),
    })), lane);
    this.#marks = this.#neurons.map((neuron, i) => {
      const spot = spots[i];
      return svg('g', {
        transform: `translate(${spot.x},${spot.y})`, role: 'button', tabindex: i === this.#active ? 0 : -1,
        'data-testid': 'neuron-mark', 'data-neuron': `${neuron.layer}/${neuron.index}`,
      }, svg('title'), shapes(neuron.weight > 0, spot.size));
    });
    // Small marks lie over large ones.
    const painted = [...this.#marks.keys()].sort((a, b) => spots[b].size - spots[a].size);
    this.element.replaceChildren(svg('svg', {
      viewBox: `0 0 ${width} ${height}`, width, height, role: 'group', 'aria-label': 'Map of the neurons; arrow keys move, Enter turns one',
      onclick: (event) => this.#at(event, (i) => { this.#move(i); this.#press(this.#neurons[i]); }),
      onkeydown: (event) => this.#at(event, (i) => this.#key(event, i)),
    }, this.#lanes(width, lane, y), axis(width, height, ffn, x), painted.map((i) => this.#marks[i])));
    this.refresh(...this.#last);
  }

  #lanes(width, lane, y) {
    const every = Math.ceil(this.#model.layers / 24);
    return Array.from({ length: this.#model.layers }, (_, layer) => svg('g', { 'aria-hidden': 'true' },
      svg('rect', { class: 'lane', x: MARGIN.left, y: y(layer) - lane / 2 + 1, width: width - MARGIN.left - MARGIN.right, height: lane - 2, rx: 3 }),
      layer % every === 0 ? svg('text', { class: 'muted', x: MARGIN.left - 8, y: y(layer) + 4, 'text-anchor': 'end' }, String(layer)) : null));
  }

  #at(event, then) {
    const i = this.#marks.indexOf(event.target.closest('[role=button]'));
    if (i >= 0) then(i);
  }

  #key(event, i) {
    const to = { ArrowRight: i + 1, ArrowLeft: i - 1, ArrowDown: i + 1, ArrowUp: i - 1, Home: 0, End: this.#marks.length - 1 }[event.key];
    if (to !== undefined) this.#move(Math.max(0, Math.min(to, this.#marks.length - 1)));
    else if (event.key === 'Enter' || event.key === ' ') this.#press(this.#neurons[i]);
    else return;
    event.preventDefault();
  }

  #move(to) {
    this.#marks[this.#active]?.setAttribute('tabindex', -1);
    this.#active = to;
    this.#marks[to].setAttribute('tabindex', 0);
    this.#marks[to].focus();
  }
}

/** Moves marks that would overlap up or down within their lane; the largest stay in its middle. */
function apart(spots, lane) {
  const placed = [];
  for (const spot of [...spots].sort((a, b) => b.size - a.size)) {
    const near = placed.filter((other) => other.layer === spot.layer && Math.abs(spot.x - other.x) < spot.size + other.size + 2);
    const free = (y) => Math.min(Infinity, ...near.map((other) => Math.hypot(spot.x - other.x, y - other.y) - other.size - spot.size));
    const steps = [0, -0.5, 0.5, -1, 1].map((share) => spot.y + share * (lane / 2 - spot.size - 2));
    spot.y = steps.find((y) => free(y) >= 2) ?? steps.reduce((best, y) => (free(y) > free(best) ? y : best));
    placed.push(spot);
  }
  return spots;
}

function kind(neuron, factor, selected) {
  const turned = { 0: ' muted', 1: '' }[factor] ?? ' boosted';
  return `neuron ${neuron.weight > 0 ? 'h' : 'l'}${turned}${selected === `${neuron.layer}/${neuron.index}` ? ' selected' : ''}`;
}

// The cross and the ring are there always; the class shows them.
function shapes(isHigh, size) {
  const d = size * 1.15;
  const arm = size * 0.9 + 2;
  return [
    svg('circle', { class: 'hit', r: Math.max(7, size + 2) }),
    svg('circle', { class: 'halo', r: size + 7 }),
    svg('circle', { class: 'ring', r: size + 3 }),
    isHigh ? svg('circle', { class: 'shape', r: size }) : svg('path', { class: 'shape', d: `M0 ${-d}L${d} 0L0 ${d}L${-d} 0Z` }),
    svg('path', { class: 'cross', d: `M${-arm} ${-arm}L${arm} ${arm}M${-arm} ${arm}L${arm} ${-arm}` }),
  ];
}

function axis(width, height, ffn, x) {
  const at = height - MARGIN.bottom + 16;
  const ends = [[0, 'start'], [ffn - 1, 'end']];
  return svg('g', { 'aria-hidden': 'true' },
    ends.map(([index, anchor]) => svg('text', { class: 'muted', x: x(index), y: at, 'text-anchor': anchor }, String(index))),
    svg('text', { class: 'muted', x: (x(0) + x(ffn)) / 2, y: at, 'text-anchor': 'middle' }, 'index'),
    svg('text', { class: 'muted', x: 0, y: at }, 'layer'));
}
