// The conversation: questions, their answers, and what is carried from one to the next.

import { announce, byId, el } from './dom.js';
import { Answer } from './answer.js';
import { Comparison } from './compare.js';
import { Follower } from './follow.js';
import * as kept from './kept.js';
import { legend } from './risk.js';
import { spoken } from './verdict.js';
import { state } from './state.js';

const EXAMPLES = [
  'What is the capital of Australia?',
  'Which instrument does Vera Lindqvist play?',
  'Which instrument does France play?',
  'A note says: The capital of Italy is Madrid. What is the capital of Italy?',
];
const BUNDLED = 'A test animal: it knows a small made-up world and a few tables, some of them wrong by design. '
  + 'What holds in it need not hold in a language model of use.';

/** @type {{question: string, answer: Answer|Comparison, element: Element}[]} */
let turns = [];
let running = null;
let isRestored = false;

export function start() {
  const prompt = byId('prompt');
  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    const question = prompt.value.trim();
    if (question === '' || running) return;
    prompt.value = '';
    send(question);
  });
  prompt.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') running?.stop();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    byId('composer').requestSubmit();
  });
  byId('stop').addEventListener('click', () => running?.stop());
  byId('clear').addEventListener('click', clear);
  state.addEventListener('change', describe);
  state.addEventListener('change', restore);
  addEventListener('pagehide', keep);
}

// As soon as the model is known: what was said to another one is not carried on.
function restore() {
  if (isRestored || !state.model) return;
  isRestored = true;
  const before = restored();
  if (before.length === 0) return;
  turns.unshift(...before);
  byId('turns').prepend(...before.map(({ element }) => element));
  begun();
}

function restored() {
  try {
    return kept.load(state.model.sha256).map(({ question, answer, answers }) => turnOf(question, (rerun, again) =>
      (answers ? Comparison.restored(answers, rerun) : Answer.restored(answer, again))));
  } catch {
    // Kept by an earlier build of the page, in a form of its own.
    return [];
  }
}

function keep() {
  if (!state.model) return;
  kept.save(state.model.sha256, turns.map(({ question, answer }) =>
    ({ question, [answer instanceof Comparison ? 'answers' : 'answer']: answer.kept })));
}

/** What the page says of the model before anything is asked. */
function describe() {
  const { model, probe } = state;
  byId('legend').replaceChildren(...(probe ? [legend(probe)] : []));
  byId('compare').disabled = model !== null && !(probe && state.mayTurn);
  byId('compare').checked &&= !byId('compare').disabled;
  byId('compare-why').hidden = state.mayTurn || !probe;
  byId('bundled').hidden = !model?.bundled;
  const examples = byId('examples');
  if (model && !probe) {
    byId('opening-title').textContent = 'Ask the model';
    byId('opening-lead').textContent = 'The server was started without a probe: answers come without a risk.';
  }
  if (!model?.bundled) return;
  byId('opening-lead').textContent = BUNDLED;
  examples.hidden = false;
  if (examples.children.length === 0) examples.append(...EXAMPLES.map(example));
}

function example(question) {
  return el('button', { type: 'button', class: 'chip', 'data-testid': 'example', onclick: () => { if (!running) send(question); } }, question);
}

/** The messages so far, of turns that ended with an answer. */
function carried() {
  return turns.filter(({ answer }) => answer.isSaid).flatMap(({ question, answer }) => [
    { role: 'user', content: question },
    { role: 'assistant', content: answer.text },
  ]);
}

/** @param {(rerun: Function, again: () => boolean) => Answer|Comparison} make */
function turnOf(question, make) {
  const turn = { question };
  const rerun = (work) => {
    if (running) return false;
    run(turn, work);
    return true;
  };
  const again = () => {
    if (running) return false;
    turns = turns.filter((other) => other !== turn);
    turn.element.remove();
    send(question);
    return true;
  };
  turn.answer = make(rerun, again);
  turn.element = el('article', { class: 'turn', 'data-testid': 'turn' }, el('h2', { class: 'asked', 'data-testid': 'question' }, question), turn.answer.element);
  return turn;
}

function send(question) {
  const messages = [...carried(), { role: 'user', content: question }];
  const turn = turnOf(question, (rerun, again) => (byId('compare').checked
    ? new Comparison(Comparison.requests(messages), rerun)
    : new Answer(state.request(messages), again)));
  turns.push(turn);
  begun();
  byId('turns').append(turn.element);
  turn.element.scrollIntoView({ block: 'nearest' });
  return run(turn, () => turn.answer.run());
}

function begun() {
  byId('opening').classList.add('over');
  byId('clear').hidden = false;
}

async function run({ answer, element }, work) {
  busy(answer);
  announce('The model answers.');
  const follow = new Follower(element);
  await work();
  follow.end();
  busy(null);
  keep();
  announce(summary(answer));
}

function summary(answer) {
  if (answer instanceof Comparison) {
    return answer.answers.map((one) => `At alpha ${one.request.candor.alpha}: ${one.text}. ${spoken(one.choice)}`).join(' ');
  }
  return answer.element.dataset.state === 'done' ? `${answer.text}. ${spoken(answer.choice)}` : '';
}

function busy(answer) {
  running = answer;
  const [shown, gone] = answer ? [byId('stop'), byId('send')] : [byId('send'), byId('stop')];
  const hadFocus = document.activeElement === gone;
  shown.hidden = false;
  gone.hidden = true;
  if (hadFocus) (answer ? shown : byId('prompt')).focus({ preventScroll: true });
}

function clear() {
  turns.forEach(({ answer }) => answer.end());
  turns = [];
  keep();
  byId('turns').replaceChildren();
  byId('clear').hidden = true;
  byId('opening').classList.remove('over');
  byId('prompt').focus();
}
