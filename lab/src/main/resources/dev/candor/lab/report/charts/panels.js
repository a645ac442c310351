// One panel a set: ROC, reliability, risk and coverage.

function drawRoc(box, description) {
  panels(box, data.panels.filter((set) => set.roc.length > 0), (holder, set) => {
    const plot = shares(holder, `${set.title}: ${description}`,
      'correct answers flagged →', '↑ wrong answers caught');
    const { svg, x, y } = plot;
    diagonal(plot);
    if (set.band.length > 0) {
      svg.append('path').attr('class', 'band').attr('d', d3.area()
        .x((p) => x(p[0])).y0((p) => y(p[1])).y1((p) => y(p[2]))(points(set.band, 3)));
    }
    const path = d3.line().x((p) => x(p[0])).y((p) => y(p[1]));
    for (const curve of [...set.roc].reverse()) {
      svg.append('path').attr('class', `s-line s-${curve.source}`).classed('s-main', curve.main)
        .attr('d', path(points(curve.points, 2)))
        .append('title').text(`${curve.label}: AUROC ${curve.value}`);
    }
    key(holder, set.roc, stroke);
  });
}

function calibrationMark(group, name, x, y) {
  return name === 'platt'
    ? group.append('circle').attr('class', 'c-mark').attr('cx', x).attr('cy', y).attr('r', 4.5)
    : group.append('rect').attr('class', 'c-mark').attr('x', x - 4).attr('y', y - 4)
      .attr('width', 8).attr('height', 8).attr('transform', `rotate(45 ${x} ${y})`);
}

function drawReliability(box, description) {
  panels(box, data.panels.filter((set) => set.reliability.length > 0), (holder, set) => {
    const plot = shares(holder, `${set.title}: ${description}`, 'risk →', '↑ share wrong');
    const { svg, x, y } = plot;
    diagonal(plot);
    for (const { name, bins } of [...set.reliability].reverse()) {
      const group = svg.append('g').attr('class', `c-${name}`);
      const bin = points(bins, 4);
      group.append('path').attr('class', 'c-line')
        .attr('d', d3.line().x((p) => x(p[0])).y((p) => y(p[1]))(bin));
      for (const [risk, wrong, low, high] of bin) {
        group.append('line').attr('class', 'c-interval').attr('x1', x(risk)).attr('x2', x(risk))
          .attr('y1', y(low)).attr('y2', y(high));
        calibrationMark(group, name, x(risk), y(wrong)).append('title')
          .text(`risk ${percent(risk)}, wrong ${percent(wrong)} [${percent(low)}, ${percent(high)}]`);
      }
    }
    key(holder, set.reliability, function mark(d) {
      calibrationMark(d3.select(this).append('g').attr('class', `c-${d.name}`), d.name, 11, 6);
    });
  });
}

function drawCoverage(box, description) {
  panels(box, data.panels.filter((set) => set.coverage), (holder, { title, coverage }) => {
    const plot = shares(holder, `${title}: ${description}`,
      'questions answered →', '↑ share wrong of those');
    const { svg, x, y } = plot;
    svg.append('line').attr('class', 'chance').attr('x1', x(0)).attr('x2', x(1))
      .attr('y1', y(coverage.chance)).attr('y2', y(coverage.chance));
    svg.append('path').attr('class', 's-line s-probe s-main')
      .attr('d', d3.line().x((p) => x(p[0])).y((p) => y(p[1]))(points(coverage.points, 2)));
    d3.select(holder).append('p').attr('class', 'keyhead').text('Area below the curve');
    key(holder, coverage.areas, function line(d) {
      if (d.source !== 'cheap') stroke.call(this, { ...d, main: d.source === 'probe' });
    });
  });
}
