// One bouwsteen of an estimate: shows what counts for it, and keeps what somebody changes.

const TYPING_MS = 400;

// `about` is the document in the journal. Gives { element, value, rate, flush, show, focus, isProposed }.
export function openBlock(element, journal, about, texts) {
  const id = element.dataset.block;
  const radios = [...element.querySelectorAll("input[type=radio]")];
  const field = element.querySelector("textarea");
  const seen = element.dataset.seen.split(" ").filter(Boolean);
  const rendered = { option: radios.find((radio) => radio.checked)?.value ?? null, remark: field.value };
  let knowsAll = seen.length === 0; // whether this device knows what the page was made of, or better
  let timer = 0;

  function counting() {
    const heads = journal.heads(about, id);
    knowsAll ||= heads.some((one) => !one.isStored || [one.id, ...one.replaces].some((other) => seen.includes(other)));
    return knowsAll ? heads : [];
  }

  const isConflict = () => counting().length > 1 && journal.isConflict(about, id);
  const value = () => (isConflict() ? { option: null, remark: remarks() } : (counting().at(-1)?.value ?? rendered));

  // Of two that differ nothing is lost: the remarks of both.
  function remarks() {
    return [...new Set(counting().map((one) => one.value.remark).filter(Boolean))].join("\n");
  }

  function keep(change, options) {
    const heads = journal.heads(about, id).map((one) => one.id);
    const replaces = knowsAll ? heads : [...new Set([...heads, ...seen])];
    const next = { ...value(), ...change };
    knowsAll = true;
    journal.write(about, id, next, { ...options, replaces });
  }

  function flush() {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    if (field.value !== value().remark) keep({ remark: field.value }, { merge: true });
  }

  function rate(option) {
    flush();
    keep({ option });
  }

  function show() {
    const { option, remark } = value();
    const differ = isConflict();
    for (const radio of radios) radio.checked = radio.value === option;
    if (!timer && field.value !== remark) field.value = remark;
    field.readOnly = differ;
    element.classList.toggle("guess--conflict", differ);
    element.toggleAttribute("data-answered", Boolean(option));
    element.querySelector("[data-conflict]").hidden = !differ;
    if (differ) element.querySelector("[data-versions]").replaceChildren(...counting().map(version));
    const note = element.querySelector("[data-proposed]");
    if (note) note.hidden = Boolean(option);
  }

  function version({ isMine, by, value: said }) {
    const line = document.createElement("li");
    const who = isMine || !by ? texts.you : by;
    const label = radios.find((radio) => radio.value === said.option)?.labels[0].firstElementChild;
    const what = label?.textContent ?? texts.none;
    line.textContent = `${who}: ${what}${said.remark ? ` – ${said.remark}` : ""}`;
    return line;
  }

  function focus() {
    (radios.find((radio) => radio.checked) ?? radios[0]).focus({ preventScroll: true });
    element.scrollIntoView({ block: "center" });
  }

  element.addEventListener("change", ({ target }) => (target === field ? flush() : radios.includes(target) && rate(target.value)));
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(flush, TYPING_MS);
  });
  element.querySelector("[data-clear]").addEventListener("click", () => {
    rate(null);
    focus();
  });

  const isProposed = () => Boolean(element.querySelector("[data-proposed]")) && !value().option;
  return { element, field, value, rate, flush, show, focus, isProposed };
}
