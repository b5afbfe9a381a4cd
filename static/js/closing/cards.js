// The cards by keyboard and by touch: from one to the next, a place, and what says the same.

const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

export function startCards(board) {
  const { place, act } = board;
  let picked = null;

  function pick(card) {
    picked = card && { id: card.id, kind: card.dataset.kind };
    draw();
  }

  // Marks what was picked, and offers the others of its kind; also after the board was renewed.
  function draw() {
    const from = picked && document.getElementById(picked.id);
    if (!from) picked = null;
    for (const card of cards()) {
      const isOther = picked !== null && card.id !== picked.id && card.dataset.kind === picked.kind;
      card.toggleAttribute("data-picked", picked?.id === card.id);
      const [pickButton, here] = [card.querySelector("[data-pick]"), card.querySelector("[data-here]")];
      if (!pickButton) continue;
      pickButton.hidden = isOther || cards(card.dataset.kind).length < 2;
      pickButton.setAttribute("aria-pressed", String(picked?.id === card.id));
      here.hidden = !isOther;
    }
    const first = cards()[0];
    if (first) first.tabIndex = 0;
  }

  function cards(kind) {
    return [...place.querySelectorAll("[data-card]")].filter((card) => !kind || card.dataset.kind === kind);
  }

  function put(card) {
    const from = document.getElementById(picked.id);
    picked = null;
    const head = card.querySelector("[data-here]").dataset.here.replace(".", " "); // id and version
    act(from.dataset.url, `same ${from.dataset.version} ${head}`);
  }

  place.addEventListener("click", ({ target }) => {
    const card = target.closest("[data-card]");
    if (target.closest("[data-pick]")) pick(picked?.id === card.id ? null : card);
    else if (target.closest("[data-here]")) put(card);
  });
  place.addEventListener("keydown", (event) => {
    const card = event.target.closest("[data-card]");
    if (!card || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key in STEPS) {
      const all = cards();
      all[all.indexOf(card) + STEPS[event.key]]?.focus();
    } else if (event.key === "Escape") pick(null);
    else if (event.key === "z" && picked && !card.querySelector("[data-here]")?.hidden) put(card);
    else {
      const button = card.querySelector(`[data-key="${CSS.escape(event.key)}"]:not([hidden])`);
      if (!button) return;
      button.click();
    }
    event.preventDefault();
  });
  place.addEventListener("renewed", draw);
  draw();
}
