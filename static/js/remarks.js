// Going through remarks by keyboard: words are blacked out, a decision is kept without leaving.

const PRESSED = { read: "[name=do][value=lezen]", hide: "[name=do][value=niet]" };

function start(root) {
  const forms = [...root.querySelectorAll("form")];
  root.querySelectorAll("[data-black], [data-keys]").forEach((one) => one.removeAttribute("hidden"));

  for (const form of forms) {
    const { text } = form.elements;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      keep(form, event.submitter ?? form.querySelector(PRESSED.read));
    });
    form.querySelector("[data-black]").addEventListener("click", () => black(form));
    form.addEventListener("keydown", (event) => {
      const action = actionOf(event);
      if (!action) return;
      event.preventDefault();
      action(form);
    });
    text.addEventListener("input", () => form.closest("li").removeAttribute("data-saved"));
  }

  function actionOf(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      return (form) => form.requestSubmit(form.querySelector(event.shiftKey ? PRESSED.hide : PRESSED.read));
    }
    if (!event.altKey || event.ctrlKey || event.metaKey) return null;
    return { KeyX: black, ArrowDown: (form) => go(form, 1), ArrowUp: (form) => go(form, -1) }[event.code];
  }

  function go(form, step) {
    forms[forms.indexOf(form) + step]?.elements.text.focus();
  }

  // Whole words: who chooses half of one hides all of it.
  function black(form) {
    const { text } = form.elements;
    let { selectionStart: from, selectionEnd: to } = text;
    if (text.value.slice(from, to).trim() === "") {
      say(form, root.dataset.choose, true);
      text.focus();
      return;
    }
    while (/\s/.test(text.value[from])) from += 1;
    while (/\s/.test(text.value[to - 1])) to -= 1;
    while (from > 0 && isOfWord(text.value[from - 1])) from -= 1;
    while (to < text.value.length && isOfWord(text.value[to])) to += 1;
    text.setRangeText(root.dataset.mark, from, to, "end");
    text.focus();
    text.dispatchEvent(new Event("input"));
    say(form, "");
  }

  async function keep(form, button) {
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    const answer = await post(form, button);
    delete form.dataset.busy;
    if (!answer.version) {
      say(form, answer.problem ?? root.dataset.notNow, true);
      form.elements.text.focus();
      return;
    }
    form.elements.version.value = answer.version;
    form.closest("li").dataset.saved = "";
    const isShown = button.matches(PRESSED.read);
    say(form, isShown ? root.dataset.shown : root.dataset.hidden);
    form.closest("li").querySelector("[data-state-now]").textContent = isShown ? root.dataset.isShown : root.dataset.isHidden;
    document.querySelector("[data-done]").value = answer.done;
    document.querySelector("[data-progress]").textContent = answer.words;
    if (form.contains(document.activeElement)) go(form, 1);
  }

  async function post(form, button) {
    const body = new URLSearchParams(new FormData(form));
    body.set("do", button.value);
    try {
      const response = await fetch(form.action, { method: "POST", body, headers: { "X-Part": "1" } });
      if (response.redirected) return { problem: root.dataset.signedOut };
      return response.status === 200 || response.status === 409 ? await response.json() : {};
    } catch {
      return {};
    }
  }
}

function say(form, words, isProblem = false) {
  const output = form.querySelector("output");
  output.textContent = words;
  output.toggleAttribute("data-problem", isProblem);
}

function isOfWord(sign) {
  return /[\p{L}\p{N}]/u.test(sign);
}

document.querySelectorAll('[data-module="remarks"]').forEach(start);
