// Versions of the same notes side by side, with buttons that settle it.

import { say } from "../form/text.js";

// `versions` are the entries that count; fewer than two: nothing is shown.
export function showConflict(element, section, versions, { settle, together }) {
  const place = element.querySelector("[data-notes-conflict]");
  const key = versions.map(({ id }) => id).join(" ");
  if (place.dataset.shown === key) return;
  place.dataset.shown = key;
  place.hidden = versions.length < 2;
  if (place.hidden) return place.replaceChildren();
  const [frame, version] = section.querySelector("[data-conflict-parts]").content.children;
  const shown = frame.cloneNode(true);
  const texts = section.querySelector("[data-lead]").dataset;
  shown.querySelector("[data-versions]").append(...versions.map((one) => showVersion(version, one, texts, settle)));
  shown.querySelector("[data-keep-all]").addEventListener("click", () => settle(together(versions.map(({ value }) => value.text))));
  place.replaceChildren(shown);
}

function showVersion(version, { value, by, isMine }, texts, settle) {
  const shown = version.cloneNode(true);
  shown.querySelector("[data-by]").textContent = isMine ? texts.mine : say(texts.by, { name: by ?? "…" });
  shown.querySelector("[data-text]").textContent = value.text;
  shown.querySelector("[data-keep]").addEventListener("click", () => settle(value.text));
  return shown;
}
