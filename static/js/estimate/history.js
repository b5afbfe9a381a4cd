// All that was ever written of a bouwsteen stands on the server: it is asked for again when opened.

export function start(form) {
  for (const details of form.querySelectorAll("[data-history]")) {
    details.addEventListener("toggle", () => details.open && renew(details, form.dataset.offline));
  }
}

async function renew(details, offline) {
  const lines = details.querySelector("[data-lines]");
  details.querySelector("[data-note]")?.remove();
  const response = await fetch(details.dataset.url, { redirect: "manual" }).catch(() => null);
  if (response?.ok) {
    lines.innerHTML = await response.text();
    return;
  }
  const note = document.createElement("p");
  note.dataset.note = "";
  note.textContent = offline;
  lines.before(note);
}
