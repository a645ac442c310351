// Numbers and times as text.

const DASH = '–';
const whole = new Intl.NumberFormat('en');
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

const minus = (text) => text.replace('-', '−');

/** A number with so many decimals; unknown is a dash. */
export function fixed(value, decimals = 2) {
  return Number.isFinite(value) ? minus(value.toFixed(decimals)) : DASH;
}

/** The same with its sign. */
export function signed(value, decimals = 2) {
  return Number.isFinite(value) ? (value > 0 ? '+' : '') + fixed(value, decimals) : DASH;
}

export const count = (value) => (Number.isFinite(value) ? whole.format(value) : DASH);

export const percent = (share, decimals = 0) =>
  (Number.isFinite(share) ? `${(share * 100).toFixed(decimals)} %` : DASH);

export const alphaText = (alpha) => fixed(alpha, 1);

export const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

export const time = (date) => clock.format(date);

export function moment(iso) {
  const date = new Date(iso ?? NaN);
  return Number.isNaN(date.getTime()) ? DASH : day.format(date);
}

/** How long ago, in one unit. */
export function age(iso, now = Date.now()) {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000);
  if (Number.isNaN(seconds)) return DASH;
  if (seconds < 60) return 'now';
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}

export const quoted = (text, most = 60) =>
  `“${text.length > most ? `${text.slice(0, most - 1)}…` : text}”`;
