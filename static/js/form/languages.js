// Another language without sending an answer: the form is asked for again, and filled in here.

import { fill, valuesOf } from "./fields.js";
import { flush } from "./keeping.js";

export function start(form, showPage) {
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.name !== "taal") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await flush();
    const page = await fetch(event.submitter.formAction, { credentials: "omit" }).then(read).catch(() => null);
    const other = page?.querySelector("form#formulier");
    if (!other) return; // no network: the form stays as it is
    fill(other, valuesOf(form));
    showPage(page, location.hash);
  });
}

async function read(response) {
  return new DOMParser().parseFromString(await response.text(), "text/html");
}
