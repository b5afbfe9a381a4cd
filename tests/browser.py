"""A real browser for the tests: Chromium, driven by Playwright, that sees nothing but this machine.

A page made with `new_page` notes what a visitor would suffer from: errors in the console, breaches
of the Content Security Policy, requests to other hosts, requests that failed. At the end of a test
there may be none, but for what the test says it expects: `new_page(tolerate=["a pattern"])`.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
WHAT_TO_INSTALL = (
    "no Chromium found. Install one (on Debian: `apt-get install chromium`), "
    "or set CHROMIUM to the path of a Chromium or Chrome."
)
OWN_HOSTS = ("127.0.0.1", "localhost", "[::1]", "::1")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-domain-reliability",
    "--disable-dev-shm-usage",
    # nothing but this machine has an address, whatever a page or Chromium itself asks for
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE ::1",
)
LEFT_THE_PAGE = "net::ERR_ABORTED"  # a download or a next page cuts a request short: not a failure


def find_chromium() -> str | None:
    """The path of the browser to test with, or None where there is none."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return chosen
    found = (shutil.which(name) for name in (*NAMES, *PLACES))
    return next((path for path in found if path), None)


@dataclass
class Watch:
    """What went wrong on one page, as lines to read."""

    tolerate: tuple[re.Pattern[str], ...] = ()
    problems: list[str] = field(default_factory=list)

    def note(self, problem: str) -> None:
        if not any(pattern.search(problem) for pattern in self.tolerate):
            self.problems.append(problem)

    def follow(self, page: Page) -> None:
        page.on("console", lambda message: self._console(message.type, message.text))
        page.on("pageerror", lambda error: self.note(f"script error: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def _console(self, kind: str, text: str) -> None:
        # Breaches of the Content Security Policy are reported here, also without JavaScript.
        if kind == "error" or "Content Security Policy" in text:
            self.note(f"console: {text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in OWN_HOSTS:
            self.note(f"request to another host: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT_THE_PAGE:
            self.note(f"request failed: {request.url}: {request.failure}")

    def _response(self, response: Response) -> None:
        is_part_of_a_page = not response.request.is_navigation_request()
        if is_part_of_a_page and response.status >= 400:
            self.note(f"answered {response.status}: {response.url}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this process; skipped where there is none."""
    path = find_chromium()
    if path is None:
        pytest.skip(WHAT_TO_INSTALL)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Makes pages: `new_page(width, height, javascript=True, tolerate=[…], **context_options)`.

    Each page is a new visitor, with cookies of its own. What went wrong on it fails the test at the
    end; `tolerate` are patterns of what may go wrong (see `Watch` for the lines).
    """
    opened: list[tuple[BrowserContext, Watch]] = []

    def make(
        width: int = 360,
        height: int = 740,
        *,
        javascript: bool = True,
        tolerate: Iterable[str] = (),
        **context_options: object,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="nl-BE",
            **context_options,
        )
        context.set_default_timeout(10_000)
        watch = Watch(tuple(re.compile(pattern) for pattern in tolerate))
        context.on("page", watch.follow)
        opened.append((context, watch))
        return context.new_page()

    yield make
    for context, _ in opened:
        context.close()
    problems = [problem for _, watch in opened for problem in watch.problems]
    assert not problems, "\n".join(["the browser saw problems:", *problems])
