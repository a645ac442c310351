// The reports the server was started with, read in a frame that shares nothing with this page.

import * as api from './api.js';
import { byId, el } from './dom.js';
import { errorNote } from './errors.js';

let asked = 0;

/** Asks for the list each time: a server that was started anew gives its reports other ids. @param {string[]} path the report to open */
export async function show([open]) {
  const panel = byId('panel-reports');
  const mine = ++asked;
  try {
    const { reports } = await api.reports();
    if (mine !== asked) return;
    if (reports.length === 0) panel.replaceChildren(empty());
    else draw(panel, reports, reports.find(({ id }) => id === open) ?? reports[0]);
  } catch (error) {
    panel.replaceChildren(errorNote(error, () => { show([open]); }));
  }
}

function empty() {
  return el('section', { class: 'empty', 'data-testid': 'reports-empty' },
    el('h2', { class: 'headline' }, 'No reports here'),
    el('p', { class: 'lead' }, 'Start the server with ', el('code', {}, 'candor serve --reports DIR'),
      ' to read the report pages of that folder’s runs here.'));
}

function draw(panel, reports, current) {
  const link = ({ id, title }) => el('li', {}, el('a', {
    href: `#reports/${encodeURIComponent(id)}`, 'aria-current': id === current.id ? 'page' : null, 'data-testid': 'report',
  }, title));
  panel.replaceChildren(el('div', { class: 'reports' },
    el('nav', { 'aria-label': 'Reports' }, el('h2', {}, 'Reports'), el('ul', { class: 'report-list', 'data-testid': 'report-list' }, reports.map(link))),
    el('div', { class: 'reading' }, frame(api.reportPath(current.id), current.title))));
}

// A frame can send no key: the report's address is a secret of its own.
function frame(url, title) {
  return [
    el('p', { class: 'reading-head' }, el('a', { href: url, target: '_blank', rel: 'noopener noreferrer', 'data-testid': 'report-open' }, 'Open in a tab of its own')),
    el('iframe', { src: url, title, sandbox: 'allow-scripts', referrerpolicy: 'no-referrer', 'data-testid': 'report-frame' }),
  ];
}
