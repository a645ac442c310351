// Starts the page: which panel is shown, and what the model is.

import * as api from './api.js';
import * as chat from './chat.js';
import * as connection from './connection.js';
import * as keys from './keys.js';
import * as neurons from './neurons.js';
import * as reports from './reports.js';
import * as review from './review.js';
import * as settings from './settings.js';
import * as tokencard from './tokencard.js';
import { byId } from './dom.js';
import { errorNote } from './errors.js';
import { state } from './state.js';

const PANELS = { chat: null, neurons, reports, review };
const TITLES = { chat: 'Candor', neurons: 'Candor · Neurons', reports: 'Candor · Reports', review: 'Candor · Review desk' };
const scrolled = new Map();
const tabs = Object.keys(PANELS).map((name) => byId(`tab-${name}`));

/** The hash names a panel and may go on: #neurons/3/17. */
function route() {
  const [first, ...rest] = location.hash.slice(1).split('/').map(decoded);
  const name = Object.hasOwn(PANELS, first) ? first : 'chat';
  for (const other of Object.keys(PANELS)) {
    const shown = other === name;
    byId(`panel-${other}`).hidden = !shown;
    byId(`tab-${other}`).setAttribute('aria-selected', String(shown));
    byId(`tab-${other}`).tabIndex = shown ? 0 : -1;
    if (!shown) PANELS[other]?.hide?.();
  }
  document.title = TITLES[name];
  move(document.body.dataset.panel, name);
  PANELS[name]?.show(rest);
}

/** Each panel is found again where it was left. */
function move(from, to) {
  if (from === to) return;
  document.body.dataset.panel = to;
  scrollTo(0, scrolled.get(to) ?? 0);
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function arrows(event) {
  const at = tabs.indexOf(event.target);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const tab = tabs[(to + tabs.length) % tabs.length];
  tab.focus();
  tab.click();
}

async function load() {
  const problem = byId('model-problem');
  try {
    const model = await api.model();
    problem.replaceChildren();
    byId('model-name').textContent = model.name;
    state.set({ model });
  } catch (error) {
    problem.replaceChildren(errorNote(error, load));
  }
}

byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId(`panel-${document.body.dataset.panel}`).focus();
});
document.querySelector('[role=tablist]').addEventListener('keydown', arrows);
addEventListener('hashchange', () => { scrolled.set(document.body.dataset.panel, scrollY); route(); });

keys.start();
connection.start();
tokencard.start();
settings.start();
chat.start();
neurons.start();
review.start();
route();
load();
