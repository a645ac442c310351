// What the next request is sent with. Panels listen for `change`.

import { alphaText } from './format.js';

/** @typedef {{layer: number, index: number, alpha: number}} Factor */

class State extends EventTarget {
  /** The answer of /candor/model; null until it is there. */
  model = null;
  /** α as moved here; null leaves it to the server. */
  alpha = null;
  maxTokens = 200;
  temperature = 0;
  /** @type {Map<string, Factor>} */
  factors = new Map();

  get probe() { return this.model?.probe ?? null; }

  /** α that a request without one gets. */
  get shownAlpha() { return this.alpha ?? this.model?.alpha ?? 1; }

  /** Whether this key may turn the dial and neurons; the server says so. */
  get mayTurn() { return this.model?.mayTurn !== false; }

  /** How α is shown of a request with this one. @param {number|null} alpha null left it to the server */
  alphaWords(alpha) {
    return alpha === null && this.model?.dial ? 'dial' : alphaText(alpha ?? this.model?.alpha ?? 1);
  }

  set(changes) {
    Object.assign(this, changes);
    this.dispatchEvent(new Event('change'));
  }

  factor(layer, index) { return this.factors.get(`${layer}/${index}`)?.alpha ?? 1; }

  /** 1 leaves the neuron to the dial. */
  setFactor(layer, index, alpha) {
    if (alpha === 1) this.factors.delete(`${layer}/${index}`);
    else this.factors.set(`${layer}/${index}`, { layer, index, alpha });
    this.dispatchEvent(new Event('change'));
  }

  /**
   * The body of a completion.
   * @param {{role: string, content: string}[]} messages
   * @param {number|null} alpha in place of the one set here
   */
  request(messages, alpha = this.alpha) {
    return {
      ...(this.model ? { model: this.model.name } : {}),
      messages,
      max_tokens: this.maxTokens,
      temperature: this.temperature,
      candor: {
        ...(alpha === null ? {} : { alpha }),
        watch: 'neurons',
        ...(this.factors.size > 0 ? { neurons: [...this.factors.values()] } : {}),
      },
    };
  }
}

export const state = new State();
