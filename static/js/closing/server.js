// Asking the server to do something, and what became of it.

const LONGEST_MS = 20_000;

// kind: "done" (with html), "refused" (409, with html), "problem" (422, with words), "signed-out"
// or "not-now" (no network, or a server that cannot).
export async function post(root, url, fields) {
  const answer = await ask(url, fields);
  if (answer.status !== 400) return read(answer);
  // after signing in again the forms of this page need another token
  const page = await ask(location.href).then((one) => one.text?.());
  const token = new DOMParser().parseFromString(page ?? "", "text/html").querySelector("#bord-token")?.value;
  if (!token) return { kind: "signed-out" };
  for (const input of root.ownerDocument.querySelectorAll("[name=csrf_token]")) input.value = token;
  return read(await ask(url, { ...fields, csrf_token: token }));
}

async function ask(url, fields) {
  try {
    return await fetch(url, {
      method: fields ? "POST" : "GET",
      body: fields && new URLSearchParams(fields),
      headers: fields ? { "X-Part": "1" } : {},
      signal: AbortSignal.timeout?.(LONGEST_MS),
    });
  } catch {
    return { status: 0 };
  }
}

async function read(answer) {
  if (answer.redirected) return { kind: "signed-out" };
  const kinds = { 200: "done", 409: "refused", 422: "problem" };
  const kind = kinds[answer.status];
  return kind ? { kind, html: await answer.text() } : { kind: "not-now" };
}
