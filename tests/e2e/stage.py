"""Where screens are shown: browser windows that stay open, each with what went wrong on it."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit, urlunsplit

import pytest
from playwright.sync_api import Browser, CDPSession, Page, Response, Route

from tests.browser import Watch
from tests.e2e.world import INSPECTOR, OBSERVER, PASSWORD, World

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 1024}
OUR_SCRIPT = re.compile(r"/static/.*\.js(\?|$)")
LONGEST_WAIT = 10_000


@dataclass
class Stage:
    """One window with one visitor: what a screen is shown with."""

    world: World
    page: Page
    watch: Watch
    debugger: CDPSession
    language: str = "nl"
    documents: list[Response] = field(
        default_factory=list
    )  # pages that came, the last one is shown

    def open(self, path: str) -> None:
        """Go to an address of ours, in the language of this showing."""
        self.page.goto(self.address_of(path))

    def address_of(self, path: str) -> str:
        parts = urlsplit(path)
        both = "&".join(part for part in (parts.query, urlencode({"taal": self.language})) if part)
        return self.world.address + urlunsplit(parts._replace(query=both))

    def send(self, name: str | None = None) -> None:
        """Press the first button of the main part that sends its form, or the one of this name."""
        chosen = f"[name={name}]" if name else ""
        self.page.locator(f"main form button[type=submit]{chosen} >> visible=true").first.click()
        self.page.wait_for_load_state()

    def note_document(self, response: Response) -> None:
        is_page = response.request.is_navigation_request()
        if is_page and "text/html" in response.headers.get("content-type", ""):
            self.documents.append(response)


class Theatre:
    """All windows of one process; those of people who signed in are kept."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._stages: dict[tuple[str, str | None, bool], Stage] = {}

    @contextmanager
    def stage(
        self, world: World, visitor: str | None, *, scripts: bool = True, language: str = "nl"
    ) -> Iterator[Stage]:
        """A window of this visitor (None: somebody without an account), with a clean slate."""
        key = (world.address, visitor, scripts)
        if key not in self._stages:
            self._stages[key] = self._open(world, visitor, scripts=scripts)
        stage = self._stages[key]
        stage.page.set_viewport_size(DESK if visitor else PHONE)
        stage.language = language
        stage.documents.clear()
        stage.watch.problems.clear()
        stage.watch.tolerate = ()
        try:
            yield stage
        except BaseException:
            self._stages.pop(key).page.context.close()  # in what state it is, nobody knows
            raise
        if visitor is None:
            _forget(stage)

    def close(self) -> None:
        for stage in self._stages.values():
            stage.page.context.close()

    def _open(self, world: World, visitor: str | None, *, scripts: bool) -> Stage:
        context = self._browser.new_context(
            viewport=DESK, locale="nl-BE", reduced_motion="reduce", service_workers="block"
        )
        context.set_default_timeout(LONGEST_WAIT)
        if not scripts:
            context.route(OUR_SCRIPT, _nothing)
        page = context.new_page()
        watch = Watch()
        watch.follow(page)
        stage = Stage(world, page, watch, context.new_cdp_session(page))
        if visitor:
            sign_in(page, world, visitor)
        page.on("response", stage.note_document)
        return stage


def _forget(stage: Stage) -> None:
    """Leave nothing of this visitor on the device: the next one has another."""
    page = stage.page
    page.evaluate("sessionStorage.clear()")
    page.goto("about:blank")
    page.context.clear_cookies()
    everything = {"origin": stage.world.address, "storageTypes": "all"}
    stage.debugger.send("Storage.clearDataForOrigin", everything)


def sign_in(page: Page, world: World, email: str) -> None:
    page.goto(f"{world.address}/aanmelden")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state()


def _nothing(route: Route) -> None:
    """A browser without JavaScript, in which axe can still run: our scripts are empty."""
    route.fulfill(status=200, content_type="text/javascript", body="")


@pytest.fixture(scope="session")
def theatre(browser: Browser) -> Iterator[Theatre]:
    made = Theatre(browser)
    yield made
    made.close()


def expects(stage: Stage, problems: Iterable[str]) -> None:
    """What the browser may complain of on this screen."""
    stage.watch.tolerate = tuple(re.compile(one) for one in problems)


__all__ = ["INSPECTOR", "OBSERVER", "PHONE", "Stage", "Theatre", "expects", "sign_in", "theatre"]
