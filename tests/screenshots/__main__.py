"""Makes the pictures in docs/screenshots again: `make screenshots`."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.browser import FLAGS, find_chromium
from tests.screenshots import later, tours
from tests.screenshots.camera import FOLDER, Camera, cameras
from tests.screenshots.demo import Demo, running_demo, running_server


def main() -> None:
    """All pictures, of one demonstration."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("no Chromium found: apt-get install chromium, or set CHROMIUM")
    FOLDER.mkdir(parents=True, exist_ok=True)
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        with running_demo(Path(folder)) as demo:
            for camera in cameras(browser):
                _first(camera, demo)
            made = later.prepare(browser, demo)
            for camera in cameras(browser):
                later.look(camera, demo, made)
        with running_server(Path(folder) / "demo") as address:
            for camera in cameras(browser):
                later.sign_in_with_a_second_step(camera, address, demo)
        browser.close()


def _first(camera: Camera, demo: Demo) -> None:
    tours.fill_in_a_form(camera, demo)
    tours.look_around(camera, demo)
    tours.sign_in(camera.page, demo)
    tours.look_at_results(camera, demo)
    tours.lead_a_meeting(camera, demo)
    tours.estimate(camera, demo)


if __name__ == "__main__":
    main()
