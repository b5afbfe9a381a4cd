"""`python -m tests.bench.pages`: what pages of results weigh, and how soon they are drawn.

Weight is everything a first visit fetches, as gzip packs it: of the page as it comes, and with what
comes when a chart is asked for its figures. The picture stands there when the browser has painted
it, counted from the start of the navigation; Plotly's chart is counted from the tap. The processor
is six times slower.
"""

import gzip
import re
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import Browser, Page, Response, sync_playwright

from tests.browser import FLAGS, find_chromium
from tests.screenshots.demo import Demo, running_demo

SLOWER = 6
TURNS = 2
PAINTED = """() => new Promise((painted) =>
  requestAnimationFrame(() => setTimeout(() => painted(performance.now()))))"""
FULL_BUNDLE = Path(str(files("plotly"))) / "package_data" / "plotly.min.js"


class Load(NamedTuple):
    """Kilobytes and requests so far, and how many seconds the last step took."""

    kilobytes: float
    requests: int
    seconds: float


class Visit(NamedTuple):
    """A first visit until its first picture stands there, and then a tap on that chart."""

    picture: Load
    figures: Load


def main() -> None:
    """Each page, and one as it were with the full bundle in place of the small one."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("no Chromium found: apt-get install chromium, or set CHROMIUM")
    with (
        TemporaryDirectory(prefix="bouwstenen-bench-") as home,
        running_demo(Path(home)) as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium, args=[*FLAGS, "--no-sandbox"]
        )
        print(f"results pages, first visit, processor {SLOWER} times slower (best of {TURNS})")
        pages = _pages(browser, demo)
        for name, path in pages:
            visits = [_visit(browser, demo, path) for _ in range(TURNS)]
            first, asked = (min(loads, key=_seconds) for loads in zip(*visits, strict=True))
            print(f"  {name:<14} {_told(first)}, pictures after {first.seconds:.1f} s")
            print(f"    with Plotly  {_told(asked)}, {asked.seconds:.1f} s after a tap")
        _, asked = _visit(browser, demo, pages[0][1], FULL_BUNDLE)
        print(f"    had {pages[0][0]} the full Plotly: {_told(asked)}, {asked.seconds:.1f} s")
        browser.close()


def _seconds(load: Load) -> float:
    return load.seconds


def _told(load: Load) -> str:
    return f"{load.kilobytes:6.0f} kB in {load.requests:2} requests"


def _pages(browser: Browser, demo: Demo) -> list[tuple[str, str]]:
    page = _signed_in(browser, demo)
    page.click("text=Terreinverkenning kleine types")
    root = page.url + "/resultaten"
    page.goto(root)
    provider = page.get_attribute("a[href*='/resultaten/aanbieder/']", "href")
    page.context.close()
    return [
        ("overview", root),
        ("thema", f"{root}/vormgeving"),
        ("side by side", f"{root}/vergelijken/gesprekspartners"),
        ("provider", f"{demo.address}{provider}"),
    ]


def _signed_in(browser: Browser, demo: Demo) -> Page:
    page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    page.goto(demo.address + "/aanmelden")
    page.fill("[name=email]", demo.email)
    page.fill("[name=password]", demo.password)
    page.click("main button[type=submit]")
    page.wait_for_selector("text=Terreinverkenning kleine types")
    return page


def _visit(browser: Browser, demo: Demo, address: str, script: Path | None = None) -> Visit:
    page = _signed_in(browser, demo)
    if script:
        page.route(re.compile(r"/vendor/plotly\.min\.js"), lambda route: route.fulfill(path=script))
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  # no builtins
    slow = page.context.new_cdp_session(page)
    slow.send("Network.enable")
    slow.send("Network.setCacheDisabled", {"cacheDisabled": True})
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".chart__svg svg")
    seconds = page.evaluate(PAINTED) / 1000
    page.wait_for_load_state()
    visit = Visit(_load(answers, seconds), _load(answers, _seconds_after_a_tap(page)))
    page.context.close()
    return visit


def _load(answers: list[Response], seconds: float) -> Load:
    weight = sum(len(gzip.compress(answer.body(), 9)) for answer in answers) / 1000
    return Load(weight, len(answers), seconds)


def _seconds_after_a_tap(page: Page) -> float:
    chart = page.locator("[data-module=chart]").first
    chart.scroll_into_view_if_needed()
    start = page.evaluate("performance.now()")
    chart.locator(".chart__picture").click(position={"x": 5, "y": 5})
    page.wait_for_selector(".chart[data-drawn]", timeout=60_000)
    return float(page.evaluate(PAINTED) - start) / 1000


if __name__ == "__main__":
    main()
