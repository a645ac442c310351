// A reply as tokens, tinted by risk. One token is in the tab order; arrow keys move among them.

import { el } from './dom.js';
import { fixed } from './format.js';
import { isAbove, level } from './risk.js';
import * as card from './tokencard.js';

/** @typedef {{start: number, end: number, text: string, risk: ?number, score: ?number, span: ?boolean, neurons: ?object[]}} Token */

export class TokenText {
  #threshold;
  #done = 0;
  #spans = [];
  /** @type {Map<Element, Token>} */
  #tokens = new Map();
  text = '';

  /** @param {{score: number, risk: number}|null} threshold */
  constructor(threshold) {
    this.#threshold = threshold;
    this.element = el('p', {
      class: 'tokens', role: 'group', 'aria-label': 'Answer; arrow keys move between tokens, Enter opens one',
      'data-testid': 'answer-text',
      onkeydown: (event) => this.#key(event),
      onfocusin: ({ target }) => this.#show(target),
      onfocusout: () => card.leave(),
      // Not `pointerover`: text that scrolls under a resting pointer opens no card.
      onpointermove: ({ target }) => this.#show(target),
      onpointerout: () => card.leave(),
      onclick: ({ target }) => this.#show(target),
    });
  }

  /** Those shown. */
  get tokens() { return [...this.#tokens.values()]; }

  /** @param {string} text @param {Token[]} tokens offsets are into the whole text */
  add(text, tokens) {
    this.text += text;
    for (const token of tokens) this.#place(token);
    this.#plain(this.text.length);
  }

  /** The tokens as they stand at the end, when the answer's span is known. */
  settle(tokens, threshold) {
    this.#threshold = threshold ?? this.#threshold;
    const shown = [...this.#tokens.values()].map((token) => token.start);
    const visible = tokens.filter((token) => this.#isWord(token));
    if (shown.length === visible.length && shown.every((start, i) => start === visible[i].start)) {
      visible.forEach((token, i) => this.#dress(this.#spans[i], token));
      card.renew((span) => this.#tokens.get(span), this.#threshold);
      return;
    }
    this.replace(this.text);
    this.element.replaceChildren();
    this.#done = 0;
    for (const token of tokens) this.#place(token);
    this.#plain(this.text.length);
  }

  /** Another text, without tokens. */
  replace(text) {
    card.leaveFrom(this.element);
    this.text = text;
    this.#spans = [];
    this.#tokens.clear();
    this.#done = text.length;
    this.element.replaceChildren(text.trimStart());
  }

  // A held or rewritten reply may come with tokens of a text that is not shown.
  #isWord({ start, end, text }) {
    return this.text.slice(start, end) === text && text.trim() !== '';
  }

  #place(token) {
    if (token.start < this.#done || !this.#isWord(token)) return;
    const word = token.start + token.text.length - token.text.trimStart().length;
    this.#plain(word);
    const span = el('span', { role: 'button', tabindex: this.#spans.length === 0 ? 0 : -1, 'aria-haspopup': 'dialog' }, this.text.slice(word, token.end));
    this.#dress(span, token);
    this.#spans.push(span);
    this.element.append(span);
    this.#done = token.end;
  }

  #plain(end) {
    const text = this.text.slice(this.#done, end);
    // Many models begin with a space, which would indent the answer.
    const shown = this.element.hasChildNodes() ? text : text.trimStart();
    if (shown !== '') this.element.append(shown);
    this.#done = Math.max(end, this.#done);
  }

  #dress(span, token) {
    const step = level(token.score, this.#threshold?.score);
    const risk = step === 0 ? 'no score' : `risk ${fixed(token.risk)}, ${isAbove(step) ? 'above' : 'below'} the threshold`;
    span.className = `token r${step}${token.span === true ? ' in' : ''}`;
    span.dataset.testid = 'token';
    span.setAttribute('aria-label', `${token.text.trim()}: ${risk}${token.span === true ? ', part of the answer' : ''}`);
    this.#tokens.set(span, token);
  }

  #show(target) {
    const token = this.#tokens.get(target);
    if (token) card.show(target, token, this.#threshold);
  }

  #key(event) {
    const at = this.#spans.indexOf(event.target);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.#spans.length - 1 }[event.key];
    if (to !== undefined) this.#focus(this.#spans[Math.max(0, Math.min(to, this.#spans.length - 1))], event.target);
    else if (event.key === 'Enter' || event.key === ' ') {
      this.#show(event.target);
      card.enter();
    } else if (event.key === 'Escape') card.hide();
    else return;
    event.preventDefault();
  }

  #focus(span, from) {
    from.tabIndex = -1;
    span.tabIndex = 0;
    span.focus();
  }
}
