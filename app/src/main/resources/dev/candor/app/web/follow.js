// Keeps the end of a growing element in view, unless the reader scrolls up.

const NEAR_PIXELS = 60;

export class Follower {
  #element;
  #grow = new ResizeObserver(() => this.#follow());
  #ending = new AbortController();
  #isOn = true;
  #last = scrollY;

  constructor(element) {
    this.#element = element;
    this.#grow.observe(element);
    addEventListener('scroll', () => this.#scrolled(), { signal: this.#ending.signal, passive: true });
  }

  end() {
    this.#follow();
    this.#grow.disconnect();
    this.#ending.abort();
  }

  #scrolled() {
    const left = document.documentElement.scrollHeight - innerHeight - scrollY;
    if (left < NEAR_PIXELS) this.#isOn = true;
    else if (scrollY < this.#last) this.#isOn = false;
    this.#last = scrollY;
  }

  #follow() {
    if (this.#isOn) this.#element.scrollIntoView({ block: 'end' });
  }
}
