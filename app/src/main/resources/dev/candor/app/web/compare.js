// The same question at three settings of the dial, streamed side by side.

import { el } from './dom.js';
import { Answer } from './answer.js';
import { state } from './state.js';

const ALPHAS = [0, 1, 3];
const MEANS = { 0: 'silenced', 1: 'as it is', 3: 'tripled' };

/** Not carried into the conversation: there is no one answer to carry. */
export class Comparison {
  #messages;
  isSaid = false;

  /** @param {{role: string, content: string}[]} messages */
  constructor(messages) {
    this.#messages = messages;
    this.answers = ALPHAS.map((alpha) => this.#answer(alpha));
    this.element = el('div', { class: 'comparison', 'data-testid': 'comparison' }, this.answers.map((answer, i) => column(ALPHAS[i], answer)));
  }

  stop() { this.answers.forEach((answer) => answer.stop()); }

  async run() {
    await Promise.all(this.answers.map((answer) => answer.run()));
    const untouched = this.answers[ALPHAS.indexOf(1)];
    this.answers.forEach((answer, i) => {
      const changed = answer !== untouched && answer.isSaid && untouched.isSaid && answer.text !== untouched.text;
      this.element.children[i].classList.toggle('changed', changed);
      this.element.children[i].querySelector('[data-changed]').hidden = !changed;
    });
  }

  #answer(alpha) {
    return new Answer(state.request(this.#messages, alpha), () => this.#again(alpha));
  }

  #again(alpha) {
    const i = ALPHAS.indexOf(alpha);
    const answer = this.#answer(alpha);
    this.answers[i].element.replaceWith(answer.element);
    this.answers[i] = answer;
    answer.run();
  }
}

function column(alpha, answer) {
  return el('section', { class: 'column', 'aria-label': `alpha ${alpha}`, 'data-testid': 'compare-column', 'data-alpha': alpha },
    el('h3', {}, el('b', {}, `α ${alpha}`), ` ${MEANS[alpha]} `, el('span', { class: 'differs', 'data-changed': '', hidden: true }, 'differs from α 1')),
    answer.element);
}
