// Draws every chart, and again when the page is as wide as a sheet of paper.

const draw = {
  funnel: drawFunnel,
  forest: drawForest,
  roc: drawRoc,
  reliability: drawReliability,
  coverage: drawCoverage,
  map: drawMap,
  firing: drawFiring,
  refits: drawRefits,
  residual: drawResidual,
};
const boxes = [...document.querySelectorAll('[data-chart]')];

function drawAll() {
  boxes.forEach((box) => box.replaceChildren());
  for (const box of boxes) draw[box.dataset.chart](box, box.dataset.description);
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
