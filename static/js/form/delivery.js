// One POST of a sheet, and what became of it. Sending the same sheet again never counts twice: it
// carries the same slip or token.

const LONGEST_MS = 30_000;
const UNREADABLE_S = 60;
const HELD_S = 10;

// kind: "received", "too-late", "problem" (with the page that says so) or "again" (after seconds;
// `held`: the meeting has not begun, or pauses).
export async function deliver(address, body) {
  try {
    const response = await fetch(address, {
      method: "POST",
      body: new URLSearchParams(body),
      credentials: "omit",
      signal: AbortSignal.timeout?.(LONGEST_MS), // an older phone waits as long as its network does
    });
    return response.ok ? read(await response.text()) : later(response);
  } catch {
    return { kind: "again", after: 0 }; // no network, or nobody knows whether it arrived
  }
}

// A wifi that answers with a page of its own has not received anything.
function read(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const { state, held } = page.querySelector("main [data-state]")?.dataset ?? {};
  if (state === "received" || state === "too-late") return { kind: state, page };
  if (state === "held") return { kind: "again", after: HELD_S, held };
  return page.querySelector("form#formulier") ? { kind: "problem", page } : { kind: "again", after: UNREADABLE_S };
}

function later(response) {
  const asked = Number(response.headers.get("Retry-After"));
  return { kind: "again", after: asked > 0 ? asked : UNREADABLE_S };
}

// The tabs of a device send one after the other, so that the newest sheet comes last.
export function alone(work) {
  return navigator.locks ? navigator.locks.request("bouwstenen", work) : work();
}
