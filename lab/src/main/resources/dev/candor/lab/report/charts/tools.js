// What several charts use.

const data = JSON.parse(document.getElementById('chart-data').textContent);
const number = d3.format(',');
const fixed = d3.format('.2f');
const percent = d3.format('.0%');

function canvas(box, width, height, description) {
  const svg = d3.select(box).append('svg')
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('width', width).attr('height', height);
  return description
    ? svg.attr('role', 'img').attr('aria-label', description)
    : svg.attr('aria-hidden', 'true');
}

// Width of a text as drawn, so that labels are placed only where they fit.
const ruler = document.createElement('canvas').getContext('2d');
function textWidth(text, size = 12, weight = 600) {
  ruler.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(text).width;
}

function ellipsis(text, room, size = 13, weight = 400) {
  let cut = text;
  while (cut.length > 1 && textWidth(cut, size, weight) > room) cut = cut.slice(0, -1);
  return cut === text ? text : `${cut.slice(0, -1)}…`;
}

// At most two lines, broken between words.
function twoLines(text, room, size, weight) {
  if (textWidth(text, size, weight) <= room) return [text];
  const words = text.split(' ');
  let first = words.shift();
  while (words.length > 0 && textWidth(`${first} ${words[0]}`, size, weight) <= room) {
    first += ` ${words.shift()}`;
  }
  return [ellipsis(first, room, size, weight), ellipsis(words.join(' '), room, size, weight)]
    .filter((line) => line !== '');
}

function legend(box, items, swatch) {
  const entry = d3.select(box).append('ul').attr('class', 'legend')
    .selectAll('li').data(items).join('li');
  entry.append('svg').attr('viewBox', '0 0 22 12').attr('aria-hidden', 'true').each(swatch);
  entry.append('span').text((d) => d.label);
}

// What each line of a panel is, and its figure.
function key(box, items, swatch) {
  const entry = d3.select(box).append('ul').attr('class', 'key').selectAll('li').data(items).join('li');
  entry.append('svg').attr('viewBox', '0 0 22 12').attr('aria-hidden', 'true').each(swatch);
  entry.append('span').text((d) => d.label);
  entry.append('b').text((d) => d.value);
}

function square(d) {
  d3.select(this).append('rect').attr('x', 5).attr('width', 12).attr('height', 12)
    .attr('rx', 3).attr('class', `k-${d.kind}`);
}

function stroke(d) {
  d3.select(this).append('line').attr('x2', 22).attr('y1', 6).attr('y2', 6)
    .attr('class', d.source === 'chance' ? 'chance' : `s-line s-${d.source}`)
    .classed('s-main', d.main === true);
}

// A panel for each item. All boxes come first: each has its final width once the last is there.
function panels(box, items, draw) {
  const grid = d3.select(box).append('div').attr('class', 'panels');
  grid.selectAll(null).data(items).join('div').append('h3').text((item) => item.title);
  grid.selectAll('.panels > div').each(function each(item) { draw(this, item); });
}

// Axes of two shares, from 0 to 1.
function shares(box, description, across, up) {
  const width = Math.max(200, Math.min(box.clientWidth, 420));
  const margin = { top: 24, right: 14, bottom: 42, left: 40 };
  const size = width - margin.left - margin.right;
  const height = size + margin.top + margin.bottom;
  const svg = canvas(box, width, height, description);
  const x = d3.scaleLinear([0, 1], [margin.left, margin.left + size]);
  const y = d3.scaleLinear([0, 1], [margin.top + size, margin.top]);
  svg.append('g').attr('transform', `translate(0,${margin.top + size})`)
    .call(d3.axisBottom(x).ticks(4).tickFormat(percent).tickSize(-size).tickPadding(8))
    .call((g) => g.select('.domain').remove());
  svg.append('g').attr('transform', `translate(${margin.left},0)`)
    .call(d3.axisLeft(y).ticks(4).tickFormat(percent).tickSize(-size).tickPadding(6))
    .call((g) => g.select('.domain').remove());
  svg.append('text').attr('class', 'muted').attr('x', margin.left + size)
    .attr('y', height - 4).attr('text-anchor', 'end').text(across);
  svg.append('text').attr('class', 'muted').attr('y', 12).text(up);
  return { svg, x, y };
}

function diagonal({ svg, x, y }) {
  svg.append('line').attr('class', 'chance').attr('x1', x(0)).attr('y1', y(0))
    .attr('x2', x(1)).attr('y2', y(1));
}

// Numbers in turn as points of so many.
function points(numbers, width) {
  return d3.range(0, numbers.length, width).map((i) => numbers.slice(i, i + width));
}
