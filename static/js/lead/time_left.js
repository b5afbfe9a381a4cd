// When the conversation must be over, and how many minutes that is from now.

import { say } from "../form/text.js";

const TICK_MS = 5000;

// Gives what tells the minutes that are left: null where nobody said when it ends.
export function startEnd(parts, journal) {
  const input = parts.querySelector("[data-end]");
  const line = parts.querySelector("[data-left]");
  const planned = input.value;
  const listeners = [];
  let isWrong = false;
  const at = () => journal.value("clock", "end")?.at ?? planned;
  const minutes = () => (at() ? minutesUntil(at()) : null);

  function show() {
    const isBeingTyped = document.activeElement === input;
    if (!isBeingTyped && !isWrong) input.value = at();
    const left = minutes();
    const { none, one, many, over, wrong } = line.dataset;
    line.textContent = isWrong ? wrong : left === null ? none : left <= 0 ? over : left === 1 ? one : say(many, { n: left });
    line.classList.toggle("hint", left === null);
    listeners.forEach((listener) => listener());
  }

  input.addEventListener("change", () => {
    const time = readTime(input.value);
    isWrong = time === null && input.value.trim() !== "";
    input.setAttribute("aria-invalid", String(isWrong));
    if (time) journal.write("clock", "end", { at: time });
    show();
  });
  input.addEventListener("blur", show);
  journal.onChange(show);
  setInterval(show, TICK_MS);
  show();
  return { minutes, onChange: (listener) => listeners.push(listener) };
}

// "15:30", also when typed as 15.30, 15u30, 1530 or 9:05; null for what is no time.
function readTime(typed) {
  const [, hours, minutes] = /^([01]?\d|2[0-3])[:.uh]?([0-5]\d)$/.exec(typed.trim()) ?? [];
  return hours === undefined ? null : `${hours.padStart(2, "0")}:${minutes}`;
}

function minutesUntil(time) {
  const [hours, minutes] = time.split(":").map(Number);
  const end = new Date();
  end.setHours(hours, minutes, 0, 0);
  return Math.ceil((end - Date.now()) / 60_000);
}
