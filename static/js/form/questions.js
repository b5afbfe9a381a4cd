// On "Ontvangen": says when the closing questions of this conversation open, and leads there.

const POLL_MS = 8000;

export function start(element) {
  async function ask() {
    if (!element.isConnected) return;
    if (document.visibilityState === "visible") await renew().catch(() => null); // no network: the next try will tell
    setTimeout(ask, POLL_MS * (0.9 + Math.random() * 0.2));
  }

  async function renew() {
    const response = await fetch(element.dataset.url, { credentials: "omit" });
    if (response.ok) element.querySelector("[data-open]").hidden = !(await response.json()).questions;
  }

  setTimeout(ask, POLL_MS * Math.random());
}
