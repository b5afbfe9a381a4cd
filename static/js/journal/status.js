// Says which of device and server has what, offers to sign in or try again, and hands out the raw
// journal of this device as a file. Markup and texts: templates/journal/_status.html.

import { say } from "../form/text.js";
import { openJournal } from "./journal.js";

// The journal that a status bar is about.
export async function openJournalOf(bar) {
  const { meeting, url, staff, token } = bar.dataset;
  const journal = await openJournal({ meeting, url, staff, token });
  start(bar, journal);
  return journal;
}

function start(bar, journal) {
  const find = (name) => bar.querySelector(`[data-journal-${name}]`);

  function show() {
    const { waiting, saving, refused, others, isKept, reason } = journal.status();
    const isAlone = waiting > 0;
    bar.dataset.state = isAlone ? (reason || refused ? "alone" : "sending") : "stored";
    find("text").textContent = stateText(bar.dataset, waiting, saving);
    const lines = [
      reason && isAlone ? bar.dataset[camel(reason)] : reason === "signed-out" ? bar.dataset.signedOut : "",
      refused ? say(bar.dataset.refused, { n: refused }) : "",
      others ? bar.dataset.others : "",
      isKept ? "" : bar.dataset.notKept,
    ];
    const text = lines.filter(Boolean).join(" ");
    if (find("reason").textContent !== text) find("reason").textContent = text;
    find("reason").hidden = !text;
    find("sign-in").hidden = !["signed-out", "other-staff", "no-access"].includes(reason);
    find("retry").hidden = !reason;
  }

  journal.onChange(show);
  show();
  find("retry").addEventListener("click", () => journal.retry());
  find("export").addEventListener("click", async ({ currentTarget }) => save(await journal.exportText(), currentTarget.dataset.name));
  addEventListener("beforeunload", (event) => {
    const { waiting, isKept } = journal.status();
    if (waiting && !isKept) event.preventDefault();
  });
}

function stateText(texts, waiting, saving) {
  if (saving) return texts.saving;
  if (waiting === 0) return texts.stored;
  return waiting === 1 ? texts.one : say(texts.many, { n: waiting });
}

function save(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function camel(name) {
  return name.replace(/-(\w)/g, (_dash, letter) => letter.toUpperCase());
}
