// No network, or no server: says what waits on this device, and comes back by itself.

const PAUSE_MS = 5000;
// In each database: the store, and whether a row of it is something that the server does not have.
const PLACES = {
  "bouwstenen-logboek": ["entries", (entry) => !entry.isStored],
  "bouwstenen-slotvragen": ["typed", (item) => item.kind || item.text?.trim()],
  "bouwstenen-papier": ["drafts", (draft) => Object.values(draft.fields ?? {}).some(Boolean)],
};

const root = document.querySelector("[data-without-network]");
const { own, health, here, elsewhere, one, many } = root.dataset;

async function start() {
  const lists = await Promise.all(Object.entries(PLACES).map(([name, place]) => waiting(name, ...place)));
  const counts = new Map();
  for (const { meeting } of lists.flat()) counts.set(meeting, (counts.get(meeting) ?? 0) + 1);
  const list = root.querySelector("[data-left]");
  list.replaceChildren(...[...counts].map(line));
  list.hidden = counts.size === 0;
  root.querySelector("[data-nothing]").hidden = counts.size > 0;
  root.dataset.state = "read";
  if (location.pathname === own) return;
  root.querySelector("[data-trying]").hidden = false;
  root.querySelector("[data-again]").addEventListener("click", () => location.reload());
  addEventListener("online", tryAgain);
  setInterval(tryAgain, PAUSE_MS);
}

function line([meeting, n]) {
  const made = document.createElement("li");
  const isHere = location.pathname.split("/")[2] === meeting;
  const name = made.appendChild(document.createElement(isHere ? "strong" : "a"));
  name.textContent = isHere ? here : elsewhere;
  if (!isHere) name.href = `/gesprek/${meeting}`;
  made.append(`: ${n === 1 ? one : many.replace("{n}", n)}`);
  return made;
}

async function tryAgain() {
  const answer = await fetch(health, { cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload();
}

// The rows that wait in a database of ours; none where this browser never made it.
function waiting(name, store, isLeft) {
  return new Promise((resolve) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.transaction.abort(); // looking makes no database
    request.onerror = () => resolve([]);
    request.onsuccess = ({ target: { result: database } }) => {
      const found = database.transaction(store).objectStore(store).getAll();
      found.onsuccess = () => resolve(found.result.filter(isLeft));
      found.onerror = () => resolve([]);
      found.transaction.oncomplete = () => database.close();
    };
  });
}

start();
