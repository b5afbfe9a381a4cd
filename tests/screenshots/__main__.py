"""Makes the pictures in docs/screenshots again: `make screenshots`."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import FLAGS, find_chromium
from webapp.settings import ROOT

FOLDER = ROOT / "docs" / "screenshots"
COMMAND = Path(sys.executable).with_name("bouwstenen")
PHONE, DESK = {"width": 360, "height": 780}, {"width": 1440, "height": 1000}
TALLEST = 2400
WELCOME = re.compile(
    r"op (http\S+).*?e-mail\s+(\S+).*?wachtwoord\s+(\S+).*?((?:\w{4} ){2}\w{4})", re.DOTALL
)
DRAWN = ".chart__canvas .main-svg"


class Demo(NamedTuple):
    """A running demonstration and how to get in."""

    address: str
    email: str
    password: str
    slip: str


@contextmanager
def running_demo() -> Iterator[Demo]:
    """The demonstration on a free port, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            [COMMAND, "demo", "--port", "0"],
            env={**os.environ, "BOUWSTENEN_HOME": home},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield read_welcome(process)
        finally:
            process.terminate()
            process.wait(timeout=20)


def read_welcome(process: subprocess.Popen[str]) -> Demo:
    """What the demonstration prints once it serves."""
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        found = re.search(
            r"op (http\S+).*?e-mail\s+(\S+).*?wachtwoord\s+(\S+).*?((?:\w{4} ){2}\w{4})",
            text,
            re.DOTALL,
        )
        if found:
            return Demo(*found.groups())
    raise RuntimeError(f"the demonstration did not start: {text}")


def open_page(browser: Browser, size: dict[str, int]) -> Page:
    """A page of this size; nothing moves."""
    context = browser.new_context(viewport=size, reduced_motion="reduce", locale="nl-BE")
    return context.new_page()


def keep(page: Page, name: str) -> None:
    """Save the whole page, up to TALLEST."""
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    size = page.viewport_size or DESK
    clip = {"x": 0, "y": 0, "width": size["width"], "height": max(height, size["height"])}
    page.screenshot(path=FOLDER / f"{name}.png", full_page=True, clip=clip)
    print(f"docs/screenshots/{name}.png")


def sign_in(page: Page, demo: Demo) -> None:
    page.goto(demo.address + "/aanmelden")
    page.fill("#email", demo.email)
    page.fill("#password", demo.password)
    page.click("main button[type=submit]")


def fill_in_a_form(browser: Browser, demo: Demo) -> None:
    page = open_page(browser, PHONE)
    page.goto(demo.address)
    keep(page, "code-360")
    page.fill("#code", demo.slip)
    page.click("main button[type=submit]")
    keep(page, "formulier-360")
    for place, fieldset in enumerate(page.query_selector_all("fieldset[data-block]")[:9]):
        fieldset.query_selector_all("input[type=radio]")[place % 3].check(force=True)
    page.click(".send button")
    keep(page, "formulier-leemten-360")
    page.click("button[name=confirm]")
    keep(page, "ontvangen-360")


def look_at_results(browser: Browser, demo: Demo, size: dict[str, int]) -> None:
    page, width = open_page(browser, size), size["width"]
    sign_in(page, demo)
    keep(page, f"rondes-{width}")
    page.click("text=Terreinverkenning kleine types")
    keep(page, f"ronde-{width}")
    address = page.url + "/resultaten"
    for name, path in (("resultaten", ""), ("resultaten-thema", "/vormgeving")):
        page.goto(address + path)
        page.locator("[data-module=chart]").first.scroll_into_view_if_needed()
        page.wait_for_selector(DRAWN)
        keep(page, f"{name}-{width}")
    page.goto(address)
    page.goto(demo.address + page.get_attribute("a[href*='/resultaten/aanbieder/']", "href"))
    page.locator("[data-module=chart]").first.scroll_into_view_if_needed()
    page.wait_for_selector(DRAWN)
    keep(page, f"resultaten-aanbieder-{width}")


def lead_a_meeting(browser: Browser, demo: Demo) -> None:
    page = open_page(browser, DESK)
    sign_in(page, demo)
    page.click("text=Probeer zelf")
    page.click("main table a")
    keep(page, "gesprek-1440")
    page.goto(demo.address + "/instrument/okt-2020")
    keep(page, "instrument-1440")


def main() -> None:
    """All pictures, from one demonstration."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("no Chromium found: apt-get install chromium, or set CHROMIUM")
    FOLDER.mkdir(parents=True, exist_ok=True)
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with running_demo() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        fill_in_a_form(browser, demo)
        look_at_results(browser, demo, PHONE)
        look_at_results(browser, demo, DESK)
        lead_a_meeting(browser, demo)
        browser.close()


if __name__ == "__main__":
    main()
