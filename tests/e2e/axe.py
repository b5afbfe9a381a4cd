"""axe-core in a page: what it finds, as lines to read."""

from functools import cache

from playwright.sync_api import Page

from tests.e2e.npm import npm_file

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = """async ([tags, part]) => {
  const found = await axe.run(part ? { include: [part] } : document, {
    runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false,
  });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => [id, target.join(" "), failureSummary]));
}"""


@cache
def _source() -> str:
    return npm_file("axe-core/axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, part: str | None = None) -> list[str]:
    """What axe finds on the page as it is now, or in the parts of it that a selector names."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_source())
    return [
        f"axe {rule} at {target}: {' '.join(why.split())[:300]}"
        for rule, target, why in page.evaluate(_RUN, [RULES, part])
    ]
