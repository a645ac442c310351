// The reports the server was started with, read in a frame that shares nothing with this page.

import * as api from './api.js';
import { byId, el, save } from './dom.js';
import { errorNote } from './errors.js';

let reports = null;

/** @param {string[]} path the report to open */
export async function show([open]) {
  const panel = byId('panel-reports');
  if (reports === null) {
    try {
      ({ reports } = await api.reports());
    } catch (error) {
      panel.replaceChildren(errorNote(error, () => show([open])));
      return;
    }
  }
  if (reports.length === 0) panel.replaceChildren(empty());
  else draw(panel, reports.find(({ id }) => id === open) ?? reports[0]);
}

function empty() {
  return el('section', { class: 'empty', 'data-testid': 'reports-empty' },
    el('h2', { class: 'headline' }, 'No reports here'),
    el('p', { class: 'lead' }, 'Start the server with ', el('code', {}, 'candor serve --reports DIR'),
      ' to read the report pages of that folder’s runs here.'));
}

function draw(panel, current) {
  const link = ({ id, title }) => el('li', {}, el('a', {
    href: `#reports/${encodeURIComponent(id)}`, 'aria-current': id === current.id ? 'page' : null, 'data-testid': 'report',
  }, title));
  const reading = el('div', { class: 'reading' });
  panel.replaceChildren(el('div', { class: 'reports' },
    el('nav', { 'aria-label': 'Reports' }, el('h2', {}, 'Reports'), el('ul', { class: 'report-list', 'data-testid': 'report-list' }, reports.map(link))),
    reading));
  read(reading, current);
}

async function read(box, { id, title }) {
  const url = api.reportPath(id);
  box.replaceChildren(...(await isOpen(url) ? frame(url, title) : [download(url, id, title)]));
}

// A frame cannot send a key: whether the page opens without one is asked first.
async function isOpen(url) {
  const stop = new AbortController();
  try {
    return (await fetch(url, { signal: stop.signal })).ok;
  } catch {
    return false;
  } finally {
    stop.abort();
  }
}

function frame(url, title) {
  return [
    el('p', { class: 'reading-head' }, el('a', { href: url, target: '_blank', rel: 'noopener noreferrer', 'data-testid': 'report-open' }, 'Open in a tab of its own')),
    el('iframe', { src: url, title, sandbox: 'allow-scripts', referrerpolicy: 'no-referrer', 'data-testid': 'report-frame' }),
  ];
}

function download(url, id, title) {
  const note = el('div', { class: 'empty', 'data-testid': 'report-download' },
    el('h3', {}, title),
    el('p', { class: 'how' }, 'This server gives reports only with a key, which a frame cannot send. Saved, the page opens by itself.'));
  const get = async () => {
    try {
      save(await (await api.call(url, { accept: 'text/html' })).blob(), `${id}.html`);
    } catch (error) {
      note.append(errorNote(error));
    }
  };
  note.append(el('button', { type: 'button', class: 'button', onclick: get }, 'Save the report'));
  return note;
}
