// AUROC with intervals, one chart a set on a common scale.

function drawForest(box, description) {
  const all = data.forest.flatMap((set) => set.groups).flatMap((group) => group.lines);
  if (all.length === 0) return;
  const low = Math.min(0.4, Math.floor(10 * d3.min(all, (d) => d.low)) / 10);
  const high = Math.max(0.7, Math.ceil(10 * d3.max(all, (d) => d.high)) / 10);
  const domain = [Math.max(0, low), Math.min(1, high)];
  const set = d3.select(box).selectAll(null).data(data.forest).join('div').attr('class', 'forest-set');
  set.append('h3').text((d) => d.title).append('span').text((d) => d.note);
  set.each(function draw(d) { drawForestOf(this, d, domain, description); });
}

// Wide, a row has its numbers at the right; narrow, its AUROC with the lead below.
function forestLayout(box) {
  const width = Math.max(280, box.clientWidth);
  if (width >= 620) {
    return { width, wide: true, left: width > 800 ? 270 : 205, value: 128, right: 296, size: 13 };
  }
  return { width, wide: false, left: 128, value: 34, right: 50, size: 12 };
}

function drawForestOf(box, set, domain, description) {
  const layout = forestLayout(box);
  const rows = [];
  let at = 22;
  for (const group of set.groups) {
    if (group.title) {
      rows.push({ group, y: at, height: 24 });
      at += 24;
    }
    for (const line of group.lines) {
      const label = twoLines(line.label, layout.left - 16, layout.size, line.main ? 600 : 400);
      const height = layout.wide && label.length === 1 ? 23 : 36;
      rows.push({ line, label, y: at, height });
      at += height;
    }
    at += group.title ? 4 : 2;
  }
  const svg = canvas(box, layout.width, at + 2, `${set.title}: ${description}`);
  const x = d3.scaleLinear(domain, [layout.left, layout.width - layout.right - 14]);
  svg.append('g').attr('transform', 'translate(0,18)')
    .call(d3.axisTop(x).ticks(Math.max(2, Math.min(8, (x.range()[1] - x.range()[0]) / 60)))
      .tickFormat(d3.format('.1f')).tickSize(-(at - 16)))
    .call((g) => g.select('.domain').remove());
  svg.append('line').attr('class', 'chance').attr('x1', x(0.5)).attr('x2', x(0.5))
    .attr('y1', 18).attr('y2', at);
  const column = (text, right) => svg.append('text').attr('class', 'muted')
    .attr('text-anchor', 'end').attr('x', right).attr('y', 12).text(text);
  if (layout.wide) {
    column('AUROC [95%]', layout.width - layout.right + layout.value);
    column('lead of H-neurons', layout.width);
  } else {
    column('AUROC, lead', layout.width);
  }
  svg.selectAll(null).data(rows).join('g').attr('transform', (d) => `translate(0,${d.y})`)
    .each(function row(d) {
      if (d.group) {
        d3.select(this).append('text').attr('class', 'muted head halo').attr('y', 17)
          .text(ellipsis(d.group.title, layout.width, 12, 600));
      } else {
        forestRow(d3.select(this), d, x, layout);
      }
    });
}

function forestRow(g, { line, label, height }, x, layout) {
  const y = height / 2;
  const weight = `${line.main ? 'strong ' : ''}${layout.wide ? '' : 'small '}halo`;
  label.forEach((text, i) => g.append('text').attr('class', weight).attr('x', 8)
    .attr('y', y + (i - (label.length - 1) / 2) * 14).attr('dy', '.35em').text(text));
  const write = (text, right, top, style) => g.append('text').attr('class', style)
    .attr('text-anchor', 'end').attr('x', right).attr('y', top).attr('dy', '.35em').text(text);
  if (layout.wide) {
    write(line.value, layout.width - layout.right + layout.value, y, weight);
    write(line.lead, layout.width, y, `${layout.wide ? '' : 'small '}halo ${line.side}`);
  } else {
    const noLead = line.lead === '–';
    write(line.value.split(' ')[0], layout.width, noLead ? y : y - 7, weight);
    if (!noLead) write(line.lead.split(' ')[0], layout.width, y + 8, `${layout.wide ? '' : 'small '}halo ${line.side}`);
  }
  const mark = g.append('g').attr('class', `s-${line.source}`);
  if (line.spread > 0) {
    mark.append('rect').attr('class', 's-spread').attr('y', y - 6).attr('height', 12)
      .attr('rx', 3).attr('x', x(line.auroc - line.spread))
      .attr('width', x(line.auroc + line.spread) - x(line.auroc - line.spread));
  }
  mark.append('line').attr('class', 's-interval').attr('y1', y).attr('y2', y)
    .attr('x1', x(line.low)).attr('x2', x(line.high));
  mark.append('circle').attr('class', 's-point').attr('cx', x(line.auroc)).attr('cy', y)
    .attr('r', line.main ? 6 : 4.5);
  mark.append('title').text(`${line.label}: ${line.value}, lead of the H-neurons ${line.lead}`);
}
