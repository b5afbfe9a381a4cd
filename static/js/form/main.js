// The form on a phone. Everything works without these scripts, but for keeping answers.

import * as check from "./check.js";
import * as countdown from "./countdown.js";
import * as keeping from "./keeping.js";
import * as leftBehind from "./left_behind.js";
import * as offline from "./offline.js";
import * as progress from "./progress.js";
import * as remarks from "./remarks.js";
import * as screens from "./screens.js";
import * as sending from "./sending.js";
import * as slip from "./slip.js";
import { sendOthers } from "./others.js";

const modules = { countdown: countdown.start, "left-behind": leftBehind.start, "rating-form": startForm };

async function startForm(form) {
  slip.start(form);
  screens.start(form);
  const record = await keeping.start(form);
  progress.start(form);
  remarks.start(form);
  check.start(form);
  form.querySelector("[data-resumed]").hidden = !record || "answered" in form.dataset || "redrawn" in form.dataset;
  sending.start(form, record, showPage);
  offline.start(form);
  document.getElementById("nog-niet")?.focus();
  await sendOthers();
}

// Puts the answer of the server where the form was: "Ontvangen", or the form with what is wrong.
function showPage(page) {
  document.title = page.title;
  delete document.documentElement.dataset.at;
  const main = document.adoptNode(page.querySelector("main"));
  document.querySelector("main").replaceWith(main);
  if (!page.querySelector(".languages")) document.querySelector(".languages")?.remove();
  history.replaceState(null, "", location.pathname + location.search);
  scrollTo(0, 0);
  main.focus();
  startAll();
}

function startAll() {
  for (const element of document.querySelectorAll("main [data-module]")) modules[element.dataset.module]?.(element);
}

startAll();
