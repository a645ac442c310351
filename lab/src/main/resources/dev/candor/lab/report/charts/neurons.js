// The H-neurons by layer and index, and when single ones fire.

function drawMap(box, description) {
  const { layers, ffn, byLayer, dots } = data.map;
  const width = Math.max(280, box.clientWidth);
  const bars = 64;
  const plot = Math.min(420, Math.max(300, width * 0.42));
  const margin = { top: 18, right: 8, bottom: 40, left: 48 };
  const height = margin.top + bars + plot + margin.bottom;
  const top = margin.top + bars + 10;
  const bottom = height - margin.bottom;
  const svg = canvas(box, width, height, description);
  const x = d3.scaleBand(d3.range(layers), [margin.left, width - margin.right]).paddingInner(0.18);
  const middle = (layer) => x(layer) + x.bandwidth() / 2;
  const y = d3.scaleLinear([0, ffn], [top + 14, bottom - 6]);
  const count = d3.scaleLinear([0, Math.max(1, d3.max(byLayer))], [margin.top + bars, margin.top]);

  const every = Math.ceil(layers / Math.max(4, Math.floor((width - margin.left) / 34)));
  svg.append('g').selectAll('rect').data(d3.range(layers)).join('rect').attr('class', 'lane')
    .attr('x', (layer) => x(layer)).attr('width', x.bandwidth())
    .attr('y', top).attr('height', bottom - top).attr('rx', Math.min(4, x.bandwidth() / 3));
  svg.append('g').attr('transform', `translate(0,${bottom})`)
    .call(d3.axisBottom(x).tickValues(x.domain().filter((layer) => layer % every === 0))
      .tickSize(0).tickPadding(8))
    .call((g) => g.select('.domain').remove());
  svg.append('g').attr('transform', `translate(${margin.left},0)`)
    .call(d3.axisLeft(y).ticks(5).tickFormat(number).tickSize(0).tickPadding(8))
    .call((g) => g.select('.domain').remove());
  const say = (text, right, at) => svg.append('text').attr('class', 'muted').attr('x', right)
    .attr('y', at).attr('text-anchor', right ? 'end' : 'start').text(text);
  say('layer →', width - margin.right, height - 4);
  say('↓ index', 0, top - 2);

  const bar = svg.append('g').selectAll('g')
    .data(byLayer.map((n, layer) => ({ n, layer })).filter((d) => d.n > 0)).join('g');
  bar.append('rect').attr('class', 'bar').attr('rx', Math.min(3, x.bandwidth() / 4))
    .attr('x', (d) => x(d.layer)).attr('width', x.bandwidth())
    .attr('y', (d) => count(d.n)).attr('height', (d) => count(0) - count(d.n))
    .append('title').text((d) => `layer ${d.layer}: ${number(d.n)}`);
  if (x.bandwidth() > 13) {
    bar.append('text').attr('class', 'strong small').attr('text-anchor', 'middle')
      .attr('x', (d) => middle(d.layer)).attr('y', (d) => count(d.n) - 4).text((d) => number(d.n));
  }

  const radius = d3.scaleSqrt([0, d3.max(dots, (d) => d[2])], [1.5, width > 560 ? 13 : 9]);
  svg.append('g').selectAll('circle').data(dots).join('circle').attr('class', 'neuron')
    .attr('cx', (d) => middle(d[0])).attr('cy', (d) => y(d[1])).attr('r', (d) => radius(d[2]))
    .attr('fill-opacity', (d) => paleness(d[3]))
    .append('title').text((d) => `${d[0]}/${d[1]}: weight ${d3.format('.2~r')(d[2])}, in `
      + `${percent(d[3])} of resampled fits`);
  labelHeaviest(svg, dots.slice(0, 8), middle, y, radius, width);
  mapLegend(box, radius);
}

function paleness(chosen) {
  return 0.12 + 0.78 * chosen;
}

// The heaviest by name, where no other name is.
function labelHeaviest(svg, dots, middle, y, radius, width) {
  const taken = [];
  for (const [layer, index, weight] of dots) {
    const text = `${layer}/${index}`;
    const room = textWidth(text, 11, 400);
    const reach = radius(weight) + 4;
    const right = middle(layer) + reach + room < width;
    const from = right ? middle(layer) + reach : middle(layer) - reach - room;
    const spot = { from, to: from + room, y: y(index) };
    if (taken.every((t) => t.to < from - 3 || t.from > spot.to + 3 || Math.abs(t.y - spot.y) > 13)) {
      taken.push(spot);
      svg.append('text').attr('class', 'halo tiny').attr('x', from).attr('y', spot.y)
        .attr('dy', '.35em').text(text);
    }
  }
}

function mapLegend(box, radius) {
  const heaviest = radius.domain()[1];
  const show = d3.format('.2~r');
  legend(box, [
    ...[heaviest / 16, heaviest / 4, heaviest].map((weight) => (
      { r: radius(weight), opacity: paleness(1), label: `weight ${show(weight)}` })),
    ...[0, 0.5, 1].map((chosen) => (
      { r: 6, opacity: paleness(chosen), label: `in ${percent(chosen)} of fits` })),
  ], function dot(d) {
    d3.select(this).attr('class', 'dot').attr('viewBox', '-14 -14 28 28').append('circle').attr('class', 'neuron')
      .attr('r', d.r).attr('fill-opacity', d.opacity);
  });
}

// Wrong answers up, correct ones down, with the threshold between.
function drawFiring(box, description) {
  const { wrong, correct, largest, threshold } = data.firing[box.dataset.item];
  const width = Math.max(180, box.clientWidth);
  const height = 132;
  const margin = { top: 16, right: 2, bottom: 20, left: 2 };
  const svg = canvas(box, width, height, description);
  const x = d3.scaleLinear([0, largest || 1], [margin.left, width - margin.right]);
  const tallest = Math.max(d3.max(wrong), d3.max(correct));
  const base = (height - margin.bottom + margin.top) / 2;
  const up = d3.scaleLinear([0, tallest], [0, base - margin.top - 2]);
  const step = (x.range()[1] - x.range()[0]) / wrong.length;
  const bars = (shares, kind, at) => svg.append('g').selectAll('rect').data(shares).join('rect')
    .attr('class', `k-${kind}`).attr('x', (_, i) => margin.left + i * step + 0.5)
    .attr('width', Math.max(1, step - 1)).attr('y', (share) => at(up(share)))
    .attr('height', (share) => up(share))
    .append('title').text((share) => `${percent(share)} of ${kind} answers`);
  bars(wrong, 'wrong', (tall) => base - tall - 0.5);
  bars(correct, 'correct', () => base + 0.5);
  svg.append('line').attr('class', 'base').attr('x1', margin.left).attr('x2', width - margin.right)
    .attr('y1', base).attr('y2', base);
  svg.append('line').attr('class', 'threshold').attr('x1', x(threshold)).attr('x2', x(threshold))
    .attr('y1', margin.top - 4).attr('y2', height - margin.bottom);
  const corner = x(threshold) < width / 2 ? width - margin.right : margin.left;
  const anchor = corner === margin.left ? 'start' : 'end';
  svg.append('text').attr('class', 'tiny t-wrong halo').attr('x', corner).attr('y', 11)
    .attr('text-anchor', anchor).text('wrong');
  svg.append('text').attr('class', 'tiny t-correct halo').attr('x', corner)
    .attr('y', height - margin.bottom - 3).attr('text-anchor', anchor).text('correct');
  const ticks = x.ticks(3);
  svg.append('g').selectAll('text').data(ticks).join('text').attr('class', 'tiny muted')
    .attr('x', x).attr('y', height - 5)
    .attr('text-anchor', (tick) => (x(tick) < 16 ? 'start' : x(tick) > width - 24 ? 'end' : 'middle'))
    .text((tick, i) => (i === ticks.length - 1 ? `${tick} ‰` : tick));
}
