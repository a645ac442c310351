// The conversation: questions, their answers, and what is carried from one to the next.

import { announce, byId, el } from './dom.js';
import { Answer } from './answer.js';
import { Comparison } from './compare.js';
import { Follower } from './follow.js';
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
}

/** What the page says of the model before anything is asked. */
function describe() {
  const { model, probe } = state;
  byId('legend').replaceChildren(...(probe ? [legend(probe)] : []));
  byId('compare').disabled = model !== null && !probe;
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

async function send(question) {
  const messages = [...carried(), { role: 'user', content: question }];
  const turn = { question };
  const again = () => {
    if (running) return;
    turns = turns.filter((other) => other !== turn);
    turn.element.remove();
    send(question);
  };
  turn.answer = byId('compare').checked ? new Comparison(messages) : new Answer(state.request(messages), again);
  turn.element = el('article', { class: 'turn', 'data-testid': 'turn' }, el('h2', { class: 'asked', 'data-testid': 'question' }, question), turn.answer.element);
  turns.push(turn);
  byId('opening').classList.add('over');
  byId('clear').hidden = false;
  byId('turns').append(turn.element);
  turn.element.scrollIntoView({ block: 'nearest' });
  await run(turn);
}

async function run({ answer, element }) {
  busy(answer);
  announce('The model answers.');
  const follow = new Follower(element);
  await answer.run();
  follow.end();
  busy(null);
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
  turns.forEach(({ answer }) => answer.stop());
  turns = [];
  byId('turns').replaceChildren();
  byId('clear').hidden = true;
  byId('opening').classList.remove('over');
  byId('prompt').focus();
}
