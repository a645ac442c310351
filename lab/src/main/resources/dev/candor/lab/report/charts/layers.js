// Small charts: refits of the probe, AUROC by layer.

function drawRefits(box, description) {
  const width = Math.max(240, box.clientWidth);
  const height = 190;
  const margin = { top: 22, right: 4, bottom: 40, left: 4 };
  const svg = canvas(box, width, height, description);
  const bins = d3.range(10).map((i) => ({ from: i / 10, count: 0 }));
  for (const share of data.refits) bins[Math.min(9, Math.floor(share * 10 + 1e-9))].count += 1;
  const x = d3.scaleLinear([0, 1], [margin.left, width - margin.right]);
  const y = d3.scaleLinear([0, Math.max(1, d3.max(bins, (d) => d.count))],
    [height - margin.bottom, margin.top]);
  svg.append('g').attr('transform', `translate(0,${height - margin.bottom})`)
    .call(d3.axisBottom(x).ticks(5).tickFormat(percent).tickSize(0).tickPadding(8));
  svg.selectAll('.tick text').attr('text-anchor', (tick) => (tick === 0 ? 'start' : tick === 1 ? 'end' : 'middle'));
  svg.append('text').attr('class', 'muted').attr('x', width - margin.right).attr('y', height - 4)
    .attr('text-anchor', 'end').text('of the fits chose the neuron →');
  const bar = svg.append('g').selectAll('g').data(bins.filter((d) => d.count > 0)).join('g');
  bar.append('rect').attr('class', 'bar').attr('rx', 3)
    .attr('x', (d) => x(d.from) + 1).attr('width', x(0.1) - x(0) - 2)
    .attr('y', (d) => y(d.count)).attr('height', (d) => y(0) - y(d.count));
  bar.append('text').attr('class', 'strong small').attr('text-anchor', 'middle')
    .attr('x', (d) => x(d.from + 0.05)).attr('y', (d) => y(d.count) - 5).text((d) => number(d.count));
}

function drawResidual(box, description) {
  const { aurocs, chosen } = data.residual;
  const width = Math.max(240, box.clientWidth);
  const height = 300;
  const margin = { top: 26, right: 16, bottom: 40, left: 34 };
  const svg = canvas(box, width, height, description);
  const known = aurocs.map((auroc, layer) => ({ auroc, layer })).filter((d) => d.auroc !== null);
  const x = d3.scaleLinear([0, Math.max(1, aurocs.length - 1)], [margin.left + 6, width - margin.right]);
  const y = d3.scaleLinear([Math.min(0.5, d3.min(known, (d) => d.auroc) ?? 0.5), 1],
    [height - margin.bottom, margin.top]).nice(5);
  svg.append('g').attr('transform', `translate(${margin.left},0)`)
    .call(d3.axisLeft(y).ticks(5).tickFormat(d3.format('.1f'))
      .tickSize(-(width - margin.left - margin.right)))
    .call((g) => g.select('.domain').remove());
  svg.append('g').attr('transform', `translate(0,${height - margin.bottom})`)
    .call(d3.axisBottom(x).ticks(Math.min(aurocs.length, 8)).tickFormat(d3.format('d'))
      .tickSize(0).tickPadding(8))
    .call((g) => g.select('.domain').remove());
  svg.append('text').attr('class', 'muted').attr('x', width - margin.right).attr('y', height - 4)
    .attr('text-anchor', 'end').text('layer →');
  svg.append('line').attr('class', 'chance').attr('x1', margin.left).attr('x2', width - margin.right)
    .attr('y1', y(0.5)).attr('y2', y(0.5));
  const group = svg.append('g').attr('class', 's-inside');
  group.append('path').attr('class', 's-line s-main')
    .attr('d', d3.line().x((d) => x(d.layer)).y((d) => y(d.auroc))(known));
  const taken = known.find((d) => d.layer === chosen);
  if (!taken) return;
  group.append('circle').attr('class', 's-point').attr('r', 6).attr('cx', x(chosen)).attr('cy', y(taken.auroc));
  svg.append('text').attr('class', 'strong halo small')
    .attr('text-anchor', x(chosen) > width - 90 ? 'end' : x(chosen) < 90 ? 'start' : 'middle')
    .attr('x', x(chosen)).attr('y', y(taken.auroc) - 12).text(`layer ${chosen}: ${fixed(taken.auroc)}`);
}
