(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('chart-data').textContent);
  const number = d3.format(',');
  const fixed = d3.format('.2f');
  const mainKind = data.main;

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

  function ellipsis(text, room) {
    let cut = text;
    while (cut.length > 1 && textWidth(cut, 13, 400) > room) cut = cut.slice(0, -1);
    return cut === text ? text : `${cut.slice(0, -1)}…`;
  }

  function legend(box, items, swatch) {
    const entry = d3.select(box).append('ul').attr('class', 'legend')
      .selectAll('li').data(items).join('li');
    entry.append('svg').attr('viewBox', '0 0 22 12').attr('aria-hidden', 'true').each(swatch);
    entry.append('span').text((d) => d.label);
  }

  function square(d) {
    d3.select(this).append('rect').attr('x', 5).attr('width', 12).attr('height', 12)
      .attr('rx', 3).attr('class', `k-${d.kind}`);
  }

  function stroke(d) {
    d3.select(this).append('line').attr('x2', 22).attr('y1', 6).attr('y2', 6)
      .attr('class', `s-line s-${d.kind}`).classed('s-main', d.kind === mainKind);
  }

  // ---- where the questions went

  function drawFunnel(box, description) {
    legend(box, [
      { kind: 'correct', label: 'correct' }, { kind: 'wrong', label: 'wrong' },
      { kind: 'mixed', label: 'now right, now wrong' }, { kind: 'declined', label: 'declined' },
      { kind: 'unclear', label: 'unclear' }, { kind: 'rest', label: 'left out' },
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
        const pale = ['mixed', 'unclear', 'declined', 'rest'].includes(d.kind) || d.split > 1;
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

  // ---- H-neurons by layer

  function drawLayers(box, description) {
    const width = Math.max(280, box.clientWidth);
    const height = 240;
    const margin = { top: 22, right: 4, bottom: 38, left: 34 };
    const svg = canvas(box, width, height, description);
    const x = d3.scaleBand(d3.range(data.layers.length), [margin.left, width - margin.right])
      .paddingInner(0.22);
    const y = d3.scaleLinear([0, Math.max(1, d3.max(data.layers))],
      [height - margin.bottom, margin.top]).nice(4);
    const every = Math.ceil(data.layers.length / Math.max(4, Math.floor(width / 34)));
    const ticks = y.ticks(4).filter(Number.isInteger);
    svg.append('g').attr('transform', `translate(${margin.left},0)`)
      .call(d3.axisLeft(y).tickValues(ticks).tickFormat(number)
        .tickSize(-(width - margin.left - margin.right)))
      .call((g) => g.select('.domain').remove());
    svg.append('g').attr('transform', `translate(0,${height - margin.bottom})`)
      .call(d3.axisBottom(x).tickValues(x.domain().filter((layer) => layer % every === 0))
        .tickSize(0).tickPadding(8));
    svg.append('text').attr('class', 'muted').attr('x', width - margin.right).attr('y', height - 4)
      .attr('text-anchor', 'end').text('layer →');
    const bars = svg.append('g').selectAll('g')
      .data(data.layers.map((count, layer) => ({ count, layer })).filter((d) => d.count > 0))
      .join('g');
    bars.append('rect').attr('class', 'bar').attr('rx', Math.min(3, x.bandwidth() / 4))
      .attr('x', (d) => x(d.layer)).attr('width', x.bandwidth())
      .attr('y', (d) => y(d.count)).attr('height', (d) => y(0) - y(d.count))
      .append('title').text((d) => `layer ${d.layer}: ${number(d.count)}`);
    if (x.bandwidth() > 13) {
      bars.append('text').attr('class', 'strong').attr('text-anchor', 'middle')
        .attr('x', (d) => x(d.layer) + x.bandwidth() / 2).attr('y', (d) => y(d.count) - 5)
        .text((d) => number(d.count));
    }
  }

  // ---- AUROC with intervals

  function drawForest(box, description) {
    const width = Math.max(280, box.clientWidth);
    const wide = width > 560;
    const left = wide ? 200 : 0;
    const right = wide ? 150 : 0;
    const rowHeight = wide ? 28 : 42;
    const headHeight = 34;
    const rows = [];
    let at = 26;
    for (const set of data.sets) {
      rows.push({ set, y: at });
      at += headHeight;
      for (const line of set.lines) {
        rows.push({ line, set, y: at });
        at += rowHeight;
      }
      at += 10;
    }
    const all = data.sets.flatMap((set) => set.lines);
    const low = Math.min(0.45, Math.floor(10 * d3.min(all, (d) => d.low) - 0.2) / 10);
    const high = Math.max(0.7, Math.ceil(10 * d3.max(all, (d) => d.high) + 0.2) / 10);
    const x = d3.scaleLinear([Math.max(0, low), Math.min(1, high)], [left + 6, width - right - 12]);
    const svg = canvas(box, width, at + 4, description);
    svg.append('g').attr('transform', 'translate(0,18)')
      .call(d3.axisTop(x).ticks(Math.min(8, width / 70)).tickFormat(fixed).tickSize(-(at - 16)))
      .call((g) => g.select('.domain').remove());
    svg.append('line').attr('class', 'chance').attr('x1', x(0.5)).attr('x2', x(0.5))
      .attr('y1', 18).attr('y2', at);
    svg.selectAll(null).data(rows).join('g')
      .attr('transform', (d) => `translate(0,${d.y})`)
      .each(function row(d) {
        const g = d3.select(this);
        if (!d.line) {
          g.append('text').attr('class', 'strong halo').attr('y', 22)
            .text(ellipsis(d.set.title, width - 20));
          return;
        }
        const { line, line: { value } } = d;
        const y = wide ? rowHeight / 2 : 29;
        const label = line.draws > 1 ? `${line.label} ×${line.draws}` : line.label;
        const main = line.kind === mainKind;
        g.append('text').attr('class', main ? 'strong halo' : 'halo')
          .attr('y', wide ? y : 13).attr('dy', wide ? '.35em' : 0).text(label);
        g.append('text').attr('class', main ? 'strong halo' : 'halo').attr('text-anchor', 'end')
          .attr('x', width).attr('y', wide ? y : 13).attr('dy', wide ? '.35em' : 0).text(value);
        const mark = g.append('g').attr('class', `s-${line.kind}`);
        if (line.spread > 0) {
          mark.append('rect').attr('class', 's-spread').attr('y', y - 7).attr('height', 14)
            .attr('rx', 3).attr('x', x(line.auroc - line.spread))
            .attr('width', x(line.auroc + line.spread) - x(line.auroc - line.spread));
        }
        mark.append('line').attr('class', 's-interval').attr('y1', y).attr('y2', y)
          .attr('x1', x(line.low)).attr('x2', x(line.high));
        mark.append('circle').attr('class', 's-point').attr('cx', x(line.auroc)).attr('cy', y)
          .attr('r', main ? 6.5 : 5);
        mark.append('title').text(`${label}, ${d.set.title}: ${value}`);
      });
  }

  // ---- ROC

  function drawRoc(box, description) {
    const sets = data.sets.filter((set) => set.lines.some((line) => line.roc.length > 0));
    const kinds = new Map(sets.flatMap((set) => set.lines).filter((line) => line.roc.length > 0)
      .map((line) => [line.kind, line]));
    legend(box, [...kinds.values()], stroke);
    const panels = d3.select(box).append('div').attr('class', 'panels');
    panels.selectAll(null).data(sets).join('div').append('h3').text((set) => set.title);
    panels.selectAll('div').each(function draw(set) {
      const width = Math.max(200, Math.min(this.clientWidth, 460));
      const margin = { top: 24, right: 14, bottom: 42, left: 40 };
      const size = width - margin.left - margin.right;
      const height = size + margin.top + margin.bottom;
      const svg = canvas(this, width, height, `${set.title}: ${description}`);
      const x = d3.scaleLinear([0, 1], [margin.left, margin.left + size]);
      const y = d3.scaleLinear([0, 1], [margin.top + size, margin.top]);
      const percent = d3.format('.0%');
      svg.append('g').attr('transform', `translate(0,${margin.top + size})`)
        .call(d3.axisBottom(x).ticks(4).tickFormat(percent).tickSize(-size).tickPadding(8))
        .call((g) => g.select('.domain').remove());
      svg.append('g').attr('transform', `translate(${margin.left},0)`)
        .call(d3.axisLeft(y).ticks(4).tickFormat(percent).tickSize(-size).tickPadding(6))
        .call((g) => g.select('.domain').remove());
      svg.append('text').attr('class', 'muted').attr('x', margin.left + size)
        .attr('y', height - 4).attr('text-anchor', 'end').text('correct answers flagged →');
      svg.append('text').attr('class', 'muted').attr('y', 12).text('↑ wrong answers caught');
      svg.append('line').attr('class', 'chance').attr('x1', x(0)).attr('y1', y(0))
        .attr('x2', x(1)).attr('y2', y(1));
      const path = d3.line().x((p) => x(p[0])).y((p) => y(p[1]));
      const lines = set.lines.filter((line) => line.roc.length > 0);
      lines.sort((a, b) => (a.kind === mainKind) - (b.kind === mainKind));
      for (const line of lines) {
        svg.append('path').attr('class', `s-line s-${line.kind}`)
          .classed('s-main', line.kind === mainKind)
          .attr('d', path(d3.pairs(line.roc).filter((_, i) => i % 2 === 0)))
          .append('title').text(`${line.label}: AUROC ${line.value}`);
      }
    });
  }

  const draw = { funnel: drawFunnel, layers: drawLayers, forest: drawForest, roc: drawRoc };
  const boxes = [...document.querySelectorAll('[data-chart]')];
  function drawAll() {
    for (const box of boxes) {
      box.replaceChildren();
      draw[box.dataset.chart](box, box.dataset.description);
    }
  }

  let width = 0;
  function onResize() {
    if (document.body.clientWidth !== width) {
      width = document.body.clientWidth;
      drawAll();
    }
  }
  function onPrint(printing) {
    document.documentElement.classList.toggle('printing', printing);
    drawAll();
  }
  onResize();
  window.addEventListener('beforeprint', () => onPrint(true));
  window.addEventListener('afterprint', () => onPrint(false));
  window.addEventListener('resize', () => requestAnimationFrame(onResize));
})();
