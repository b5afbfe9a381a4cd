// The leader's page: notes, clocks and coverage of a conversation, all in the journal.

import { openJournalOf } from "../journal/status.js";
import * as clocks from "./clocks.js";
import * as coverage from "./coverage.js";
import * as notes from "./notes.js";
import * as theTime from "./time_left.js";

async function start(section) {
  const parts = section.querySelector("[data-lead]");
  const journal = await openJournalOf(section.querySelector("[data-journal]"));
  const fields = [...parts.querySelectorAll("[data-notes]")].map((element) => notes.start(element, journal, section));
  const end = theTime.startEnd(parts, journal);
  clocks.start(parts, journal);
  coverage.start(parts, journal, end);
  parts.disabled = false;
  const flush = () => Promise.all(fields.map((field) => field.flush()));
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", flush);

  // The state of the meeting changed (live.js wants the page again): not under somebody's hands.
  document.addEventListener("reload", async (event) => {
    event.preventDefault();
    if (event.detail === "signed-out") return; // the journal says so, and what is written stays in sight
    const typing = document.activeElement;
    if (parts.contains(typing) && typing.matches("textarea, input")) {
      await new Promise((resolve) => typing.addEventListener("blur", resolve, { once: true }));
    }
    await flush();
    location.reload();
  });
}

document.querySelectorAll('[data-module="lead"]').forEach(start);
