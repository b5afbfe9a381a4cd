"""Small windows, large letters, wide spacing: nothing is cut off and nobody scrolls sideways."""

from collections.abc import Iterator

from playwright.sync_api import Page

SMALLEST = {"width": 320, "height": 640}  # also a window of 1280 at 400 %
HALF = {"width": 640, "height": 512}  # a window of 1280 at 200 %
DESK = {"width": 1280, "height": 1024}
MOST_OF_A_WINDOW = 0.5

# WCAG 2.2, 1.4.12
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""
LARGE = "html { font-size: 200% !important; }"  # 1.4.4, where a browser enlarges text alone

_STYLE = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = css ? [sheet] : [];
}"""
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Elements whose own text does not fit in them, but for what may be scrolled and what is unseen.
_CUT = """() => {
  const found = [];
  for (const one of document.body.querySelectorAll("*")) {
    const speaks = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const box = one.getBoundingClientRect();
    if (!speaks || box.width <= 1 || box.height <= 1 || one.closest("svg, [hidden]")) continue;
    const { overflowX, display, clipPath } = getComputedStyle(one);
    const scrolls = ["auto", "scroll"].includes(overflowX);
    if (display === "inline" || clipPath !== "none" || scrolls) continue;
    const wide = one.scrollWidth - one.clientWidth, high = one.scrollHeight - one.clientHeight;
    const hides = getComputedStyle(one).overflowY !== "visible" && high > 1;
    if (wide > 1 || hides) {
      const name = one.tagName.toLowerCase() + "." + one.className;
      const text = one.textContent.trim().slice(0, 60);
      found.push(`${name}: ${text} (${wide} too wide, ${high} too high)`);
    }
  }
  return found;
}"""
_STUCK = """() => {
  const stuck = [...document.body.querySelectorAll("*")].filter((one) => {
    const { position, top, bottom } = getComputedStyle(one), box = one.getBoundingClientRect();
    const sticks = position === "sticky" && [top, bottom].some((at) => at !== "auto");
    const stays = sticks || position === "fixed";
    return stays && one.checkVisibility() && box.bottom > 0 && box.top < innerHeight;
  });
  return stuck.reduce((sum, one) => sum + Math.min(one.offsetHeight, innerHeight), 0) / innerHeight;
}"""


def too_wide(page: Page) -> Iterator[str]:
    """Whether one must scroll sideways in the smallest window."""
    page.set_viewport_size(SMALLEST)
    if (more := page.evaluate(_TOO_WIDE)) > 0:
        yield f"at 320 points one must scroll sideways: {more} too wide"


def cut_off(page: Page) -> Iterator[str]:
    """What does not bear a small window, spaced text or letters twice as large."""
    for size in (SMALLEST, HALF, DESK):
        for name, css in (("", ""), ("spaced", SPACED), ("large", LARGE)):
            if name == "large" and size == SMALLEST:
                continue  # nobody asks for both at once
            page.set_viewport_size(size)
            page.evaluate(_STYLE, css)
            where = f"{size['width']} points {name}".strip()
            if (more := page.evaluate(_TOO_WIDE)) > 0:
                yield f"{where}: one must scroll sideways: {more} too wide"
            yield from (f"{where}: cut off: {one}" for one in page.evaluate(_CUT))
    page.evaluate(_STYLE, "")
    page.set_viewport_size({**SMALLEST, "height": 256})
    if (part := page.evaluate(_STUCK)) > MOST_OF_A_WINDOW:
        yield f"what stays in view takes {part:.0%} of a window of 1280 × 1024 at 400 %"
