// Warns while somebody types that a remark, or all together, gets as long as an envelope can hold.

import { say } from "./text.js";

const NEAR = 100;

export function start(form) {
  form.addEventListener("input", ({ target }) => {
    if (target.type === "textarea") show(form, target);
  });
}

// How many bytes the remarks have left together; below 0 the server would refuse them.
export function bytesLeft(form) {
  const texts = [...form.querySelectorAll("textarea")].map((area) => area.value.trim().normalize("NFC"));
  return Number(form.dataset.mostBytes) - new TextEncoder().encode(texts.join("")).length;
}

function show(form, area) {
  const status = statusOf(area);
  const own = area.maxLength - area.value.length;
  const together = bytesLeft(form);
  let text = "";
  if (together < 0) text = say(form.dataset.tooLong, { n: -together });
  else if (Math.min(own, together) < NEAR) text = say(form.dataset.left, { n: Math.min(own, together) });
  status.textContent = text;
  status.toggleAttribute("data-wrong", together < 0);
}

function statusOf(area) {
  const next = area.nextElementSibling;
  if (next) return next;
  const status = document.createElement("p");
  status.className = "more__left";
  status.setAttribute("role", "status");
  area.after(status);
  return status;
}
