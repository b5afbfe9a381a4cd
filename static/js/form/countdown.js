// Tells that the meeting has not begun yet or pauses, when it is about to close, and that it is
// closed. The form hears of it too ("intake"): a sheet that waits goes when it begins.

import { say } from "./text.js";

const POLL_MS = 4000;

export function start(element) {
  const text = element.querySelector("[role='status']");
  let etag = "";

  async function ask() {
    if (!element.isConnected) return;
    if (document.visibilityState === "visible") {
      await renew().catch(() => null); // no network: the next try will tell
    }
    setTimeout(ask, POLL_MS * (0.9 + Math.random() * 0.2));
  }

  async function renew() {
    const response = await fetch(element.dataset.url, { credentials: "omit", headers: { "If-None-Match": etag } });
    if (!response.ok) return; // 304: as it was
    show(await response.json());
    etag = response.headers.get("ETag") ?? "";
  }

  function show({ open, held, seconds }) {
    element.hidden = open && !held && seconds === null;
    element.querySelector("[data-while-open]").hidden = !open || Boolean(held);
    if (!open) text.textContent = element.dataset.closed;
    else text.textContent = held ? element.dataset[held] : say(element.dataset.closing, { s: seconds });
    document.getElementById("formulier")?.dispatchEvent(new CustomEvent("intake", { detail: held }));
  }

  setTimeout(ask, POLL_MS);
}
