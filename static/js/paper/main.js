// Typing paper forms in: number, a key per bouwsteen, Enter to look it over, Enter to store it.

import { newDesk } from "./desk.js";
import { openDrafts } from "./draft.js";
import * as keys from "./keys.js";
import * as total from "./total.js";

const form = document.querySelector("[data-module='paper-entry']");
const message = document.querySelector("[data-message]");
const review = form.querySelector("[data-review]");
const part = (name) => review.querySelector(`[data-review-${name}]`);
const desk = newDesk(form, (why) => say(form.dataset[why], "wrong"));
const drafts = openDrafts(form.dataset.meeting, () => say(form.dataset.notKept, "wrong"));
let isBusy = false;

async function start() {
  const legend = document.querySelector("[data-keys]").dataset.keys;
  keys.start(form, legend, form.dataset.blank, () => form.querySelector("[data-look]").focus());
  total.start(document.querySelector("[data-total]"), () => drafts.count);
  for (const element of document.querySelectorAll("[data-js]")) element.hidden = false;
  document.querySelector("[autofocus]")?.focus(); // the browser does so when it first draws; keys come earlier
  form.addEventListener("submit", send);
  form.addEventListener("input", () => {
    review.hidden = true;
    drafts.change({ fields: typed() });
  });
  await drafts.open();
  document.querySelector("[data-count]").textContent = drafts.count;
  if (!isBegun() && (await drafts.adopt(isBegun))) take(true);
}

async function send(event) {
  event.preventDefault();
  if (isBusy) return;
  isBusy = form.inert = true;
  const { storeAs = null } = event.submitter?.dataset ?? {};
  await (storeAs ? store(storeAs === "replace") : look());
  isBusy = false;
}

async function look() {
  await drafts.change({ fields: typed() });
  const answer = await desk.ask(typed());
  form.inert = false;
  show(answer);
}

async function store(isAgreed) {
  const { number, fresh, storing } = drafts.current;
  await drafts.change({ storing: true });
  const mayReplace = (attempt) => isAgreed || (fresh && (storing || attempt > 0));
  const answer = await desk.ask(typed(), (attempt) => ({ confirm: "1", ...(mayReplace(attempt) ? { replace: number } : {}) }));
  form.inert = false;
  if (answer.state === "stored") await drafts.finish();
  else await drafts.change({ storing: false, fresh: fresh && answer.state !== "review" });
  show(answer);
  if (answer.state === "stored") take(await drafts.adopt(), answer.message);
}

function show(answer) {
  showProblems(answer.problems);
  say(answer.message, answer.state === "stored" ? "done" : "wrong");
  review.hidden = answer.state !== "review";
  if (answer.state === "review") showReview(answer);
  else if (answer.state !== "stored") (form.querySelector("[aria-invalid]") ?? form.querySelector("[data-look]")).focus();
}

function showReview({ number, summary, received }) {
  if (drafts.current.number !== number) drafts.change({ number, fresh: !received, storing: false });
  const isOurs = drafts.current.fresh && drafts.current.storing; // sent, and the answer was lost
  part("number").textContent = number;
  part("summary").textContent = summary;
  part("again").hidden = !received || isOurs;
  part("new").hidden = received && !isOurs;
  if (part("new").hidden) {
    say(part("again").querySelector("p").textContent, "wrong"); // far below the number, that one is not seen
    form.elements.code.select();
  } else part("new").querySelector("button").focus();
}

function showProblems(problems) {
  for (const place of form.querySelectorAll("[data-problem]")) {
    const text = problems[place.dataset.problem] ?? "";
    place.hidden = text === "";
    place.querySelector("[data-text]").textContent = text;
    form.elements[place.dataset.problem]?.toggleAttribute("aria-invalid", text !== "");
  }
}

// Begins with an empty form, or goes on with one that was left behind.
function take(isLeftBehind, text = message.textContent) {
  for (const field of form.querySelectorAll("[name=code], [data-key], textarea")) {
    field.value = drafts.current.fields[field.name] ?? "";
  }
  document.querySelector("[data-count]").textContent = drafts.count;
  if (isLeftBehind) say(form.dataset.found, "wrong");
  else say(text, "done");
  form.elements.code.focus();
}

function isBegun() {
  return Object.values(typed()).some(Boolean);
}

function typed() {
  const fields = [...form.querySelectorAll("[name=code], [data-key], textarea")];
  return Object.fromEntries(fields.map((field) => [field.name, field.value]));
}

function say(text, kind) {
  message.textContent = text;
  message.classList.toggle("fiche__message--done", kind === "done");
  message.classList.toggle("fiche__message--wrong", kind === "wrong");
}

start();
