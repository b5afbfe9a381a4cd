// The form on a phone. Everything works without these scripts, but for keeping answers.

import * as check from "./check.js";
import * as countdown from "./countdown.js";
import * as keeping from "./keeping.js";
import * as languages from "./languages.js";
import * as leftBehind from "./left_behind.js";
import * as offline from "./offline.js";
import * as progress from "./progress.js";
import * as questions from "./questions.js";
import * as remarks from "./remarks.js";
import * as screens from "./screens.js";
import * as sending from "./sending.js";
import * as slip from "./slip.js";
import { sendOthers } from "./others.js";

const modules = { countdown: countdown.start, "left-behind": leftBehind.start, questions: questions.start, "rating-form": startForm };

async function startForm(form) {
  slip.start(form);
  screens.start(form);
  const record = await keeping.start(form);
  progress.start(form);
  remarks.start(form);
  check.start(form);
  const resumed = form.querySelector("[data-resumed]"); // not on a form that the server sent back
  if (resumed) resumed.hidden = !record || "answered" in form.dataset;
  languages.start(form, showPage);
  sending.start(form, record, showPage);
  offline.start(form);
  document.getElementById("nog-niet")?.focus();
  await sendOthers();
}

// Puts what the server answered where the form was: "Ontvangen", or the form with what is wrong.
function showPage(page, place = "") {
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  delete document.documentElement.dataset.at;
  document.body.replaceWith(document.adoptNode(page.body));
  const form = document.getElementById("formulier");
  const address = form ? form.getAttribute("action") : location.pathname + location.search;
  history.replaceState(null, "", address + place);
  scrollTo(0, 0);
  document.querySelector("main").focus();
  startAll();
}

function startAll() {
  for (const element of document.querySelectorAll("main [data-module]")) modules[element.dataset.module]?.(element);
}

startAll();
