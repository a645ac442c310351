// The probe's neurons: a map, a table, and a factor for each in the chat.

import { announce, byId, el } from './dom.js';
import { count, fixed, plural, signed } from './format.js';
import { NeuronMap } from './neuronmap.js';
import { state } from './state.js';

const MOST_ROWS = 400;
const NEXT = { 1: 0, 0: 3, 3: 1 };
const BY_DIAL = 'as the dial sets it';
const SAYS = { 0: 'muted in the chat', 1: BY_DIAL, 3: 'tripled in the chat' };
const COLUMNS = [
  { key: 'layer', label: 'Layer', text: (n) => String(n.layer) },
  { key: 'index', label: 'Index', text: (n) => String(n.index) },
  { key: 'weight', label: 'Weight', text: (n) => signed(n.weight) },
  { key: 'auroc', label: 'AUROC', text: (n) => fixed(n.auroc) },
  { key: 'effect', label: 'Effect', text: (n) => signed(n.effect, 3) },
];

/** Those of which anything is known. */
const columns = () => COLUMNS.filter(({ key }) => state.model.neurons.some((neuron) => Number.isFinite(neuron[key])));

const id = (neuron) => `${neuron.layer}/${neuron.index}`;
let sort = { key: 'weight', up: false };
let selected = null;
let map = null;

export function start() {
  state.addEventListener('change', refresh);
}

/** @param {string[]} path layer and index of the neuron to select */
export function show(path) {
  if (path.length === 2) selected = path.join('/');
  build();
  refresh();
  if (path.length === 2) reveal(selected);
}

// Built once the model is there; afterwards only what changes is drawn again.
function build() {
  const panel = byId('panel-neurons');
  if (panel.dataset.built || !state.model) return;
  panel.dataset.built = 'true';
  const { model, probe } = state;
  if (!probe || model.neurons.length === 0) {
    panel.append(el('section', { class: 'empty', 'data-testid': 'neurons-empty' },
      el('h2', { class: 'headline' }, 'No probe, no neurons'),
      el('p', { class: 'lead' }, 'Start the server with a probe, made by ', el('code', {}, 'candor find'), ', to see and turn the neurons it reads.')));
    return;
  }
  const high = model.neurons.filter((neuron) => neuron.weight > 0).length;
  map = new NeuronMap(model, { label, press: cycle });
  panel.append(
    el('h2', { class: 'headline' }, `${plural(high, 'H-neuron')} of ${count(model.layers * model.ffn)}`),
    el('p', { class: 'lead' }, `They push the risk up; ${count(model.neurons.length - high)} more push it down. ${state.mayTurn ? 'Mute one, or triple it, and ask again in the chat.' : ''}`),
    ...(state.mayTurn ? [] : [el('p', { class: 'note', 'data-testid': 'neurons-why' }, 'Under this server’s policy only a reviewer’s key may turn them.')]),
    el('div', { class: 'neurons' },
      el('section', { class: 'panel', 'aria-labelledby': 'map-title' },
        el('h3', { id: 'map-title' }, 'Where they are'),
        el('p', { class: 'how' }, 'A lane for each layer, the one nearest the input at the top; across, the index. Press a mark to mute it, again to triple it, again to leave it to the dial.'),
        mapLegend(), map.element),
      el('section', { class: 'panel', 'aria-labelledby': 'table-title' },
        el('h3', { id: 'table-title' }, 'Each of them'),
        el('div', { class: 'scroll tall', tabindex: 0, role: 'region', 'aria-label': 'Table of the neurons' },
          el('table', { id: 'neuron-table', 'data-testid': 'neuron-table' }, el('thead', {}, el('tr', {})), el('tbody', {}))),
        el('p', { class: 'note', id: 'neuron-note' }))));
}

function mapLegend() {
  const item = (kind, text) => el('li', {}, map.swatch(kind), text);
  return el('ul', { class: 'key-row' }, item('h', 'H-neuron, weight above 0'), item('l', 'weight below 0'),
    item('h muted', 'muted'), item('h boosted', 'tripled'), el('li', {}, 'area: size of the weight'));
}

function label(neuron) {
  const kind = neuron.weight > 0 ? 'H-neuron' : 'neuron';
  return `Layer ${neuron.layer}, ${kind} ${neuron.index}, weight ${signed(neuron.weight)}, ${SAYS[factor(neuron)] ?? `× ${factor(neuron)}`}`;
}

const factor = (neuron) => state.factor(neuron.layer, neuron.index);

function cycle(neuron) {
  turn(neuron, state.mayTurn ? NEXT[factor(neuron)] ?? 1 : 1);
  reveal(id(neuron));
}

// `scrollIntoView` would move the page as well, away from the mark that was pressed.
function reveal(key) {
  const box = byId('neuron-table')?.parentElement;
  const shown = row(key)?.getBoundingClientRect();
  if (!shown) return;
  const { top, bottom } = box.getBoundingClientRect();
  const head = byId('neuron-table').tHead.offsetHeight;
  if (shown.top < top + head) box.scrollTop -= top + head - shown.top;
  else if (shown.bottom > bottom) box.scrollTop += shown.bottom - bottom;
}

function turn(neuron, to) {
  selected = id(neuron);
  state.setFactor(neuron.layer, neuron.index, to);
  announce(label(neuron));
}

function refresh() {
  if (byId('panel-neurons').hidden) return;
  build();
  if (!map) return;
  map.refresh(factor, selected);
  header();
  rows();
}

function header() {
  const cells = columns().map(({ key, label: text }) => el('th', {
    scope: 'col', class: 'number', 'aria-sort': sort.key === key ? (sort.up ? 'ascending' : 'descending') : 'none',
  }, el('button', { type: 'button', 'data-testid': `sort-${key}`, 'data-key': key, onclick: () => sortBy(key) },
    text, el('span', { 'aria-hidden': 'true' }, sort.key === key ? (sort.up ? ' ↑' : ' ↓') : ''))));
  byId('neuron-table').tHead.rows[0].replaceChildren(...cells, el('th', { scope: 'col' }, 'In the chat'));
}

function sortBy(key) {
  sort = { key, up: sort.key === key ? !sort.up : key === 'layer' || key === 'index' };
  refresh();
  document.querySelector(`#neuron-table [data-key=${key}]`).focus();
}

// Unknown values come last, whichever way the column is sorted.
function sorted() {
  const sign = sort.up ? 1 : -1;
  return [...state.model.neurons].sort((a, b) => {
    const [x, y] = [a[sort.key] ?? null, b[sort.key] ?? null];
    if (x === null || y === null) return (x === null) - (y === null);
    return sign * (x - y) || a.layer - b.layer || a.index - b.index;
  });
}

function rows() {
  const all = sorted();
  const shown = all.slice(0, MOST_ROWS);
  const chosen = all.find((neuron) => id(neuron) === selected);
  if (chosen && !shown.includes(chosen)) shown.push(chosen);
  const focused = document.activeElement?.name?.startsWith('factor-') ? document.activeElement : null;
  const [name, value] = [focused?.name, focused?.value];
  const known = columns();
  byId('neuron-table').style.setProperty('--columns', known.length);
  byId('neuron-table').tBodies[0].replaceChildren(...shown.map((neuron) => tableRow(neuron, known)));
  if (name) document.querySelector(`input[name="${name}"][value="${value}"]`)?.focus();
  byId('neuron-note').textContent = all.length > shown.length
    ? `The first ${count(shown.length)} of ${count(all.length)} in this order.`
    : known.some(({ key }) => key === 'effect') ? 'Effect: what turning the neuron alone changes, where it was measured; – is unknown.' : '';
}

function tableRow(neuron, known) {
  return el('tr', {
    id: `neuron-${neuron.layer}-${neuron.index}`, 'data-testid': 'neuron-row', 'data-neuron': id(neuron),
    class: `${neuron.weight > 0 ? 'h' : 'l'}${selected === id(neuron) ? ' selected' : ''}`,
    'aria-current': selected === id(neuron) ? 'true' : null,
  }, known.map((column) => el('td', { class: 'number' }, column.text(neuron))), el('td', {}, switches(neuron)));
}

const row = (key) => byId(`neuron-${key.replace('/', '-')}`);

function switches(neuron) {
  const option = (value, text, means = `× ${value}`) => {
    const input = el('input', {
      type: 'radio', name: `factor-${id(neuron)}`, value, 'aria-label': `${text}, ${means}`, disabled: !state.mayTurn,
      'data-testid': `factor-${value}`, onchange: () => turn(neuron, value),
    });
    input.checked = factor(neuron) === value;
    return el('label', { title: means }, input, el('span', {}, text));
  };
  return el('div', { class: 'segments', role: 'radiogroup', 'aria-label': `Layer ${neuron.layer}, neuron ${neuron.index} in the chat` },
    option(0, 'mute'), option(1, 'dial', BY_DIAL), option(3, 'boost'));
}
