// Building the page: what a model or a person wrote becomes text nodes, never markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element; `on…` attributes are listeners, `null` and `false` attributes are left out. */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

export const byId = (id) => document.getElementById(id);

/** Says something to screen readers, once. */
export function announce(text) {
  const region = byId('announcer');
  region.textContent = '';
  // An equal text set in the same task would not be read again.
  setTimeout(() => { region.textContent = text; }, 50);
}

/** Whether keys pressed now belong to a field. */
export function isTyping(target) {
  return target instanceof HTMLElement
    && (target.isContentEditable || target.matches('input:not([type=radio]):not([type=checkbox]):not([type=range]), textarea, select'));
}

/** Puts an element's new children in place without taking the focus from what is there again, by its `data-id`. */
export function renew(box, children) {
  const held = box.contains(document.activeElement) ? document.activeElement : null;
  const at = held ? [...box.querySelectorAll('[data-id]')].indexOf(held) : -1;
  box.replaceChildren(...children);
  if (!held) return;
  const fresh = [...box.querySelectorAll('[data-id]')];
  const same = fresh.find(({ dataset }) => dataset.id === held.dataset.id) ?? fresh[Math.min(Math.max(at, 0), fresh.length - 1)];
  same?.focus({ preventScroll: true });
}

/** Saves a blob under a name. */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  el('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
