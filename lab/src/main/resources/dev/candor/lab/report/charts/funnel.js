// Where the questions went.

function drawFunnel(box, description) {
  legend(box, [
    { kind: 'correct', label: 'correct' }, { kind: 'wrong', label: 'wrong' },
    { kind: 'mixed', label: 'now right, now wrong' }, { kind: 'declined', label: 'declined' },
    { kind: 'unclear', label: 'unclear' }, { kind: 'full', label: 'class full' },
    { kind: 'rest', label: 'left out' },
  ].filter((item) => data.funnels.some((funnel) => funnel.bars.some((bar) =>
    bar.parts.some((part) => part.kind === item.kind && part.count > 0)))), square);
  const [training, ...others] = data.funnels;
  d3.select(box).call(holders, [training]).select('.funnel-set')
    .each(function draw(funnel) { drawSet(this, funnel, description, 30); });
  if (others.length > 0) {
    d3.select(box).append('div').attr('class', 'funnel-sets').call(holders, others)
      .selectAll('.funnel-set')
      .each(function draw(funnel) { drawSet(this, funnel, description, 20); });
  }
}

// All of a grid's boxes come first: each has its final width once the last is there.
function holders(parent, funnels) {
  parent.selectAll(null).data(funnels).join('div').attr('class', 'funnel-set')
    .append('h3').text((funnel) => (funnel.set === 'training' ? 'Training questions' : funnel.set));
}

function drawSet(box, funnel, description, barHeight) {
  const holder = d3.select(box);
  const width = Math.max(240, holder.node().clientWidth);
  const labelHeight = 19;
  const gap = barHeight * 0.7;
  const step = labelHeight + barHeight + gap;
  const svg = canvas(holder.node(), width, funnel.bars.length * step - gap,
    `${funnel.set}: ${description}`);
  const total = Math.max(1, d3.sum(funnel.bars[0].parts, (part) => part.count));
  const x = d3.scaleLinear([0, total], [0, width]);
  let above = null;
  funnel.bars.forEach((bar, row) => {
    const top = row * step + labelHeight;
    const spans = new Map();
    let at = 0;
    let split = 0;
    let kind = null;
    for (const part of bar.parts) {
      split = part.kind === kind ? split + 1 : 0;
      kind = part.kind;
      part.from = at;
      at += part.count;
      part.to = at;
      part.split = row === funnel.bars.length - 1 ? split : 0;
      const span = spans.get(kind);
      spans.set(kind, span ? [span[0], at] : [part.from, at]);
    }
    if (above) {
      for (const [name, [from, to]] of spans) {
        const source = above.get(name) ?? (row === 1 ? [from, to] : null);
        if (source && to > from) ribbon(svg, x, source, [from, to], top - labelHeight - gap, top,
          name);
      }
    }
    const group = svg.append('g');
    const drawn = group.selectAll('g').data(bar.parts.filter((part) => part.count > 0)).join('g');
    drawn.append('rect')
      .attr('x', (d) => x(d.from)).attr('y', top).attr('height', barHeight)
      .attr('width', (d) => Math.max(1, x(d.to) - x(d.from) - 1.5)).attr('rx', 3)
      .attr('class', (d) => `k-${d.kind} split-${Math.min(d.split, 2)}`)
      .append('title').text((d) => `${d.label}: ${number(d.count)}`);
    drawn.each(function label(d) {
      const room = x(d.to) - x(d.from) - 14;
      const full = `${d.label} ${number(d.count)}`;
      const text = [full, number(d.count)].find((t) => textWidth(t) < room);
      if (!text) return;
      const pale = ['mixed', 'unclear', 'declined', 'full', 'rest'].includes(d.kind) || d.split > 1;
      const ground = pale ? 'on-pale' : d.split === 1 ? 'on-split' : 'on-fill';
      d3.select(this).append('text').attr('x', x(d.from) + 7).attr('y', top + barHeight / 2)
        .attr('dy', '.35em').attr('class', ground).text(text);
    });
    group.append('text').attr('class', 'halo').attr('y', top - 6)
      .text(bar.label);
    group.append('text').attr('class', 'muted').attr('x', textWidth(bar.label, 13, 400) + 10).attr('y', top - 6)
      .text(number(bar.count));
    above = row === 0 ? new Map() : spans;
  });
}

function ribbon(svg, x, [a0, a1], [b0, b1], top, bottom, kind) {
  const mid = (top + bottom) / 2;
  svg.append('path').attr('class', `ribbon k-${kind}`)
    .attr('d', `M${x(a0)},${top}C${x(a0)},${mid} ${x(b0)},${mid} ${x(b0)},${bottom}`
      + `L${x(b1)},${bottom}C${x(b1)},${mid} ${x(a1)},${mid} ${x(a1)},${top}Z`);
}
