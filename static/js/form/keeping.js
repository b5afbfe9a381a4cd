// Joins the form and its draft: puts answers back, keeps every change, follows the other tabs.

import { isKept, keepAgain, keepNothing, openDraft, save, wipe } from "./draft.js";
import { fill, slipOf, valueOf, valuesOf } from "./fields.js";

const TYPING_MS = 300;
let pending = {};
let timer = 0;

// The record that was found, or null; the form shows its answers already.
export async function start(form) {
  const record = await openDraft(form);
  if ("answered" in form.dataset) await save(valuesOf(form)); // what the server sent back is newer
  else if (record) fill(form, record.fields);
  if (record && slipOf(form) && !record.fields.code) await save({ code: valueOf(form, "code") });
  form.addEventListener("input", ({ target }) => {
    if (!target.name) return;
    pending[target.name] = valueOf(form, target.name);
    clearTimeout(timer);
    timer = setTimeout(flush, target.type === "radio" ? 0 : TYPING_MS);
  });
  for (const moment of ["change", "focusout"]) form.addEventListener(moment, flush);
  addEventListener("pagehide", flush);
  form.addEventListener("tab", ({ detail }) => {
    if (detail.changed) fill(form, detail.changed);
    else if (!detail.shown) location.replace(form.getAttribute("action")); // wiped in another tab
  });
  startChoices(form);
  return record;
}

export async function flush() {
  clearTimeout(timer);
  const changed = pending;
  pending = {};
  if (Object.keys(changed).length) await save(changed);
}

function startChoices(form) {
  const shared = form.querySelector("[data-shared]");
  const show = () => {
    form.dataset.kept = isKept() ? "yes" : "no";
  };
  shared.checked = !isKept();
  shared.addEventListener("change", () => (shared.checked ? keepNothing() : keepAgain()));
  form.addEventListener("kept", show);
  show();
  for (const button of form.querySelectorAll("[data-wipe]")) {
    button.addEventListener("click", async () => {
      pending = {};
      await wipe();
      form.reset();
      location.replace(form.getAttribute("action"));
    });
  }
  addEventListener("beforeunload", (event) => {
    if (!isKept() && form.isConnected && form.querySelector("[data-block] input:checked")) event.preventDefault();
  });
}
