"""What a finger must hit on the form: at least 44 points wide and high."""

from collections.abc import Iterator

from playwright.sync_api import Page

LEAST = 44

# A radio or checkbox and its label are one target; a link within a sentence is as high as its line.
_SMALL = """least => {
  const found = [];
  const targets = "main :is(button, summary, textarea, a.button, select, input)";
  for (const one of document.querySelectorAll(targets)) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.type === "hidden") continue;
    const parts = [one, ...(one.labels ?? [])].map((part) => part.getBoundingClientRect());
    const own = ["radio", "checkbox"].includes(one.type) ? parts : parts.slice(0, 1);
    const wide = Math.max(...own.map((box) => box.right)) - Math.min(...own.map((box) => box.left));
    const high = Math.max(...own.map((box) => box.bottom)) - Math.min(...own.map((box) => box.top));
    if (Math.min(wide, high) < least - 0.5) {
      const name = one.textContent.trim().slice(0, 40) || one.id || one.name;
      found.push(`${one.tagName.toLowerCase()} ${name}: ${Math.round(wide)} × ${Math.round(high)}`);
    }
  }
  return found;
}"""


def too_small(page: Page) -> Iterator[str]:
    """The targets that are smaller than a fingertip."""
    yield from (f"small target: {one}" for one in page.evaluate(_SMALL, LEAST))
