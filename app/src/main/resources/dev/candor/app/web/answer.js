// One reply: its tokens while they stream, then what is said about it.

import { el } from './dom.js';
import { alphaText, plural } from './format.js';
import { complete } from './completion.js';
import { complaint } from './complaint.js';
import { errorNote } from './errors.js';
import { heldLine } from './held.js';
import { policyLine, sentenceList, verdictLine } from './verdict.js';
import { TokenText } from './tokens.js';
import { state } from './state.js';

const CUT_OFF = { length: 'cut off: the longest reply was reached', content_filter: 'withheld' };

export class Answer {
  #abort = new AbortController();
  #body;
  #after = el('div', { class: 'after' });
  #choice = null;
  #reply = { id: null, finish: null, seconds: 0 };

  /** @param {object} request @param {() => boolean} again false if it cannot be asked now */
  constructor(request, again) {
    this.request = request;
    this.again = again;
    this.#body = new TokenText(state.probe?.threshold ?? null);
    this.element = el('div', { class: 'answer', 'data-testid': 'answer', 'data-state': 'waiting', 'aria-busy': 'true' }, this.#body.element, this.#after);
  }

  get text() { return this.#body.text; }

  get choice() { return this.#choice; }

  get isRunning() { return this.element.getAttribute('aria-busy') === 'true'; }

  /** Whether the text stands for the model's answer and may be carried on: a policy's sentence does not. */
  get isSaid() {
    const { finish } = this.#reply;
    return this.element.dataset.state === 'done' && this.text !== '' && (finish !== 'content_filter' || this.#isReleased);
  }

  get #isReleased() { return ['approved', 'corrected'].includes(this.#choice?.review?.status); }

  /** Ends the stream, if it still runs. */
  stop() { if (this.isRunning) this.#abort.abort(); }

  /** Ends the stream and the asking after a held reply. */
  end() { this.#abort.abort(); }

  /** Streams to the end; what goes wrong is shown, not thrown. */
  async run() {
    const started = performance.now();
    try {
      for await (const part of complete(this.request, this.#abort.signal)) {
        this.element.dataset.state = 'streaming';
        this.#reply.id ??= part.id;
        this.#reply.finish = part.finish ?? this.#reply.finish;
        this.#body.add(part.text, part.tokens);
        this.#choice = part.choice ?? this.#choice;
      }
      this.#reply.seconds = (performance.now() - started) / 1000;
      this.#finish();
    } catch (error) {
      this.#fail(error);
    }
    this.element.setAttribute('aria-busy', 'false');
  }

  /** What is kept over a reload of the page, less the messages; the tokens of a whole answer are in its choice. */
  get kept() {
    const isDone = this.element.dataset.state === 'done';
    return {
      request: { candor: this.request.candor }, reply: this.#reply, choice: this.#choice,
      text: this.text, tokens: isDone ? [] : this.#body.tokens, isDone,
    };
  }

  /** The answer again, as it was kept. */
  static restored({ request, reply, choice, text, tokens, isDone }, again) {
    const answer = new Answer(request, again);
    answer.#reply = reply;
    answer.#choice = choice;
    answer.#body.add(text, tokens);
    if (isDone) answer.#finish();
    else answer.#halt();
    answer.element.setAttribute('aria-busy', 'false');
    return answer;
  }

  #finish() {
    const choice = this.#choice;
    const { id, finish } = this.#reply;
    this.element.dataset.state = 'done';
    this.#body.settle(choice.tokens, choice.threshold);
    this.#after.append(...[
      choice.review ? this.#heldLine(choice.review) : verdictLine(choice),
      policyLine(choice),
      sentenceList(choice, this.text),
    ].filter(Boolean));
    this.#after.append(el('div', { class: 'meta' },
      el('span', {}, metaText(this.request, choice, this.#reply.seconds)),
      CUT_OFF[finish] && !choice.review ? el('span', { class: 'warn' }, CUT_OFF[finish]) : null,
      id && !choice.review ? complaint(id) : null));
  }

  #heldLine(review) {
    return heldLine(review, this.#abort.signal, (status, answer) => {
      this.#choice.review = { ...review, status };
      if (answer !== null) this.#body.replace(answer);
    });
  }

  #fail(error) {
    if (error.name === 'AbortError') {
      this.#halt();
      return;
    }
    this.element.dataset.state = 'failed';
    this.#after.append(errorNote(error, this.again));
  }

  #halt() {
    this.element.dataset.state = 'stopped';
    this.#after.append(el('p', { class: 'verdict', 'data-testid': 'verdict', 'data-verdict': 'stopped' },
      this.text === '' ? 'Stopped before an answer came.' : 'Stopped: no verdict on half an answer.'));
  }
}

function metaText({ candor }, { retriedAt, tokens }, seconds) {
  return [
    `α ${state.alphaWords(candor.alpha ?? null)}`,
    Number.isFinite(retriedAt) ? `asked again at α ${alphaText(retriedAt)}` : null,
    candor.neurons ? `${plural(candor.neurons.length, 'neuron')} set` : null,
    tokens.length > 0 ? plural(tokens.length, 'token') : null,
    `${seconds.toFixed(1)} s`,
  ].filter(Boolean).join(' · ');
}
