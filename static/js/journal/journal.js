// The journal of a meeting: what staff write is on this device first, then on the server.
//
//   const journal = await openJournal({ meeting, url, staff, token });
//   await journal.write(document, subject, value, { replaces, merge });
//       Resolves once this device has it on its disk. `replaces` are ids of entries: by default
//       those that count now; give those that the person saw where more could have come since.
//       `merge` lets it take the place of an entry that was not sent yet (typing), so that not
//       every letter is kept.
//   journal.heads(document, subject)   the entries that count: [] none, [one], or several
//       Each is { id, staff, by, value, at, isMine }.
//   journal.value(document, subject)   the newest of them, or undefined
//   journal.isConflict(document, subject)   whether they say different things; whoever writes an
//       entry that replaces all of them has settled it.
//   journal.subjects(document)         the subjects that have entries
//   journal.status()   { waiting, saving, refused, others, isKept, reason }
//       waiting: entries that only this device has; reason: null (all is well), "network", "busy",
//       "signed-out", "no-access", "other-staff" or "gone"; others: entries of somebody else who
//       signed in on this device; isKept: whether this browser keeps anything at all.
//   journal.hold(key, isHeld)   says that somebody is typing what `write` does not have yet
//   journal.onChange(fn)   called after every change of entries or of the status; gives a function
//       that ends it.
//   journal.retry()        tries again at once
//   await journal.exportText()   all that this device has of the meeting, as JSON
//
// Documents and values: webapp/conversation/entries.py. Tabs tell each other; a killed browser, a
// server that is away and a sign-in that ended lose nothing.

import { heads } from "./fold.js";
import { newId } from "./ids.js";
import { startExchange } from "./exchange.js";
import { openStore } from "./store.js";

const DEVICE_SIGNS = 10;
const ENTRY_SIGNS = 20;

export async function openJournal({ meeting, url, staff, token }) {
  const listeners = new Set();
  const held = new Set();
  const tabs = new BroadcastChannel("bouwstenen-logboek");
  const store = await openStore(meeting, newId(DEVICE_SIGNS));
  let entries = await store.entries();
  let state = heads(entries.values());
  let saving = 0;
  let reading = Promise.resolve();

  const exchange = startExchange({ store, url, staff, token, changed: tell, statusChanged: show });
  tabs.onmessage = ({ data }) => data === meeting && refresh();

  // Entries changed in the store: by this tab, or in what the server sent.
  async function tell() {
    tabs.postMessage(meeting);
    await refresh();
  }

  function refresh() {
    reading = reading.then(async () => {
      const stored = await store.entries();
      for (const entry of entries.values()) if (entry.isNew) stored.set(entry.id, entry);
      entries = stored;
      show();
    });
    return reading;
  }

  function show() {
    state = heads(entries.values());
    for (const listener of listeners) listener();
  }

  function find(document, subject) {
    return (state.get(`${document} ${subject}`) ?? []).map((entry) => ({ ...entry, isMine: entry.staff === staff }));
  }

  async function write(document, subject, value, { replaces, merge = false } = {}) {
    const seen = replaces ?? find(document, subject).map((entry) => entry.id);
    const entry = { id: newId(ENTRY_SIGNS), staff, document, subject, value, replaces: seen, at: Date.now(), isNew: true };
    entries.set(entry.id, entry);
    saving += 1;
    show();
    try {
      entries.delete(await store.add(entry, { merge }));
    } finally {
      saving -= 1;
      entry.isNew = false;
    }
    await tell();
    exchange.send();
    return entry;
  }

  function status() {
    const mine = [...entries.values()].filter((entry) => !entry.isStored);
    const ofOthers = mine.filter((entry) => entry.staff !== staff).length;
    const refused = mine.filter((entry) => entry.refused).length;
    return {
      waiting: mine.length,
      saving: saving + held.size,
      refused,
      others: ofOthers,
      isKept: store.isKept(),
      reason: exchange.reason(),
    };
  }

  return {
    write,
    status,
    heads: find,
    value: (document, subject) => find(document, subject).at(-1)?.value,
    isConflict: (document, subject) => new Set(find(document, subject).map(({ value }) => asText(value))).size > 1,
    subjects: (document) => [...state.keys()].map((key) => key.split(" ")).filter(([one]) => one === document).map(([, subject]) => subject),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hold(key, isHeld) {
      if (held.has(key) === isHeld) return;
      held[isHeld ? "add" : "delete"](key);
      for (const listener of listeners) listener();
    },
    retry: () => exchange.retry(),
    exportText: async () => JSON.stringify({ meeting, entries: [...(await store.entries()).values()] }, null, 1),
  };
}

// The same for two values that say the same, whatever the order of their fields.
function asText(value) {
  const isPlain = value !== null && typeof value === "object";
  return JSON.stringify(isPlain ? Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)) : value);
}
