// When the conversation must be over, and how many minutes that is from now.

import { say } from "../form/text.js";

const TICK_MS = 5000;

// Gives what tells the minutes that are left: null where nobody said when it ends.
export function startEnd(parts, journal) {
  const input = parts.querySelector("[data-end]");
  const line = parts.querySelector("[data-left]");
  const planned = input.value;
  const listeners = [];
  const at = () => journal.value("clock", "end")?.at ?? planned;
  const minutes = () => (at() ? minutesUntil(at()) : null);

  function show() {
    if (document.activeElement !== input) input.value = at();
    const left = minutes();
    const { none, one, many, over } = line.dataset;
    line.textContent = left === null ? none : left <= 0 ? over : left === 1 ? one : say(many, { n: left });
    line.classList.toggle("hint", left === null);
    listeners.forEach((listener) => listener());
  }

  input.addEventListener("change", () => input.value && journal.write("clock", "end", { at: input.value }));
  input.addEventListener("blur", show);
  journal.onChange(show);
  setInterval(show, TICK_MS);
  show();
  return { minutes, onChange: (listener) => listeners.push(listener) };
}

function minutesUntil(time) {
  const [hours, minutes] = time.split(":").map(Number);
  const end = new Date();
  end.setHours(hours, minutes, 0, 0);
  return Math.ceil((end - Date.now()) / 60_000);
}
