// Draws the charts of a page with Plotly, each when it comes near; its figures stand beside it as JSON.
// Until then, and where Plotly does not come, the picture that the server made stands in its place.

const NARROW_BELOW = 860;
const NEAR = "400px 0px";

function chart(element) {
  const canvas = element.querySelector(".chart__canvas");
  let drawing = null;
  let shown = "";

  async function draw() {
    const name = canvas.clientWidth < NARROW_BELOW ? "narrow" : "wide";
    if (canvas.clientWidth === 0 || name === shown) return; // 0: folded away, drawn when it opens
    shown = name;
    drawing ??= JSON.parse(element.querySelector("script").textContent);
    const { data, layout } = drawing[name];
    await window.Plotly.react(canvas, data, { ...layout, autosize: true }, drawing.config);
    element.dataset.drawn = "";
  }

  return async () => {
    canvas.hidden = false;
    await draw();
    new ResizeObserver(draw).observe(canvas);
  };
}

export function start(elements) {
  const starts = new Map(elements.map((element) => [element, chart(element)]));
  const near = new IntersectionObserver(async (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      await starts.get(target)();
      await new Promise((resolve) => setTimeout(resolve)); // lets the page breathe between charts
    }
    document.documentElement.dataset.charts = "drawn";
  }, { rootMargin: NEAR });
  for (const element of elements) near.observe(element);
}

if (window.Plotly) start([...document.querySelectorAll("[data-module~='chart']")]);
