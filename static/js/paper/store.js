// What this device keeps of forms that are being typed in, in IndexedDB: a change is on the disk
// before it is done. A form is forgotten when the server has it; a number of forms stays.

let opening;

// Runs `work(drafts, counts)` in one transaction and gives what the request that it returns found.
export async function transact(work) {
  opening ??= open();
  const database = await opening;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(["drafts", "counts"], "readwrite", { durability: "strict" });
    const request = work(transaction.objectStore("drafts"), transaction.objectStore("counts"));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("bouwstenen-papier", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("drafts", { keyPath: "id" });
      request.result.createObjectStore("counts", { keyPath: "meeting" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
