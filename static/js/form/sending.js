// Sends the sheet, and again until the server has said what became of it.

import { alone, deliver } from "./delivery.js";
import { enqueue, save, waitingBody, wipe } from "./draft.js";
import { slipOf } from "./fields.js";
import { flush } from "./keeping.js";
import { bytesLeft } from "./remarks.js";
import { withToken } from "./token.js";

const PAUSES_S = [3, 6, 12, 30, 60];
const SLIP = /^[2-9B-DF-HJKMNP-TV-Z]{12}$/;

export function start(form, record, showPage) {
  const current = () => document.documentElement.dataset.at;
  const go = (id, isStep) => form.dispatchEvent(new CustomEvent("go", { detail: { id, isStep } }));
  let timer = 0;
  let tries = 0;
  let isBusy = false;
  let heldNow = null;

  async function submit() {
    await flush();
    if (form.elements.code && !SLIP.test(slipOf(form))) return askForSlip();
    if (bytesLeft(form) < 0) return null;
    const body = new URLSearchParams(new FormData(form));
    body.set("confirm", "1");
    await enqueue(String(body));
    tries = 0;
    return attempt();
  }

  function askForSlip() {
    go("begin", true);
    form.querySelector("[data-slip-problem]").hidden = false;
    form.elements.code.focus();
  }

  async function attempt() {
    clearTimeout(timer);
    if (isBusy || !form.isConnected) return;
    isBusy = true;
    form.dataset.sending = "";
    const outcome = await alone(deliverWaiting);
    delete form.dataset.sending;
    isBusy = false;
    await settle(outcome);
  }

  async function deliverWaiting() {
    const body = await withToken(form, await waitingBody());
    return body === null ? { kind: "none" } : { body, ...(await deliver(form.getAttribute("action"), body)) };
  }

  async function settle({ kind, body, page, after, held = null }) {
    if (kind === "none") return;
    showHeld(held);
    if ((await waitingBody()) !== body) return void attempt(); // changed or sent anew in the meantime
    if (kind === "again") return void wait(after);
    if (kind === "received") await wipe(page.documentElement.outerHTML).catch(() => null); // then it is sent again later, and counts once
    else await save({}); // stays on this device, but is not sent again by itself
    if (kind === "too-late") go("te-laat", false);
    else showPage(page);
  }

  function wait(after) {
    if (tries === 0 && current() !== "outcome") go("wachten", false);
    const pause = Math.max(after, PAUSES_S[Math.min(tries, PAUSES_S.length - 1)]);
    tries += 1;
    timer = setTimeout(attempt, pause * 1000 * (0.9 + Math.random() * 0.2));
  }

  function showHeld(held) {
    heldNow = held;
    for (const text of form.querySelectorAll("[data-held-text]")) text.hidden = text.dataset.heldText !== held;
  }

  form.addEventListener("intake", ({ detail: held }) => {
    const begins = heldNow && !held;
    showHeld(held);
    if (begins) attempt();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (current() === "check") submit();
    else form.querySelector("[data-screen]:not([hidden]) [data-go]:last-of-type")?.click();
  });
  form.querySelector("[data-again]").addEventListener("click", attempt);
  addEventListener("online", attempt);
  form.addEventListener("tab", ({ detail }) => {
    if (detail.shown) showPage(new DOMParser().parseFromString(detail.shown, "text/html"));
  });
  if (record?.sending) {
    go("wachten", false);
    attempt();
  }
}
