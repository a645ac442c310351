// The same question at three settings of the dial, streamed side by side.

import { el } from './dom.js';
import { plural } from './format.js';
import { Answer } from './answer.js';
import { state } from './state.js';

const ALPHAS = [0, 1, 3];
const MEANS = { 0: 'silenced', 1: 'as it is', 3: 'tripled' };

/** Not carried into the conversation: there is no one answer to carry. */
export class Comparison {
  #rerun;
  isSaid = false;

  /**
   * @param {object[]} requests one for each setting
   * @param {(work: () => Promise<void>) => boolean} rerun runs the work as an answer; false if another runs
   */
  constructor(requests, rerun) {
    this.#rerun = rerun;
    this.#show(requests.map((request, i) => new Answer(request, () => this.#again(i))));
  }

  /** @param {{role: string, content: string}[]} messages */
  static requests(messages) { return ALPHAS.map((alpha) => state.request(messages, alpha)); }

  static restored(kept, rerun) {
    const comparison = new Comparison(kept.map(({ request }) => request), rerun);
    comparison.#show(kept.map((one, i) => Answer.restored(one, () => comparison.#again(i))));
    comparison.#mark();
    return comparison;
  }

  /** With the messages: a column may be asked again, of what was said then. */
  get kept() { return this.answers.map((answer) => ({ ...answer.kept, request: answer.request })); }

  stop() { this.answers.forEach((answer) => answer.stop()); }

  end() { this.answers.forEach((answer) => answer.end()); }

  async run() {
    await Promise.all(this.answers.map((answer) => answer.run()));
    this.#mark();
  }

  #show(answers) {
    this.answers = answers;
    this.element = el('div', { class: 'comparison', 'data-testid': 'comparison' }, answers.map((answer, i) => column(ALPHAS[i], answer)));
  }

  #mark() {
    const untouched = this.answers[ALPHAS.indexOf(1)];
    this.answers.forEach((answer, i) => {
      const changed = answer !== untouched && answer.isSaid && untouched.isSaid && answer.text !== untouched.text;
      this.element.children[i].classList.toggle('changed', changed);
      this.element.children[i].querySelector('[data-changed]').hidden = !changed;
    });
  }

  #again(i) {
    return this.#rerun(async () => {
      const answer = new Answer(this.answers[i].request, () => this.#again(i));
      this.answers[i].element.replaceWith(answer.element);
      this.answers[i] = answer;
      await answer.run();
      this.#mark();
    });
  }
}

function column(alpha, answer) {
  const { neurons } = answer.request.candor;
  return el('section', { class: 'column', 'aria-label': `alpha ${alpha}`, 'data-testid': 'compare-column', 'data-alpha': alpha },
    el('h3', {}, el('b', {}, `α ${alpha}`), ` ${MEANS[alpha]}`,
      neurons ? `, but ${plural(neurons.length, 'neuron')} set by hand` : '', ' ',
      el('span', { class: 'differs', 'data-changed': '', hidden: true }, 'differs from α 1')),
    answer.element);
}
