"""`python -m tests.bench.pages`: what pages of results weigh, and how soon they are drawn.

Weight is everything a first visit fetches, as gzip packs it. Drawing is from the start of the
navigation until the charts near the screen stand there, with the processor six times slower.
"""

import gzip
import re
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, Response, sync_playwright

from tests.browser import FLAGS, find_chromium
from tests.screenshots.__main__ import Demo, running_demo

SLOWER = 6
TURNS = 2
FULL_BUNDLE = Path(str(files("plotly"))) / "package_data" / "plotly.min.js"


class Visit(NamedTuple):
    """Kilobytes and requests of a first visit, and seconds until its charts stand there."""

    kilobytes: float
    requests: int
    seconds: float


def main() -> None:
    """Each page with the small bundle, which is served, and with the full one in its place."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("no Chromium found: apt-get install chromium, or set CHROMIUM")
    with running_demo() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=[*FLAGS, "--no-sandbox"]
        )
        print(f"results pages, first visit, processor {SLOWER} times slower (best of {TURNS})")
        for name, path in _pages(browser, demo):
            for bundle, script in (("small", None), ("full", FULL_BUNDLE)):
                visits = [_visit(browser, demo, path, script) for _ in range(TURNS)]
                best = min(visits, key=lambda visit: visit.seconds)
                print(
                    f"  {name:<14} {bundle:<6} {best.kilobytes:6.0f} kB in {best.requests} "
                    f"requests, drawn after {best.seconds:.1f} s"
                )
        browser.close()


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


def _visit(browser: Browser, demo: Demo, address: str, script: Path | None) -> Visit:
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
    seconds = _seconds_until_drawn(page)
    page.wait_for_load_state()
    weight = sum(len(gzip.compress(answer.body(), 9)) for answer in answers) / 1000
    page.context.close()
    return Visit(weight, len(answers), seconds)


def _seconds_until_drawn(page: Page) -> float:
    page.wait_for_selector("[data-module=chart]", state="attached", timeout=60_000)
    page.evaluate("document.querySelector('[data-module=chart]').scrollIntoView()")
    page.wait_for_selector(".chart[data-drawn]", timeout=60_000)
    return float(page.evaluate("performance.now()")) / 1000


if __name__ == "__main__":
    main()
