// The two requests of the journal, and what became of them: see webapp/web/journal.py.

const LONGEST_MS = 20_000;
const REASONS = { 400: "token", 403: "no-access", 404: "gone", 409: "other-staff" };

// Sends entries. `refused` is null when they are stored, or a Map id → problem when none is.
export async function deliver(server, batch) {
  const body = JSON.stringify({ staff: server.staff, entries: batch.map(bare) });
  const first = await post(server, body);
  if (first.reason !== "token") return first;
  const renewed = await ask({ ...server, etag: "" }, 0, server); // the sign-in is another one since
  return renewed.reason ? renewed : busyUnless(await post(server, body));
}

// Asks what came after a place; without `entries` nothing did.
export async function ask(server, place, renew = server) {
  const headers = server.etag ? { "If-None-Match": server.etag } : {};
  const response = await request(`${server.url}?na=${place}`, { headers });
  if (response?.status === 304) return {};
  if (!response?.ok) return { reason: reasonOf(response) };
  const answer = await response.json().catch(() => null);
  if (!answer?.entries) return { reason: "busy" }; // a wifi that answers with a page of its own
  renew.token = answer.token;
  if (renew === server) server.etag = response.headers.get("ETag") ?? "";
  return answer;
}

async function post(server, body) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": server.token };
  const response = await request(server.url, { method: "POST", headers, body });
  const answer = await response?.json().catch(() => null);
  if (response?.ok && answer?.stored) return { refused: null };
  if (response?.status === 422 && answer?.problems) {
    return { refused: new Map(answer.problems.map(({ id, problem }) => [id, problem])) };
  }
  return { reason: reasonOf(response) };
}

function request(url, options) {
  const signal = AbortSignal.timeout?.(LONGEST_MS);
  return fetch(url, { ...options, redirect: "manual", signal }).catch(() => null);
}

function reasonOf(response) {
  if (!response) return "network";
  if (response.type === "opaqueredirect") return "signed-out";
  return REASONS[response.status] ?? "busy";
}

function busyUnless(answer) {
  return answer.reason === "token" ? { reason: "busy" } : answer;
}

function bare({ id, device, document, subject, value, replaces, at }) {
  return { id, device, document, subject, value, replaces, at };
}
