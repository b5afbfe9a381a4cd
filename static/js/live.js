// Renews an element from its URL every two seconds, while the tab is visible.

const PAUSE_MS = 2000;

function start(element) {
  let etag = "";
  async function renew() {
    if (document.visibilityState === "visible") {
      try {
        const response = await fetch(element.dataset.url, { headers: { "If-None-Match": etag } });
        if (response.ok) {
          etag = response.headers.get("ETag") ?? "";
          element.innerHTML = await response.text();
        }
      } catch {
        // no network now: try again
      }
    }
    setTimeout(renew, PAUSE_MS);
  }
  setTimeout(renew, PAUSE_MS);
}

document.querySelectorAll('[data-module="live"]').forEach(start);
