// Draws the charts of a page with Plotly; each stands as JSON beside its canvas.
// Without this script, or when Plotly does not come, the tables stay open.

const NARROW_BELOW = 860;
const PRINT_WIDTH = 690;

export function start(element) {
  const canvas = element.querySelector(".chart__canvas");
  const table = element.querySelector("details");
  const drawing = JSON.parse(element.querySelector("script").textContent);
  let shown = "";

  async function draw() {
    const name = canvas.clientWidth < NARROW_BELOW ? "narrow" : "wide";
    if (canvas.clientWidth === 0 || name === shown) return; // 0: folded away, drawn when it opens
    shown = name;
    const { data, layout } = drawing[name];
    canvas.style.minHeight = `${layout.height}px`;
    await window.Plotly.react(canvas, data, { ...layout, autosize: true }, drawing.config);
  }

  canvas.hidden = false;
  if (table) table.open = false;
  new ResizeObserver(draw).observe(canvas);
  window.addEventListener("beforeprint", () => {
    if (table) table.open = true;
    if (shown) window.Plotly.relayout(canvas, { width: PRINT_WIDTH });
  });
  window.addEventListener("afterprint", () => {
    if (table) table.open = false;
    if (shown) window.Plotly.relayout(canvas, { width: null, autosize: true });
  });
  return draw();
}

if (window.Plotly) {
  for (const element of document.querySelectorAll("[data-module~='chart']")) {
    await start(element);
    await new Promise((resolve) => setTimeout(resolve)); // lets the page breathe between charts
  }
  document.documentElement.dataset.charts = "drawn";
}
