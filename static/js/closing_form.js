// What somebody writes at the end stays on this device at every key, and is sent again by itself
// until it is received. Without these scripts the form is sent as it is.

const A_DAY = 24 * 60 * 60 * 1000;
const NAME = "bouwstenen-slotvragen"; // and the room: what waits for another one stays as it is
const LONGEST_MS = 20_000;
const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 30_000;

function start(form) {
  const fields = [...form.querySelectorAll("textarea")];
  const stored = read(form.dataset.room);
  const kept = "answered" in form.dataset ? null : stored;
  let changedAt = stored?.at ?? Date.now(); // only who types has another day, not who opens the page
  if (kept) {
    form.elements.token.value = kept.token; // one device counts once
    for (const field of fields) field.value = kept.texts[field.name] ?? field.value;
    document.querySelector("[data-resumed]").hidden = false;
  }
  const canKeep = keep(form, fields, changedAt);
  for (const element of form.querySelectorAll("[data-js]")) element.hidden = !canKeep;
  const sending = startSending(form, (isSent) => keep(form, fields, changedAt, isSent));
  form.addEventListener("input", () => {
    sending.stop(); // who goes on writing sends again when it is done
    changedAt = Date.now();
    keep(form, fields, changedAt);
  });
  document.querySelector("[data-wipe]").addEventListener("click", () => {
    sending.stop();
    forget(form.dataset.room);
    location.replace(location.href);
  });
  if (kept?.isSent) sending.begin();
}

function startSending(form, keepAs) {
  const note = form.querySelector("[data-offline]");
  let pause = FIRST_PAUSE_MS;
  let timer = 0;
  let wish = null; // what is to be sent, until it is received or changed

  async function attempt() {
    clearTimeout(timer);
    const mine = wish;
    if (!mine || mine.isBusy) return;
    mine.isBusy = true;
    const page = await post(form, mine.body);
    mine.isBusy = false;
    if (mine !== wish) return;
    if (page === null) return wait();
    wish = null;
    if (page.includes('data-state="received"')) show(page, form.dataset.room);
    else form.submit(); // too late, or something is wrong: a page of its own, with a way back to this one
  }

  function wait() {
    note.hidden = false;
    timer = setTimeout(attempt, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }

  function begin() {
    wish = { body: new URLSearchParams(new FormData(form)), isBusy: false };
    pause = FIRST_PAUSE_MS;
    keepAs(true);
    attempt();
  }

  function stop() {
    clearTimeout(timer);
    wish = null;
    note.hidden = true;
  }

  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "taal") return;
    event.preventDefault();
    begin();
  });
  addEventListener("online", attempt);
  return { begin, stop };
}

// The page that came back, or null when nothing did: no network, or a server that is busy.
async function post(form, body) {
  try {
    const signal = AbortSignal.timeout?.(LONGEST_MS);
    const response = await fetch(form.action, { method: "POST", body, credentials: "omit", signal });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

function show(html, room) {
  forget(room);
  const page = new DOMParser().parseFromString(html, "text/html");
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  scrollTo(0, 0);
  document.querySelector("main").focus();
}

function keep(form, fields, at, isSent = false) {
  const texts = Object.fromEntries(fields.map((field) => [field.name, field.value]));
  try {
    if (Object.values(texts).every((text) => text === "")) localStorage.removeItem(nameOf(form.dataset.room));
    else localStorage.setItem(nameOf(form.dataset.room), JSON.stringify({ token: form.elements.token.value, texts, isSent, at }));
    return true;
  } catch {
    return false; // a browser that keeps nothing: the page does not say that it does
  }
}

function nameOf(room) {
  return `${NAME} ${room}`;
}

function read(room) {
  try {
    forgetOld();
    return JSON.parse(localStorage.getItem(nameOf(room)));
  } catch {
    return null; // a browser that keeps nothing
  }
}

// Whatever room it is of: nothing is kept for longer than a day.
function forgetOld() {
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith(NAME))) {
    if (!(Date.now() - momentOf(localStorage.getItem(name)) < A_DAY)) localStorage.removeItem(name);
  }
}

function momentOf(text) {
  try {
    return JSON.parse(text).at;
  } catch {
    return NaN;
  }
}

function forget(room) {
  try {
    localStorage.removeItem(nameOf(room));
  } catch {
    // nothing was kept either
  }
}

document.querySelectorAll('[data-module="closing-form"]').forEach(start);
document.querySelectorAll('[data-module="closing-received"]').forEach((page) => forget(page.dataset.room));
