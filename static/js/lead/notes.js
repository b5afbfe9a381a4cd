// A field of notes: kept while somebody types, renewed when a colleague wrote, and where two wrote
// at once both texts side by side until somebody settles it.

import { say } from "../form/text.js";
import { showConflict } from "./conflict.js";
import { together } from "./together.js";

const TYPING_MS = 400;

export function start(element, journal, section) {
  const subject = element.dataset.notes;
  const field = element.querySelector("textarea");
  const texts = section.querySelector("[data-lead]").dataset;
  let seen = []; // the ids of the entries that the text in the field came from
  let isChanged = false;
  let timer = 0;
  let writing = Promise.resolve();

  function flush() {
    clearTimeout(timer);
    writing = writing.then(async () => {
      if (!isChanged) return;
      isChanged = false;
      const entry = journal.write("notes", subject, { text: field.value }, { replaces: seen, merge: true });
      journal.hold(subject, false);
      seen = [(await entry).id];
    });
    return writing.then(show);
  }

  function settle(text) {
    return flush().then(async () => {
      const replaces = journal.heads("notes", subject).map(({ id }) => id);
      seen = [(await journal.write("notes", subject, { text }, { replaces })).id];
      put(text);
      show();
      field.focus();
    });
  }

  async function show() {
    await writing;
    const counting = journal.heads("notes", subject);
    const isConflict = journal.isConflict("notes", subject);
    const shown = counting.find(({ id }) => seen.includes(id)) ?? counting.at(-1);
    if (shown && !isChanged) {
      put(shown.value.text);
      seen = isConflict ? [shown.id] : counting.map(({ id }) => id);
    }
    showAuthor(isConflict ? null : counting.at(-1));
    showConflict(element, section, isConflict ? counting : [], { settle, together });
  }

  function showAuthor(last) {
    const line = element.querySelector("[data-notes-by]");
    line.hidden = !last?.by || last.isMine;
    if (!line.hidden) line.textContent = say(texts.lastBy, { name: last.by });
  }

  function put(text) {
    if (field.value === text) return;
    const [before, at] = [field.value, field.selectionStart];
    field.value = text;
    if (document.activeElement === field) field.setSelectionRange(...moved(before, text, at));
  }

  field.addEventListener("input", () => {
    isChanged = true;
    journal.hold(subject, true);
    clearTimeout(timer);
    timer = setTimeout(flush, TYPING_MS);
  });
  field.addEventListener("blur", flush);
  journal.onChange(show);
  show();
  return { flush };
}

// Where the caret goes when the text around it changes: it stays behind the same letters.
function moved(before, after, at) {
  let same = 0;
  while (same < at && before[same] === after[same]) same += 1;
  const place = same === at ? at : Math.max(0, at + after.length - before.length);
  return [place, place];
}
