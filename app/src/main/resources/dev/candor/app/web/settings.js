// The settings beside the chat: the dial, single neurons, the reply, the model.

import { byId, el } from './dom.js';
import { count, fixed, plural } from './format.js';
import { state } from './state.js';

export function start() {
  const box = byId('settings');
  // On a narrow page they would push the conversation away.
  const wide = matchMedia('(min-width: 60rem)');
  const fold = () => { box.open = wide.matches; };
  wide.addEventListener('change', fold);
  fold();
  byId('settings-body').append(dial(), single(), reply(), facts());
  state.addEventListener('change', summary);
  summary();
}

function summary() {
  const set = state.factors.size > 0 ? ` · ${plural(state.factors.size, 'neuron')} set` : '';
  byId('settings-summary').textContent =
    `α ${state.alphaWords(state.alpha)} · ${state.maxTokens} tokens · temperature ${state.temperature}${set}`;
}

function dial() {
  const output = el('output', { for: 'alpha', class: 'big', 'data-testid': 'alpha-value' });
  const slider = el('input', {
    type: 'range', id: 'alpha', min: 0, max: 3, step: 0.1, list: 'alpha-marks', 'data-testid': 'alpha',
    oninput: () => state.set({ alpha: Number(slider.value) }),
  });
  const how = el('p', { class: 'hint' });
  const reset = el('button', {
    type: 'button', class: 'link', 'data-testid': 'alpha-reset', onclick: () => state.set({ alpha: null }),
  }, 'as the server was started');
  const show = () => {
    slider.value = state.shownAlpha;
    slider.disabled = state.model !== null && !(state.probe && state.mayTurn);
    slider.setAttribute('aria-valuetext', `alpha ${state.alphaWords(state.alpha)}`);
    output.textContent = state.alphaWords(state.alpha);
    output.classList.toggle('moved', state.shownAlpha !== 1);
    reset.hidden = state.alpha === null;
    how.textContent = dialText();
  };
  state.addEventListener('change', show);
  show();
  const marks = el('datalist', { id: 'alpha-marks' }, [0, 1, 2, 3].map((value) => el('option', { value })));
  const ticks = el('div', { class: 'ticks', 'aria-hidden': 'true' }, ['0', '1', '2', '3'].map((text) => el('span', {}, text)));
  return el('section', { 'aria-label': 'The dial' },
    el('div', { class: 'dial-head' }, el('label', { for: 'alpha' }, 'α on the H-neurons'), output),
    slider, marks, ticks, how, reset);
}

function dialText() {
  const { model, alpha } = state;
  if (model && !model.probe) return 'Without a probe there are no H-neurons to turn.';
  if (!state.mayTurn) return 'Under this server’s policy only a reviewer’s key may turn neurons.';
  const n = model?.neurons.filter((neuron) => neuron.weight > 0).length;
  const which = n ? `the ${plural(n, 'H-neuron')}` : 'the H-neurons';
  if (model?.dial && alpha === null) return `The server’s dial applies until α is moved.`;
  return `0 silences ${which}, 1 leaves the model as it is.`;
}

function single() {
  const chips = el('ul', { class: 'factors', 'data-testid': 'neuron-chips', 'aria-label': 'Neurons set by hand' });
  const none = el('p', { class: 'hint' }, 'None set. Mute or boost one under ', el('a', { href: '#neurons' }, 'Neurons'), '.');
  const section = el('section', { 'aria-label': 'Single neurons' }, el('h3', {}, 'Single neurons'), none, chips);
  const show = () => {
    section.hidden = state.model !== null && !(state.probe && state.mayTurn);
    none.hidden = state.factors.size > 0;
    chips.replaceChildren(...[...state.factors.values()].map(chip));
  };
  state.addEventListener('change', show);
  show();
  return section;
}

function chip({ layer, index, alpha }) {
  const what = alpha === 0 ? 'muted' : `× ${alpha}`;
  return el('li', { class: 'factor', 'data-testid': 'neuron-chip', 'data-neuron': `${layer}/${index}` },
    el('a', { href: `#neurons/${layer}/${index}` }, `${layer} · ${index}`), ` ${what} `,
    el('button', {
      type: 'button', 'aria-label': `Reset layer ${layer} neuron ${index}`, onclick: () => state.setFactor(layer, index, 1),
    }, '×'));
}

function reply() {
  const number = (label, id, attributes, apply) => el('label', { class: 'field' }, el('span', {}, label),
    el('input', {
      type: 'number', id, 'data-testid': id, ...attributes,
      onchange: ({ target }) => {
        if (target.value !== '' && target.checkValidity()) apply(Number(target.value));
        else target.reportValidity();
      },
    }));
  return el('section', { 'aria-label': 'The reply' }, el('h3', {}, 'Reply'),
    number('Longest, in tokens', 'max-tokens', { min: 1, max: 100000, step: 1, value: state.maxTokens },
      (maxTokens) => state.set({ maxTokens })),
    number('Temperature', 'temperature', { min: 0, max: 2, step: 0.1, value: state.temperature },
      (temperature) => state.set({ temperature })));
}

function facts() {
  const list = el('dl', { class: 'facts', 'data-testid': 'model-facts' });
  const show = () => list.replaceChildren(...rows().map(([name, value, title]) =>
    el('div', {}, el('dt', {}, name), el('dd', { title }, value))));
  state.addEventListener('change', show);
  show();
  return el('section', { 'aria-label': 'The model' }, el('h3', {}, 'Model'), list);
}

// A chat is asked in another style than the questions that the probe learnt from.
function fittedOn({ promptStyle }) {
  return promptStyle && promptStyle !== 'chat'
    ? [['Risk scale', `fitted on ${promptStyle} prompts`, 'Here questions are asked as a chat: the same risk may say less']]
    : [];
}

function rows() {
  const { model, probe } = state;
  if (!model) return [['Name', '–']];
  const named = (thing) => (typeof thing === 'string' ? thing : thing?.name ?? 'set');
  return [
    ['Layers × neurons', `${count(model.layers)} × ${count(model.ffn)}`],
    ...(probe
      ? [['Threshold', `risk ${fixed(probe.threshold.risk)}`], ['Prior', fixed(probe.prior)], ['Read at', probe.position], ...fittedOn(probe)]
      : [['Probe', 'none']]),
    ...(model.dial ? [['Dial', named(model.dial)]] : []),
    ...(model.policy ? [['Policy', named(model.policy)]] : []),
    ['SHA-256', model.sha256?.slice(0, 12) ?? '–', model.sha256],
  ];
}
