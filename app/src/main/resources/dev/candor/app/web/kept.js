// The conversation, kept for this browser tab over a reload of the page. Bounded: the oldest goes.

const SLOT = 'candor-conversation';
const MOST_TURNS = 40;
const MOST_CHARS = 1_500_000;
let isForgotten = false;

/** @param {string} model the hash of the model that was asked @param {object[]} turns oldest first */
export function save(model, turns) {
  if (isForgotten) return;
  const kept = turns.slice(-MOST_TURNS).map((turn) => JSON.stringify(turn));
  let chars = kept.reduce((sum, turn) => sum + turn.length, 0);
  while (chars > MOST_CHARS) chars -= kept.shift().length;
  try {
    sessionStorage.setItem(SLOT, `{"model":${JSON.stringify(model)},"turns":[${kept.join(',')}]}`);
  } catch {
    // Full or switched off: the conversation lasts as long as the page.
  }
}

/** The turns of a conversation with this model; another model's would be carried on as its own words. */
export function load(model) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(SLOT));
    return kept?.model === model ? kept.turns : [];
  } catch {
    return [];
  }
}

/** For good: the page is about to go. */
export function forget() {
  isForgotten = true;
  sessionStorage.removeItem(SLOT);
}
