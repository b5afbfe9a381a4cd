// What is called out is typed here: on this device first, then on the server; sent twice it is one.

import { newId } from "../journal/ids.js";
import { post } from "./server.js";

const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 30_000;

export async function startTyping(root, queue, board) {
  const forms = [...root.querySelectorAll("[data-typing]")];
  const status = root.querySelector("[data-kept]");
  let pause = FIRST_PAUSE_MS;
  let isSending = false;
  let timer = 0;

  for (const form of forms) {
    const input = form.elements.text;
    const draftId = `draft-${form.dataset.typing}`;
    const draft = (await queue.all()).find((item) => item.draft === draftId);
    if (draft && !input.value) input.value = draft.text;
    const key = `${root.dataset.meeting} ${draftId}`;
    input.addEventListener("input", () => queue.put({ id: key, draft: draftId, text: input.value }));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const text = input.value.trim();
      if (!text) return;
      await queue.put({ id: newId(10), kind: form.dataset.typing, text });
      if (input.value.trim() === text) input.value = "";
      await queue.put({ id: key, draft: draftId, text: input.value });
      await draw();
      send();
    });
  }

  async function send() {
    if (isSending) return;
    isSending = true;
    clearTimeout(timer);
    for (const item of await waiting()) {
      if (!item.problem && !(await deliver(item))) break;
    }
    isSending = false;
    await draw();
    if ((await waiting()).some((item) => !item.problem)) {
      timer = setTimeout(send, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  // Whether the next one may go.
  async function deliver(item) {
    const form = forms.find((one) => one.dataset.typing === item.kind);
    const { id, kind, text } = item;
    const answer = await post(root, form.action, { csrf_token: form.elements.csrf_token.value, id, kind, text });
    if (answer.kind === "done") {
      await queue.remove(id);
      pause = FIRST_PAUSE_MS;
      board.show(answer.html);
    } else if (answer.kind === "problem") {
      await queue.put({ ...item, problem: answer.html });
    } else if (answer.kind === "signed-out") {
      board.say(root.dataset.signedOut, root.dataset.signIn, root.dataset.signInWords);
    }
    return answer.kind === "done" || answer.kind === "problem";
  }

  async function waiting() {
    return (await queue.all()).filter((item) => item.kind);
  }

  async function draw() {
    const left = await waiting();
    for (const form of forms) {
      const list = form.querySelector("[data-waiting]");
      const mine = left.filter((item) => item.kind === form.dataset.typing);
      list.replaceChildren(...mine.map((item) => line(item, list, form)));
      list.hidden = mine.length === 0;
    }
    const { all, here, nowhere } = status.dataset;
    status.hidden = false;
    status.textContent = left.length ? here.replace("{n}", left.length) : all;
    if (!queue.isKept()) status.textContent = `${nowhere} ${status.textContent}`;
  }

  // Something that waits; what was refused goes back into the field at a click.
  function line(item, list, form) {
    const made = document.createElement("li");
    made.append(item.text, " ");
    const note = made.appendChild(document.createElement(item.problem ? "button" : "em"));
    note.textContent = item.problem ?? list.dataset.words;
    if (item.problem) {
      note.type = "button";
      note.addEventListener("click", async () => {
        form.elements.text.value = item.text;
        form.elements.text.focus();
        await queue.remove(item.id);
        await draw();
      });
    }
    return made;
  }

  for (const moment of ["online", "focus"]) addEventListener(moment, send);
  addEventListener("beforeunload", (event) => {
    if (!queue.isKept() && forms.some((form) => form.querySelector("[data-waiting] li"))) event.preventDefault();
  });
  await draw();
  send();
}
