// One key per bouwsteen: it fills in and goes on to the next.

export function start(form, legend, blank, onEnd) {
  const fields = [...form.querySelectorAll("[data-key]")];
  const code = form.elements.code;

  code.addEventListener("input", () => {
    if (code.value.replace(/[\s-]/g, "").length === 12) fields[0].focus();
  });
  for (const [place, field] of fields.entries()) {
    field.addEventListener("focus", () => field.select());
    field.addEventListener("keydown", (event) => press(event, field, place));
    field.addEventListener("input", (event) => {
      if (event.isTrusted) put(field, place, field.value); // a keyboard on glass tells no key
    });
  }

  function press(event, field, place) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { key } = event;
    if (key === "ArrowDown") go(place + 1);
    else if (key === "ArrowUp") go(place - 1);
    else if (key === "Backspace") back(field, place);
    else if (key.length === 1) put(field, place, key);
    else return;
    event.preventDefault();
  }

  function put(field, place, typed) {
    const key = typed === " " ? blank : typed.toLowerCase();
    const isKnown = key === blank || (key !== "" && legend.includes(key));
    field.value = isKnown ? key : "";
    field.toggleAttribute("aria-invalid", !isKnown && typed !== "");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (isKnown) go(place + 1);
  }

  function back(field, place) {
    const target = field.value === "" ? (fields[place - 1] ?? field) : field;
    target.value = "";
    target.focus();
    target.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function go(place) {
    if (place >= fields.length) onEnd();
    else fields[Math.max(place, 0)].focus();
  }
}
