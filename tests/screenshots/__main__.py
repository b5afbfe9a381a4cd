"""Makes the pictures in docs/screenshots again: `make screenshots`."""

import os

from playwright.sync_api import sync_playwright

from tests.browser import FLAGS, find_chromium
from tests.screenshots import tours
from tests.screenshots.camera import FOLDER, WIDTHS, Camera
from tests.screenshots.demo import running_demo


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
            tours.fill_in_a_form(camera, demo)
            tours.look_around(camera, demo)
            tours.sign_in(camera.page, demo)
            tours.look_at_results(camera, demo)
            tours.lead_a_meeting(camera, demo)
            tours.estimate(camera, demo)
            camera.close()
        browser.close()


if __name__ == "__main__":
    main()
