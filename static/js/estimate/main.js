// An estimate by an inspector: every key is kept, first on this device and then on the server.

import { say } from "../form/text.js";
import { openJournalOf } from "../journal/status.js";
import { openBlock } from "./block.js";
import * as history from "./history.js";
import * as keys from "./keys.js";
import * as signing from "./signing.js";

async function start(form) {
  for (const element of document.querySelectorAll("[data-js]")) element.hidden = false;
  for (const element of form.querySelectorAll("[data-no-js]")) element.hidden = true;
  const journal = await openJournalOf(document.querySelector("[data-journal]"));
  const texts = { none: form.dataset.none, you: form.dataset.you };
  const elements = [...form.querySelectorAll("fieldset[data-block]")];
  const blocks = elements.map((element) => openBlock(element, journal, form.dataset.document, texts));
  const bar = form.querySelector("[data-bar]");
  const [line, progress] = [bar.querySelector("[data-progress]"), bar.querySelector("progress")];
  const elsewhere = progress.value - form.querySelectorAll("[data-block] input:checked").length; // not on this page

  function show() {
    for (const block of blocks) block.show();
    const n = elsewhere + blocks.filter((block) => block.value().option).length;
    const text = say(form.dataset.count, { n, all: progress.max });
    if (line.textContent !== text) line.textContent = text;
    progress.value = n;
    const left = blocks.filter((block) => block.isProposed());
    for (const note of form.querySelectorAll("[data-proposals]")) note.hidden = left.length === 0;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault(); // all is kept already
    if (event.submitter?.name !== "proposals") return;
    for (const block of blocks.filter((one) => one.isProposed())) block.rate(form.dataset.proposed);
  });
  const flush = () => blocks.forEach((block) => block.flush());
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", flush);
  keys.start(form, blocks);
  history.start(form);
  signing.start(form, journal, flush);
  journal.onChange(show);
  show();
  form.dataset.started = "";
  const asked = blocks.find(({ element }) => `#${element.id}` === location.hash);
  (asked ?? blocks.find((block) => !block.value().option))?.focus();
}

document.querySelectorAll('[data-module="estimate"]').forEach(start);
