// Coding by keyboard: what is typed shows its names, Enter keeps it and goes to the next one.

function start(root) {
  const names = new Map([...root.querySelectorAll("[data-mark]")].map((one) => [one.dataset.mark, one.lastElementChild.textContent]));
  const inputs = [...root.querySelectorAll(".to-code input[name=codes]")];
  let current = inputs[0];

  for (const input of inputs) {
    input.addEventListener("focus", () => (current = input));
    input.addEventListener("input", () => preview(input));
    input.form.addEventListener("submit", (event) => {
      event.preventDefault();
      keep(input);
    });
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      inputs[inputs.indexOf(input) + step]?.focus();
    });
  }
  root.querySelector(".scheme").addEventListener("click", ({ target }) => {
    const mark = target.closest("[data-mark]")?.dataset.mark;
    if (!mark || !current) return;
    const marks = marksIn(current);
    current.value = (marks.includes(mark) ? marks.filter((one) => one !== mark) : [...marks, mark]).join(" ");
    current.focus();
    preview(current);
  });

  function preview(input) {
    const words = marksIn(input).map((mark) => names.get(mark) ?? `${mark}: ${root.dataset.unknown}`);
    input.form.querySelector("output").textContent = words.join(", ");
    input.closest("li").removeAttribute("data-saved");
  }

  async function keep(input) {
    const { form } = input;
    const sent = input.value;
    const answer = await post(form);
    if (answer.version) {
      form.elements.version.value = answer.version;
      if (input.value === sent) {
        preview(input);
        form.querySelector("output").textContent += ` – ${root.dataset.saved}`;
        input.closest("li").dataset.saved = "";
      }
      count(input, sent.trim() !== "");
      if (document.activeElement === input || document.activeElement?.form === form) inputs[inputs.indexOf(input) + 1]?.focus();
    } else {
      form.querySelector("output").textContent = answer.problem ?? root.dataset.notNow;
      input.focus();
    }
  }

  async function post(form) {
    try {
      const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Part": "1" } });
      if (response.redirected) return { problem: root.dataset.signedOut };
      return response.status === 200 || response.status === 409 ? await response.json() : {};
    } catch {
      return {};
    }
  }

  // How far it is, without asking the server again.
  function count(input, hasCodes) {
    const bar = document.querySelector("[data-done]");
    const had = "coded" in input.dataset ? input.dataset.coded === "yes" : input.defaultValue.trim() !== "";
    input.dataset.coded = hasCodes ? "yes" : "no";
    bar.value += Number(hasCodes) - Number(had);
    const words = document.querySelector("[data-progress]");
    words.textContent = words.dataset.words.replace("{done}", bar.value).replace("{total}", bar.max);
  }
}

function marksIn(input) {
  return input.value.toLowerCase().split(/[\s,;+]+/).filter(Boolean);
}

document.querySelectorAll('[data-module="coding"]').forEach(start);
