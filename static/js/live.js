// Renews an element from its URL every two seconds, while the tab is visible, and counts down in
// between. `data-phase` follows what came; with `data-reload` the page itself follows.

const PAUSE_MS = 2000;
const STALE_MS = 12_000;

function start(element) {
  const stale = element.parentElement.querySelector("[data-stale]");
  let etag = "";
  let heard = Date.now();
  let closesAt = readCountdown(element);

  async function renew() {
    if (document.visibilityState === "visible") await ask();
    else heard = Date.now();
    if (stale) stale.hidden = Date.now() - heard < STALE_MS;
    setTimeout(renew, PAUSE_MS * (0.9 + Math.random() * 0.2));
  }

  async function ask() {
    try {
      const response = await fetch(element.dataset.url, { headers: { "If-None-Match": etag } });
      if (response.redirected) reload("signed-out");
      else if (response.ok) show(await response.text(), response.headers.get("ETag") ?? "");
      if (response.ok || response.status === 304) heard = Date.now();
    } catch {
      // no network now: the next try will tell, and after a while the page says so
    }
  }

  function show(html, newEtag) {
    etag = newEtag;
    element.innerHTML = html;
    closesAt = readCountdown(element);
    const { phase } = element.querySelector("[data-phase]").dataset;
    if (phase === element.dataset.phase) return;
    element.dataset.phase = phase;
    if ("reload" in element.dataset) reload("phase");
  }

  setInterval(() => {
    const seconds = element.querySelector("[data-countdown]");
    if (seconds) seconds.textContent = String(Math.max(0, Math.round((closesAt - Date.now()) / 1000)));
  }, 250);
  setTimeout(renew, PAUSE_MS);
}

// Who is typing says so, and decides when the page may go.
function reload(reason) {
  if (document.dispatchEvent(new CustomEvent("reload", { cancelable: true, detail: reason }))) location.reload();
}

// When it closes, by the clock of this device.
function readCountdown(element) {
  const seconds = element.querySelector("[data-countdown]");
  return seconds ? Date.now() + Number(seconds.textContent) * 1000 : 0;
}

document.querySelectorAll('[data-module="live"]').forEach(start);
