// One key rates a bouwsteen and goes on to the next. Keys act only while the cursor is in a
// bouwsteen; what they do stands above the form, and going on by itself can be switched off.

const STEPS = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 };

export function start(form, blocks) {
  const codes = new Map(form.dataset.keys.trim().split(" ").map((pair) => pair.split("=")));
  const follow = form.querySelector("[data-follow]");
  const step = (block, by) => (blocks[blocks.indexOf(block) + by] ?? block).focus();

  // What a key does in a bouwsteen, or undefined.
  function actionOf({ key: pressed, shiftKey, repeat, target }) {
    const key = pressed.length === 1 ? pressed.toLowerCase() : pressed;
    if (key in STEPS && (shiftKey || !codes.has(key))) return (block) => step(block, STEPS[key]);
    if (codes.has(key)) return (block) => repeat || rate(block, codes.get(key));
    if (key === "Delete" || key === "Backspace") return (block) => repeat || block.rate(null);
    if (key === "Enter" && target.matches("input, fieldset")) return write;
    return undefined;
  }

  function rate(block, code) {
    block.rate(code);
    if (follow.checked) step(block, 1);
  }

  function write({ element, field }) {
    element.querySelector("[data-remark]").open = true;
    field.focus();
  }

  form.addEventListener("keydown", (event) => {
    const block = blocks.find(({ element }) => element.contains(event.target));
    if (!block || event.ctrlKey || event.altKey || event.metaKey) return;
    const isTyping = event.target === block.field;
    const action = isTyping ? event.key === "Escape" && ((one) => one.focus()) : actionOf(event);
    if (!action) return;
    event.preventDefault();
    action(block);
  });
}
