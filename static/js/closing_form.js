// What somebody writes at the end stays on this device at every key, until it is received.

const A_DAY = 24 * 60 * 60 * 1000;
const NAME = "bouwstenen-slotvragen";

function start(form) {
  const fields = [...form.querySelectorAll("textarea")];
  const kept = "answered" in form.dataset ? null : read(form.dataset.room);
  if (kept) {
    form.elements.token.value = kept.token; // one device counts once
    for (const field of fields) field.value = kept.texts[field.name] ?? field.value;
    document.querySelector("[data-resumed]").hidden = false;
  }
  const canKeep = keep(form, fields);
  for (const element of form.querySelectorAll("[data-js]")) element.hidden = !canKeep;
  form.addEventListener("input", () => keep(form, fields));
  form.addEventListener("submit", (event) => {
    const isOffline = navigator.onLine === false;
    form.querySelector("[data-offline]").hidden = !isOffline;
    if (isOffline) event.preventDefault();
  });
  document.querySelector("[data-wipe]").addEventListener("click", () => {
    forget();
    location.replace(location.href);
  });
}

function keep(form, fields) {
  const texts = Object.fromEntries(fields.map((field) => [field.name, field.value]));
  try {
    if (Object.values(texts).every((text) => text === "")) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, JSON.stringify({ room: form.dataset.room, token: form.elements.token.value, texts, at: Date.now() }));
    return true;
  } catch {
    return false; // a browser that keeps nothing: the page does not say that it does
  }
}

function read(room) {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME));
    if (!kept || (kept.room === room && Date.now() - kept.at < A_DAY)) return kept;
    if (Date.now() - kept.at >= A_DAY) forget();
  } catch {
    forget();
  }
  return null;
}

function forget() {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // nothing was kept either
  }
}

document.querySelectorAll('[data-module="closing-form"]').forEach(start);
if (document.querySelector('[data-module="closing-received"]')) forget();
