// Lets people ask a chart for its figures. It stands on the page as the server's picture; who points at
// it, taps it or comes to it by keyboard gets the same chart of Plotly, in the same place and as large.
// Plotly is fetched for the first chart that is asked; where it does not come, the picture stays.

let plotly = null;

function fetchPlotly() {
  const nodes = [...document.importNode(document.getElementById("plotly").content, true).children];
  const arrivals = nodes.filter((node) => node.src || node.href).map((node) => new Promise((arrived, failed) => {
    node.addEventListener("load", arrived);
    node.addEventListener("error", failed);
  }));
  document.head.append(...nodes);
  return Promise.all(arrivals).catch(() => {
    for (const node of nodes) node.remove();
    plotly = null; // whoever asks next tries again
    return null;
  });
}

export function start(figure) {
  const view = figure.querySelector("[data-view=chart]");
  const canvas = view.querySelector(".chart__canvas");
  const pictures = [...view.querySelectorAll(".chart__svg")];
  let drawing = null;
  let pointer = null;
  let isAsked = false;

  async function draw() {
    const picture = pictures.find((one) => one.clientWidth > 0);
    if (!picture) return; // folded away: drawn when it opens
    drawing ??= JSON.parse(view.querySelector("script").textContent);
    const { data, layout } = drawing[picture.dataset.width];
    const scale = picture.firstElementChild.clientWidth / layout.width;
    canvas.style.transform = `scale(${scale})`;
    await window.Plotly.react(canvas, data, { ...layout, height: picture.clientHeight / scale }, drawing.config);
    figure.dataset.drawn = picture.dataset.width;
  }

  async function ask() {
    if (isAsked) return;
    isAsked = true;
    isAsked = (await (plotly ??= fetchPlotly())) !== null;
    if (!isAsked) return;
    canvas.hidden = false;
    await draw();
    new ResizeObserver(draw).observe(canvas.parentElement);
    if (pointer) tell(pointer);
  }

  function follow(event) {
    pointer = event;
    ask();
  }

  view.addEventListener("pointermove", (event) => event.pointerType !== "touch" && follow(event));
  view.addEventListener("click", follow);
  figure.addEventListener("focusin", ask);
}

// What is under the pointer says its figures at once, not only when the pointer moves again.
function tell({ clientX, clientY }) {
  const place = { clientX, clientY, bubbles: true };
  document.elementFromPoint(clientX, clientY)?.dispatchEvent(new MouseEvent("mousemove", place));
}

for (const figure of document.querySelectorAll("[data-module~='chart']")) start(figure);
