"""Pictures of what a browser window of one width shows."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser

from webapp.settings import ROOT

FOLDER = ROOT / "docs" / "screenshots"
WIDTHS = {360: 780, 768: 1024, 1440: 1000}  # a phone, a tablet, a desk: width → height
TALLEST = 1400
QUALITY = 40  # of the pictures, of 100: text stays sharp, the repository stays small


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


@contextmanager
def open_camera(browser: Browser, width: int) -> Iterator[Camera]:
    """A window with a visitor of its own."""
    camera = Camera(browser, width)
    try:
        yield camera
    finally:
        camera.close()


def cameras(browser: Browser) -> Iterator[Camera]:
    """A window of each width, one after the other."""
    for width in WIDTHS:
        with open_camera(browser, width) as camera:
            yield camera
