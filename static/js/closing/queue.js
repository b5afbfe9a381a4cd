// What a leader typed waits here, on the disk of this device, until the server has it. Where a
// browser keeps nothing it waits in memory, and the page says so.

export async function openQueue(meeting) {
  const memory = new Map();
  let database = await open().catch(() => null);

  async function change(work) {
    if (!database) return work(memory);
    try {
      return await transact(database, meeting, work);
    } catch {
      database = null;
      return work(memory);
    }
  }

  return {
    isKept: () => database !== null,
    all: () => change((items) => [...items.values()].sort((one, other) => one.at - other.at)),
    put: (item) => change((items) => void items.set(item.id, { ...item, meeting, at: item.at ?? Date.now() })),
    remove: (id) => change((items) => void items.delete(id)),
  };
}

// On the disk once it resolves; transactions of several tabs never mix.
function transact(database, meeting, work) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("typed", "readwrite", { durability: "strict" });
    const store = transaction.objectStore("typed");
    let result;
    store.index("meeting").getAll(meeting).onsuccess = ({ target }) => {
      const before = new Map(target.result.map((item) => [item.id, item]));
      const items = new Map(before);
      result = work(items);
      for (const id of before.keys()) if (!items.has(id)) store.delete(id);
      for (const [id, item] of items) if (before.get(id) !== item) store.put(item);
    };
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(transaction.error);
  });
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("bouwstenen-slotvragen", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("typed", { keyPath: "id" }).createIndex("meeting", "meeting");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
