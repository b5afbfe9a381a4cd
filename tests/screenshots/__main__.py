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
WIDTHS = {360: 780, 768: 1024, 1440: 1000}  # a phone, a tablet, a desk: width → height
TALLEST = 1400
QUALITY = 40  # of the pictures, of 100: text stays sharp, the repository stays small
WELCOME = re.compile(
    r"op (http\S+).*?e-mail\s+(\S+).*?wachtwoord\s+(\S+).*?((?:\w{4} ){2}\w{4})", re.DOTALL
)
MORE_RESULTS = {
    "resultaten-vergelijken": "/vergelijken/gesprekspartners",
    "resultaten-kaart": "/kaart/scholen",
}
OPEN_PAGES = {
    "aanmelden": "/aanmelden",
    "niets-in-te-vullen": "/d/BCDF2345",
    "privacy": "/privacy",
    "toegankelijkheid": "/toegankelijkheid",
}


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


class Camera:
    """A browser window of one width that keeps pictures of what it shows."""

    def __init__(self, browser: Browser, width: int) -> None:
        size = {"width": width, "height": WIDTHS[width]}
        self._context = browser.new_context(
            viewport=size, reduced_motion="reduce", locale="nl-BE", service_workers="block"
        )
        self.page = self._context.new_page()
        self.width = width

    def keep(self, name: str) -> None:
        """Save the whole page, up to TALLEST."""
        height = self.page.evaluate("document.documentElement.scrollHeight")
        tall = max(min(height, TALLEST), WIDTHS[self.width])
        file = FOLDER / f"{name}-{self.width}.jpg"
        clip = {"x": 0, "y": 0, "width": self.width, "height": tall}
        self.page.screenshot(path=file, full_page=True, clip=clip, type="jpeg", quality=QUALITY)
        print(file.relative_to(ROOT))

    def close(self) -> None:
        self._context.close()


def fill_in_a_form(camera: Camera, demo: Demo) -> None:
    page = camera.page
    page.goto(demo.address)
    camera.keep("code")
    page.fill("#code", demo.slip)
    page.click("main button[type=submit]")
    camera.keep("formulier-begin")
    page.click("[data-screen=begin] [data-go] >> visible=true")
    for fieldset in page.query_selector_all("[data-screen=theme]:not([hidden]) fieldset"):
        fieldset.query_selector_all("input[type=radio]")[0].check(force=True)
    camera.keep("formulier-thema")
    while page.is_visible("[data-screen=theme]:not([hidden]) .steps .button:not(.button--quiet)"):
        page.click("[data-screen=theme]:not([hidden]) .steps .button:not(.button--quiet)")
    camera.keep("formulier-nakijken")
    page.click(".send button[type=submit]")
    page.wait_for_selector("[data-state=received]")
    camera.keep("ontvangen")


def look_around(camera: Camera, demo: Demo) -> None:
    for name, path in OPEN_PAGES.items():
        camera.page.goto(demo.address + path)
        camera.keep(name)


def sign_in(page: Page, demo: Demo) -> None:
    page.goto(demo.address + "/aanmelden")
    page.fill("#email", demo.email)
    page.fill("#password", demo.password)
    page.click("main button[type=submit]")


def look_at_results(camera: Camera, demo: Demo) -> None:
    page = camera.page
    page.goto(demo.address + "/beheer")
    camera.keep("rondes")
    page.click("text=Terreinverkenning kleine types")
    camera.keep("ronde")
    round_address = page.url
    results = round_address + "/resultaten"
    page.goto(results)
    provider = page.get_attribute("a[href*='/resultaten/aanbieder/']", "href")
    for name, address in {
        "resultaten": results,
        "resultaten-thema": results + "/vormgeving",
        "resultaten-aanbieder": demo.address + (provider or ""),
    }.items():
        page.goto(address)
        camera.keep(name)
    for name, part in MORE_RESULTS.items():
        page.goto(results + part)
        camera.keep(name)
    for name, part in {"ronde-afsluiten": "/afsluiten", "gesprek-openen": "/gesprek/nieuw"}.items():
        page.goto(round_address + part)
        camera.keep(name)


def lead_a_meeting(camera: Camera, demo: Demo) -> None:
    page = camera.page
    page.goto(demo.address + "/beheer")
    page.click("text=Probeer zelf")
    page.click("main table a")
    camera.keep("gesprek")
    address = page.url
    for name, part in {"gesprek-scherm": "/scherm", "gesprek-sluiten": "/sluiten"}.items():
        page.goto(address + part)
        camera.keep(name)
    for name, path in {
        "ronde-nieuw": "/beheer/ronde/nieuw",
        "instrumenten": "/instrument",
        "instrument": "/instrument/okt-2020",
        "stijl": "/stijl",
    }.items():
        page.goto(demo.address + path)
        camera.keep(name)


def main() -> None:
    """All pictures, from one demonstration."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("no Chromium found: apt-get install chromium, or set CHROMIUM")
    FOLDER.mkdir(parents=True, exist_ok=True)
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with running_demo() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        for width in WIDTHS:
            camera = Camera(browser, width)
            fill_in_a_form(camera, demo)
            look_around(camera, demo)
            sign_in(camera.page, demo)
            look_at_results(camera, demo)
            lead_a_meeting(camera, demo)
            camera.close()
        browser.close()


if __name__ == "__main__":
    main()
