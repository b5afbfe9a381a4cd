// The forms that this device keeps, in IndexedDB: a change is on the disk before it is done, so
// that a dead battery takes nothing. Nothing is kept for longer than a day.

const A_DAY = 24 * 60 * 60 * 1000;
let opening;

// Runs `work` on all records (a Map by id) in one transaction, and gives what it returned. The
// transactions of several tabs never mix. Rejects where the device cannot keep anything.
export async function transact(work) {
  opening ??= open();
  const database = await opening;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("forms", "readwrite", { durability: "strict" });
    const store = transaction.objectStore("forms");
    let result;
    store.getAll().onsuccess = ({ target }) => {
      const records = new Map();
      for (const record of target.result) {
        if (Date.now() - record.at > A_DAY) store.delete(record.id);
        else records.set(record.id, record);
      }
      result = work(records, store);
    };
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(transaction.error);
  });
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("bouwstenen", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("forms", { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
