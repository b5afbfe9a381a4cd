// Which bouwstenen were discussed: a tap, or one key (B) that marks and goes on. A bar per thema
// shows what is left, and what part of the remaining minutes that is.

import { say } from "../form/text.js";

const STEPS = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };
const MARK = "b";

export function start(parts, journal, end) {
  const blocks = [...parts.querySelectorAll("[data-block]")];
  const themes = [...parts.querySelectorAll("[data-theme]")].filter((theme) => theme.querySelector("[data-bar]"));
  // where two differ: what one of them saw happened, happened
  const isDone = (block) => journal.heads("coverage", block.dataset.block).some(({ value }) => value);

  function show() {
    for (const block of blocks) block.setAttribute("aria-pressed", String(isDone(block)));
    const left = blocks.filter((block) => !isDone(block)).length;
    const minutes = end.minutes();
    for (const theme of themes) showTheme(theme, left, minutes);
  }

  function showTheme(theme, left, minutes) {
    const all = [...theme.querySelectorAll("[data-block]")];
    const done = all.filter(isDone).length;
    theme.querySelector("[data-bar]").value = done;
    const line = theme.querySelector("[data-theme-left]");
    const { count, time, ready } = line.dataset;
    const share = minutes > 0 && left ? Math.round((minutes * (all.length - done)) / left) : 0;
    const rest = done === all.length ? ready : share ? say(time, { n: share }) : "";
    line.textContent = [say(count, { done, all: all.length }), rest].filter(Boolean).join(" · ");
  }

  function mark(block) {
    journal.write("coverage", block.dataset.block, !isDone(block));
  }

  function step(block, by) {
    const next = blocks[blocks.indexOf(block) + by];
    if (!next) return;
    next.closest("details").open = true;
    next.focus();
  }

  for (const block of blocks) {
    block.addEventListener("click", () => mark(block));
    block.addEventListener("keydown", (event) => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (event.ctrlKey || event.altKey || event.metaKey || !(key in STEPS || key === MARK)) return;
      event.preventDefault();
      if (key === MARK) mark(block);
      step(block, STEPS[key] ?? 1);
    });
  }
  journal.onChange(show);
  end.onChange(show);
  show();
}
