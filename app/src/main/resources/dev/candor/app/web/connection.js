// A strip that says when the server is gone, and goes when it is back.

import { connection } from './api.js';
import { byId } from './dom.js';

const ASK_MILLIS = 4_000;
let asking = 0;

export function start() {
  connection.addEventListener('down', down);
  connection.addEventListener('up', up);
}

function down() {
  const strip = byId('offline');
  if (!strip.hidden) return;
  strip.hidden = false;
  strip.textContent = 'The server does not answer. The page asks again until it does.';
  asking = setInterval(ask, ASK_MILLIS);
}

function up() {
  byId('offline').hidden = true;
  clearInterval(asking);
}

async function ask() {
  const answered = await fetch('/health', { cache: 'no-store' }).then((response) => response.ok, () => false);
  if (answered) connection.dispatchEvent(new Event('up'));
}
