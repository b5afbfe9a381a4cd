// Where a page of staff cannot be reached: shows a page without data that says where the notes are.
// It keeps that page and its files, and no answer of the server beside.

const KEPT = "without-network-1";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("message", (event) => event.waitUntil(keep(event.data.address)));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(openPage(request));
  else if (new URL(request.url).pathname.startsWith("/static/")) event.respondWith(openFile(request));
});

// The page in the language of whoever leads, with the files that it names; older ones go.
async function keep(address) {
  const response = await fetch(address, { credentials: "omit" });
  const html = await response.text();
  if (!response.ok || !html.includes("data-without-network")) return;
  const files = [...new Set(html.match(/\/static\/[0-9a-f]+\/[\w./-]+/g))];
  const cache = await caches.open(KEPT);
  await cache.addAll(files);
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name);
  await cache.put(address, new Response(html, { headers }));
  const named = [address, ...files].map((one) => new URL(one, location.origin).href);
  for (const { url } of await cache.keys()) if (!named.includes(url)) await cache.delete(url);
}

async function openPage(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const cache = await caches.open(KEPT);
    const page = (await cache.keys()).find(({ url }) => !new URL(url).pathname.startsWith("/static/"));
    if (!page) throw error;
    return cache.match(page);
  }
}

async function openFile(request) {
  return (await (await caches.open(KEPT)).match(request, { ignoreVary: true })) ?? fetch(request);
}
