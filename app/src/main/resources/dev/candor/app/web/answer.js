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
  #held = false;
  #choice = null;

  /** @param {object} request @param {() => void} again */
  constructor(request, again) {
    this.request = request;
    this.again = again;
    this.#body = new TokenText(state.probe?.threshold ?? null);
    this.element = el('div', { class: 'answer', 'data-testid': 'answer', 'data-state': 'waiting', 'aria-busy': 'true' }, this.#body.element, this.#after);
  }

  get text() { return this.#body.text; }

  get choice() { return this.#choice; }

  /** Whether the text is the model's answer and may be carried on. */
  get isSaid() { return this.element.dataset.state === 'done' && !this.#held && this.text !== ''; }

  stop() { this.#abort.abort(); }

  /** Streams to the end; what goes wrong is shown, not thrown. */
  async run() {
    const started = performance.now();
    const reply = { id: null, finish: null, tokens: 0 };
    try {
      for await (const part of complete(this.request, this.#abort.signal)) {
        this.element.dataset.state = 'streaming';
        reply.id ??= part.id;
        reply.finish = part.finish ?? reply.finish;
        reply.tokens += part.tokens.length;
        this.#body.add(part.text, part.tokens);
        this.#choice = part.choice ?? this.#choice;
      }
      this.#finish(reply, (performance.now() - started) / 1000);
    } catch (error) {
      this.#fail(error);
    }
    this.element.setAttribute('aria-busy', 'false');
  }

  #finish(reply, seconds) {
    const choice = this.#choice;
    this.element.dataset.state = 'done';
    if (choice) {
      this.#body.settle(choice.tokens ?? [], choice.threshold);
      this.#after.append(...[
        choice.review ? this.#heldLine(choice.review) : verdictLine(choice),
        policyLine(choice),
        sentenceList(choice, this.text),
      ].filter(Boolean));
    } else {
      this.#after.append(el('p', { class: 'verdict', 'data-testid': 'verdict', 'data-verdict': 'none' }, 'No risk was computed: the server has no probe.'));
    }
    this.#after.append(el('div', { class: 'meta' },
      el('span', {}, metaText(this.request, choice?.tokens?.length ?? reply.tokens, seconds)),
      CUT_OFF[reply.finish] ? el('span', { class: 'warn' }, CUT_OFF[reply.finish]) : null,
      reply.id && !this.#held ? complaint(reply.id) : null));
  }

  #heldLine(review) {
    this.#held = true;
    return heldLine(review, this.#abort.signal, (answer) => {
      this.#body.replace(answer);
      this.#held = false;
    });
  }

  #fail(error) {
    const stopped = error.name === 'AbortError';
    this.element.dataset.state = stopped ? 'stopped' : 'failed';
    this.#after.append(stopped
      ? el('p', { class: 'verdict', 'data-testid': 'verdict', 'data-verdict': 'stopped' }, 'Stopped: no verdict on half an answer.')
      : errorNote(error, this.again));
  }
}

function metaText({ candor }, tokens, seconds) {
  const set = candor.neurons ? ` · ${plural(candor.neurons.length, 'neuron')} set` : '';
  return `α ${alphaText(candor.alpha ?? state.shownAlpha)}${set} · ${plural(tokens, 'token')} · ${seconds.toFixed(1)} s`;
}
