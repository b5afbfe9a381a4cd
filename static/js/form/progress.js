// How many of a thema are answered, and taking an answer back.

import { say } from "./text.js";

export function start(form) {
  function show() {
    for (const theme of form.querySelectorAll("[data-screen='theme']")) {
      const status = theme.querySelector("[data-progress]");
      const text = say(status.dataset.text, countOf(theme));
      if (status.textContent !== text) status.textContent = text;
    }
    for (const block of form.querySelectorAll("[data-block]")) {
      block.toggleAttribute("data-answered", block.querySelector("input:checked") !== null);
    }
  }

  form.addEventListener("click", ({ target }) => {
    if (!target.matches("[data-clear]")) return;
    const block = target.closest("[data-block]");
    const chosen = block.querySelector("input:checked");
    chosen.checked = false;
    chosen.dispatchEvent(new Event("input", { bubbles: true }));
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
    block.querySelector("input").focus();
  });
  form.addEventListener("change", show);
  form.addEventListener("answers", show);
  show();
}

export function countOf(element) {
  const blocks = [...element.querySelectorAll("[data-block]")];
  return { n: blocks.filter((block) => block.querySelector("input:checked")).length, all: blocks.length };
}
