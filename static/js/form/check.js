// The screen before sending: how far each thema is, what was left open, and what is too long.

import { countOf } from "./progress.js";
import { bytesLeft } from "./remarks.js";
import { say } from "./text.js";

export function start(form) {
  const screen = form.querySelector("[data-screen='check']");
  form.addEventListener("screen", ({ detail }) => detail === screen && show());
  form.addEventListener("answers", show);
  show();

  function show() {
    for (const status of screen.querySelectorAll("[data-count]")) {
      status.textContent = say(status.dataset.text, countOf(form.querySelector(`#${status.dataset.count}`)));
    }
    const gaps = [...form.querySelectorAll("[data-block]")].filter((block) => !block.querySelector("input:checked"));
    const notice = screen.querySelector("[data-gaps]");
    const head = notice.querySelector("[data-text]");
    head.textContent = say(head.dataset.text, { n: gaps.length });
    notice.querySelector("ul").replaceChildren(...gaps.map(linkTo));
    notice.hidden = gaps.length === 0;
    screen.querySelector("[data-too-long]").hidden = bytesLeft(form) >= 0;
  }
}

function linkTo(block) {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.href = `#${block.id}`;
  link.textContent = block.querySelector("[data-name]").textContent;
  return item;
}
