// What this device keeps of the journal of a meeting, in IndexedDB: written to the disk before it
// is called kept. Where a browser keeps nothing it stands in memory, and the page says so.
//
// An entry here also has: device, seq (its order on this device), isTried (it may have reached the
// server), isStored (it did) and refused (why the server never will).

const A_MONTH = 30 * 24 * 60 * 60 * 1000;

export async function openStore(meeting, freshDevice) {
  const memory = { entries: new Map(), about: { meeting, place: 0, seq: 0, device: freshDevice } };
  let database = await open().catch(() => null);
  if (database) await tidy(database, meeting).catch(() => null);

  // Runs `work` on all that is kept of the meeting; what it changes is on the disk once this
  // resolves. Transactions of several tabs never mix.
  async function change(work) {
    if (!database) return work(memory.entries, memory.about);
    try {
      return await transact(database, memory.about, work);
    } catch {
      database = null; // a full disk, or a browser that forgets: memory holds what it can
      return work(memory.entries, memory.about);
    }
  }

  async function add(entry, { merge }) {
    await change((entries, about) => {
      const [before] = entry.replaces.map((id) => entries.get(id));
      const isAlone = merge && entry.replaces.length === 1 && before && !before.isTried && !before.isStored && before.staff === entry.staff;
      about.seq += 1;
      Object.assign(entry, { meeting, device: about.device, seq: about.seq, isTried: false, isStored: false, refused: null });
      if (isAlone) {
        entry.replaces = before.replaces;
        entries.delete(before.id);
      }
      const { isNew, ...kept } = entry;
      entries.set(entry.id, kept);
    });
  }

  return {
    add,
    change,
    isKept: () => database !== null,
    entries: () => change((entries) => new Map(entries)),
  };
}

function transact(database, fallback, work) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(["entries", "meetings"], "readwrite", { durability: "strict" });
    const [rows, meetings] = [transaction.objectStore("entries"), transaction.objectStore("meetings")];
    let result;
    meetings.get(fallback.meeting).onsuccess = ({ target }) => {
      const about = target.result ?? { ...fallback };
      rows.index("meeting").getAll(fallback.meeting).onsuccess = (found) => {
        const before = new Map(found.target.result.map((entry) => [entry.id, entry]));
        const entries = new Map(before);
        result = work(entries, about);
        for (const id of before.keys()) if (!entries.has(id)) rows.delete(id);
        for (const [id, entry] of entries) if (before.get(id) !== entry) rows.put(entry);
        meetings.put({ ...about, at: Date.now() });
      };
    };
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(transaction.error);
  });
}

// Meetings that nobody opened here for a month go, unless something of them was never sent.
function tidy(database, meeting) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(["entries", "meetings"], "readwrite");
    const [rows, meetings] = [transaction.objectStore("entries"), transaction.objectStore("meetings")];
    meetings.getAll().onsuccess = ({ target }) => {
      const old = target.result.filter((one) => one.meeting !== meeting && Date.now() - one.at > A_MONTH);
      for (const one of old) forget(one.meeting, rows, meetings);
    };
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
}

function forget(meeting, rows, meetings) {
  rows.index("meeting").getAll(meeting).onsuccess = ({ target }) => {
    if (target.result.some((entry) => !entry.isStored)) return;
    for (const entry of target.result) rows.delete(entry.id);
    meetings.delete(meeting);
  };
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("bouwstenen-logboek", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("entries", { keyPath: "id" }).createIndex("meeting", "meeting");
      request.result.createObjectStore("meetings", { keyPath: "meeting" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
