// Tells when the meeting is about to close, and that it is closed.

import { say } from "./text.js";

const POLL_MS = 4000;

export function start(element) {
  const text = element.querySelector("[role='status']");

  async function ask() {
    if (!element.isConnected) return;
    if (document.visibilityState === "visible") {
      await fetch(element.dataset.url).then((response) => response.json()).then(show).catch(() => null); // no network: the next try will tell
    }
    setTimeout(ask, POLL_MS * (0.9 + Math.random() * 0.2));
  }

  function show({ open, seconds }) {
    element.hidden = open && seconds === null;
    element.querySelector("[data-while-open]").hidden = !open;
    text.textContent = open ? say(element.dataset.closing, { s: seconds }) : element.dataset.closed;
  }

  setTimeout(ask, POLL_MS);
}
