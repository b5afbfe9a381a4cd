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
    for (let tries = 0; database && tries < 2; tries += 1) {
      try {
        return await transact(database, memory, work);
      } catch {
        database = tries ? null : await open().catch(() => null); // a laptop that slept may have closed it
      }
    }
    return work(memory.entries, memory.about); // a full disk, or a browser that forgets: what it still can
  }

  // Gives the id of the entry whose place it took before that one was sent, if it did.
  function add(entry, { merge }) {
    const seen = entry.replaces;
    return change((entries, about) => {
      const before = entries.get(seen[0]);
      const isAlone = merge && seen.length === 1 && before && !before.isTried && !before.isStored && before.staff === entry.staff;
      about.seq += 1;
      Object.assign(entry, { meeting, device: about.device, seq: about.seq, isTried: false, isStored: false, refused: null });
      entry.replaces = isAlone ? before.replaces : seen;
      if (isAlone) entries.delete(before.id);
      const { isNew, ...kept } = entry;
      entries.set(entry.id, kept);
      return isAlone ? before.id : null;
    });
  }

  return {
    add,
    change,
    isKept: () => database !== null,
    entries: () => change((entries) => new Map(entries)),
  };
}

// Memory follows what is kept, for when nothing can be any more.
function transact(database, memory, work) {
  const { meeting } = memory.about;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(["entries", "meetings"], "readwrite", { durability: "strict" });
    const [rows, meetings] = [transaction.objectStore("entries"), transaction.objectStore("meetings")];
    const now = {};
    let result;
    meetings.get(meeting).onsuccess = ({ target }) => {
      const about = { ...(target.result ?? memory.about) };
      rows.index("meeting").getAll(meeting).onsuccess = (found) => {
        const before = new Map(found.target.result.map((entry) => [entry.id, entry]));
        const entries = new Map(before);
        result = work(entries, about);
        for (const id of before.keys()) if (!entries.has(id)) rows.delete(id);
        for (const [id, entry] of entries) if (before.get(id) !== entry) rows.put(entry);
        const { place, seq } = target.result ?? {};
        if (place !== about.place || seq !== about.seq) meetings.put({ ...about, at: Date.now() }); // looking costs no write
        Object.assign(now, { entries, about });
      };
    };
    transaction.oncomplete = () => {
      Object.assign(memory, now);
      resolve(result);
    };
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
