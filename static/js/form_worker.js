// Keeps the blank form of a meeting and its files on this device, so that it opens without a
// network. It asks the server for a form without any secret, and never keeps another answer.

const FORMS = "forms-1";
const FILES = "files-1";
const A_DAY = 24 * 60 * 60 * 1000;
const PATIENCE_MS = 5000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

self.addEventListener("message", (event) => {
  const { keep, address } = event.data;
  event.waitUntil(keep ? keepForm(address) : forgetAll());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const isFile = new URL(request.url).pathname.startsWith("/static/");
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(openForm(request));
  else if (isFile) event.respondWith(openFile(request));
});

// A form and the files it names are kept together: an update of the server never breaks it.
async function keepForm(address) {
  const blank = new URL(address, location.origin);
  blank.pathname += "/leeg";
  const response = await fetch(blank, { credentials: "omit" });
  const html = await response.text();
  if (!response.ok || !html.includes('id="formulier"')) return;
  const files = html.match(/\/static\/[0-9a-f]+\/[\w./-]+/g);
  await (await caches.open(FILES)).addAll([...new Set(files)]);
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name);
  headers.set("X-Kept-At", Date.now());
  await (await caches.open(FORMS)).put(address, new Response(html, { headers }));
  await tidy();
}

async function openForm(request) {
  const forms = await caches.open(FORMS);
  const kept = (await forms.match(request)) ?? (await forms.match(request, { ignoreSearch: true }));
  try {
    const slow = new Promise((_resolve, reject) => kept && setTimeout(reject, PATIENCE_MS));
    const response = await Promise.race([fetch(request), slow]);
    return response.status >= 500 && kept ? kept : response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function openFile(request) {
  return (await (await caches.open(FILES)).match(request, { ignoreVary: true })) ?? fetch(request);
}

// Forms of more than a day ago go, and files that no form names any more.
async function tidy() {
  const [forms, files] = [await caches.open(FORMS), await caches.open(FILES)];
  let named = "";
  for (const request of await forms.keys()) {
    const kept = await forms.match(request);
    if (Date.now() - Number(kept.headers.get("X-Kept-At")) > A_DAY) await forms.delete(request);
    else named += await kept.text();
  }
  for (const request of await files.keys()) {
    if (!named.includes(new URL(request.url).pathname)) await files.delete(request);
  }
}

async function forgetAll() {
  await Promise.all([caches.delete(FORMS), caches.delete(FILES)]);
}
