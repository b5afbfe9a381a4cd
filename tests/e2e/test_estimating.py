"""An estimate of fifty with fifty keys, in a browser that is reloaded, cut off and killed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import builders
from tests.e2e.killed import own_chromium
from tests.e2e.leader import OFFLINE, STORED, Leader, accounts
from webapp.platform import Platform
from webapp.services.keep_journal import read_journal
from webapp.services.read_estimates import read_estimated, read_ratings

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
AN = "an@voorbeeld.be"
KEYS = {"p": "passend", "d": "deels", "n": "niet", "k": "knab", "v": "nvt"}
FIFTY = "pdnkv" * 10


@pytest.fixture
def meeting(platform: Platform, round_id: str) -> str:
    accounts(platform, AN)
    provider = builders.provider(platform, "De Kreek")
    return builders.open_meeting(platform, round_id, provider_ids=[provider]).id


class Estimator(Leader):
    """An inspector who makes an estimate; `pressed` counts the keys."""

    pressed = 0

    def open(self) -> "Estimator":
        self.page.goto(f"{self.address}/gesprek/{self.meeting}/inschatting?taal=nl")
        return self

    def begin(self) -> "Estimator":
        self.page.click("main form button[type=submit]")
        return self.ready()

    def ready(self) -> "Estimator":
        self.page.locator("[data-module=estimate][data-started]").wait_for()
        return self

    def press(self, keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def focus(self, block: str) -> None:
        self.page.locator(f"#bouwsteen-{block} [type=radio]").first.focus()

    def counts(self, n: int) -> None:
        expect(self.page.locator("[data-progress]")).to_have_text(f"{n} van 50 ingevuld")

    def is_at(self, block: str) -> None:
        expect(self.page.locator(f"#bouwsteen-{block} input:focus")).to_have_count(1)


def test_fifty_bouwstenen_take_fifty_keys(
    address: str, platform: Platform, meeting: str, new_page: Callable[..., Page]
) -> None:
    an = (
        Estimator(new_page(1440, 900, tolerate=[OFFLINE]), address, meeting)
        .sign_in(AN)
        .open()
        .begin()
    )

    an.press(FIFTY)
    an.counts(50)
    an.status()

    assert an.pressed == 50
    assert rated(platform, meeting) == [KEYS[key] for key in FIFTY]
    assert len(written(platform, meeting)) == 50


def test_keys_do_what_the_page_says(
    address: str, platform: Platform, meeting: str, new_page: Callable[..., Page]
) -> None:
    an = (
        Estimator(new_page(768, 1024, tolerate=[OFFLINE]), address, meeting)
        .sign_in(AN)
        .open()
        .begin()
    )
    press = an.page.keyboard.press
    for key in ("ArrowDown", "j", "Shift+K", "ArrowUp"):
        press(key)
    an.is_at("1")
    an.press("pp")
    press("ArrowUp")
    press("Delete")
    press("Enter")
    an.page.keyboard.type("pkv, j of n?")  # letters in a remark are letters
    press("Escape")
    an.is_at("2")
    an.page.uncheck("[data-follow]")
    an.focus("2")
    an.press("nd")
    an.is_at("2")
    an.status()

    first = an.page.locator("#bouwsteen-2 [data-history]")
    first.locator("summary").click()
    expect(first.locator("li")).to_contain_text(["Deels passend – pkv", "Niet passend – pkv"])
    expect(first.locator("li").last).to_contain_text("an@voorbeeld.be: Passend")

    assert rated(platform, meeting)[:3] == ["passend", "deels", None]


def test_nothing_is_lost_or_doubled_when_it_is_reloaded_cut_off_and_killed(
    address: str, platform: Platform, meeting: str, browser: Browser, tmp_path: Path
) -> None:
    with own_chromium(browser, tmp_path) as page:
        an = Estimator(page, address, meeting).sign_in(AN).open().begin()
        an.press(FIFTY[:10])
        an.status()
        page.reload()
        an.ready().is_at("11")
        page.context.set_offline(True)
        an.press(FIFTY[10:20])
        an.status("10 wijzigingen staan alleen op dit toestel")
        page.click("[data-sign]")
        expect(page.locator("[data-unsent-here]")).to_contain_text("alleen op dit toestel")
    assert len(written(platform, meeting)) == 10

    with own_chromium(browser, tmp_path) as page:
        an = Estimator(page, address, meeting).sign_in(AN).open().ready()
        an.counts(20)
        an.is_at("21")
        an.press(FIFTY[20:])
        an.counts(50)
        an.status(STORED)

    assert rated(platform, meeting) == [KEYS[key] for key in FIFTY]
    assert len(written(platform, meeting)) == 50


def test_two_devices_that_differ_are_shown_and_settled(
    address: str, platform: Platform, meeting: str, new_page: Callable[..., Page]
) -> None:
    page = new_page(1280, 900, tolerate=[OFFLINE])
    laptop = Estimator(page, address, meeting)
    laptop.sign_in(AN).open().begin()
    tablet = (
        Estimator(new_page(768, 1024, tolerate=[OFFLINE]), address, meeting)
        .sign_in(AN)
        .open()
        .ready()
    )
    laptop.page.context.set_offline(True)
    laptop.press("p")
    laptop.status("1 wijziging staat alleen op dit toestel")
    tablet.press("n")
    tablet.status()
    laptop.page.context.set_offline(False)

    conflict = tablet.page.locator("#bouwsteen-1 [data-conflict]")
    expect(conflict.locator("li")).to_have_text(["u: Passend", "u: Niet passend"], timeout=40_000)
    tablet.counts(0)
    tablet.focus("1")
    tablet.press("d")
    expect(conflict).to_be_hidden()
    expect(laptop.page.locator("#block_1-deels")).to_be_checked()

    assert rated(platform, meeting)[0] == "deels"


def rated(platform: Platform, meeting: str) -> list[str | None]:
    """What the one estimate of the meeting says of each bouwsteen, in order."""
    with platform.database.reading() as session:
        estimated = read_estimated(session, meeting)
        ratings = read_ratings(session, estimated, estimated.about[0].rows[0])
    return [ratings[block.id].option if block.id in ratings else None for block in estimated.blocks]


def written(platform: Platform, meeting: str) -> list[str]:
    with platform.database.reading() as session:
        return [entry.id for entry in read_journal(session, meeting)]
