// In a meeting without slips a device counts once by its token.

import { enqueue, save } from "./draft.js";

// A form that was opened without a network has no token yet: it is kept before it is used.
export async function withToken(form, body) {
  const fields = new URLSearchParams(body ?? "");
  if (!body || !form.elements.token || fields.get("token")) return body;
  const answer = await fetch(form.dataset.tokenUrl, { credentials: "omit" }).then((one) => one.json()).catch(() => ({}));
  if (!answer.token) return body; // closed or no network: the answer to the sheet will tell
  const kept = await save({ token: answer.token });
  form.elements.token.value = kept.token;
  fields.set("token", kept.token);
  await enqueue(String(fields));
  return String(fields);
}
