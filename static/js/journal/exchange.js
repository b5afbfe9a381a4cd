// Between the device and the server: sends what was not sent, asks for what is new, and tries again
// for as long as it takes.

import { ask, deliver } from "./delivery.js";

const SOON_MS = 250;
const POLL_MS = 2000;
const LONGEST_MS = 30_000;
const MOST_BYTES = 40_000; // a request may have 64 KiB
const MOST_ENTRIES = 100;

export function startExchange({ store, url, staff, token, changed, statusChanged }) {
  const server = { url, staff, token, etag: "" };
  let reason = null;
  let failures = 0;
  let timer = 0;
  let running = null;

  function wake(after) {
    clearTimeout(timer);
    timer = setTimeout(run, after);
  }

  function run() {
    running ??= exchange().finally(() => {
      running = null;
      const pause = failures ? Math.min(LONGEST_MS, 1000 * 2 ** (failures - 1)) : POLL_MS;
      wake(pause * (0.9 + Math.random() * 0.2));
    });
    return running;
  }

  async function exchange() {
    const outcome = (await sendAll()) ?? (await fetchNew());
    failures = outcome ? failures + 1 : 0;
    if (reason !== outcome) {
      reason = outcome;
      statusChanged();
    }
  }

  // Gives null when all was sent, or why not.
  async function sendAll() {
    for (;;) {
      const batch = await store.change((entries) => pick(entries, staff));
      if (batch.length === 0) return null;
      const answer = await deliver(server, batch);
      if (answer.reason) return answer.reason;
      await store.change((entries) => settle(entries, batch, answer.refused));
      await changed();
    }
  }

  async function fetchNew() {
    if (document.visibilityState !== "visible") return reason;
    for (;;) {
      const place = await store.change((_entries, about) => about.place);
      const answer = await ask(server, place);
      if (answer.reason) return answer.reason;
      if (!answer.entries) return null;
      await store.change((entries, about) => take(entries, about, answer));
      if (answer.entries.length) await changed();
      if (!answer.more) return null;
    }
  }

  addEventListener("online", () => wake(0));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake(0));
  wake(0);

  return {
    reason: () => reason,
    send: () => failures || wake(SOON_MS),
    retry: () => wake(0),
  };
}

// The oldest of mine that the server does not have, as many as fit in a request. From now on they
// may have reached it, so no later entry takes their place silently.
function pick(entries, staff) {
  const waiting = [...entries.values()].filter((entry) => !entry.isStored && !entry.refused && entry.staff === staff);
  const batch = [];
  let bytes = 0;
  for (const entry of waiting.sort((one, other) => one.seq - other.seq).slice(0, MOST_ENTRIES)) {
    bytes += new Blob([JSON.stringify(entry)]).size;
    if (batch.length && bytes > MOST_BYTES) break;
    entries.set(entry.id, { ...entry, isTried: true });
    batch.push(entry);
  }
  return batch;
}

// What the server said of a batch: without problems all of it is stored, else nothing is, and the
// entries with a problem wait for somebody to look.
function settle(entries, batch, refused) {
  for (const { id } of batch) {
    const entry = entries.get(id);
    if (!entry) continue;
    if (refused === null) entries.set(id, { ...entry, isStored: true });
    else if (refused.has(id)) entries.set(id, { ...entry, refused: refused.get(id) });
  }
  prune(entries);
}

function take(entries, about, { entries: found, place }) {
  for (const { id, staff, by, device, document, subject, value, replaces, at } of found) {
    const known = entries.get(id);
    const seq = known?.seq ?? 0;
    entries.set(id, { id, meeting: about.meeting, staff, by, device, document, subject, value, replaces, at, seq, isTried: true, isStored: true, refused: null });
  }
  about.place = place;
  prune(entries);
}

// What was replaced by something that the server has is no longer needed here.
function prune(entries) {
  const replaced = [...entries.values()].filter((entry) => entry.isStored).flatMap((entry) => entry.replaces);
  for (const id of replaced) if (entries.get(id)?.isStored) entries.delete(id);
}
