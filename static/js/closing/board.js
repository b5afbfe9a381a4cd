// What was said, as the server has it: renewed every two seconds and after everything one does.

import { post } from "./server.js";

const PAUSE_MS = 2000;
const STALE_MS = 12_000;

export function startBoard(root) {
  const place = root.querySelector("[data-board]");
  const notices = root.querySelector("[data-notices]");
  const bar = document.querySelector("#bord");
  let etag = "";
  let heard = Date.now();
  let isBusy = false;

  // Does what a button says; what became of it stands on the board or in a notice.
  async function act(url, what) {
    isBusy = true;
    const { kind, html } = await post(root, url, { csrf_token: bar.elements.csrf_token.value, do: what });
    isBusy = false;
    notices.replaceChildren();
    if (kind === "done" || kind === "refused") show(html);
    else if (kind === "signed-out") say(root.dataset.signedOut, root.dataset.signIn, root.dataset.signInWords);
    else say(root.dataset.notNow);
  }

  function show(html) {
    const made = new DOMParser().parseFromString(html, "text/html").body;
    const notice = made.querySelector("[data-notice]");
    if (notice) {
      notices.replaceChildren(notice);
      notice.focus();
    }
    const board = made.querySelector(".board");
    if (!board || board.outerHTML === place.querySelector(".board")?.outerHTML) return;
    const back = remember(place);
    place.replaceChildren(board);
    back();
    place.dispatchEvent(new Event("renewed"));
  }

  function say(words, address, link) {
    const line = document.createElement("p");
    line.className = "live__stale";
    line.textContent = `${words} `;
    if (address) {
      const anchor = line.appendChild(document.createElement("a"));
      anchor.href = address;
      anchor.textContent = link;
    }
    notices.replaceChildren(line);
  }

  async function renew() {
    if (document.visibilityState === "visible" && !isBusy) await ask();
    else heard = Date.now();
    root.querySelector("[data-stale]").hidden = Date.now() - heard < STALE_MS;
    setTimeout(renew, PAUSE_MS * (0.9 + Math.random() * 0.2));
  }

  async function ask() {
    try {
      const response = await fetch(root.dataset.url, { headers: { "If-None-Match": etag } });
      if (response.redirected) return say(root.dataset.signedOut, root.dataset.signIn, root.dataset.signInWords);
      if (response.ok && !isBusy) {
        etag = response.headers.get("ETag") ?? "";
        show(await response.text());
      }
      if (response.ok || response.status === 304) heard = Date.now();
    } catch {
      // no network now: the next try will tell, and after a while the page says so
    }
  }

  bar.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button?.value || "wholePage" in button.dataset) return;
    event.preventDefault();
    act(button.formAction, button.value);
  });
  setTimeout(renew, PAUSE_MS);
  return { act, say, show, place };
}

// Where the focus is; gives how to put it back after the board was renewed.
function remember(place) {
  const element = document.activeElement;
  const card = place.contains(element) ? element.closest("[data-card]") : null;
  if (!card) return () => null;
  const key = element.dataset.key;
  return () => {
    const again = document.getElementById(card.id);
    (key && again?.querySelector(`[data-key="${key}"]:not([hidden])`) || again)?.focus({ preventScroll: true });
  };
}
