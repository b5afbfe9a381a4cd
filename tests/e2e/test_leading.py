"""Nothing that inspectors write is lost or doubled: offline, killed, in two tabs, by two people."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.e2e.killed import own_chromium
from tests.e2e.leader import OFFLINE, Leader, accounts, covered, ids, texts
from tests.e2e.live import served
from tests.promises.real_server import real_server
from webapp.conversation.entries import Entry
from webapp.conversation.fold import heads
from webapp.platform import Platform
from webapp.services.open_meeting import MeetingPlan, open_meeting

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
KEPT_PAGE = """async () => {
  const kept = await (await caches.open("without-network-1")).keys();
  return kept.some(({ url }) => url.includes("/gesprek/zonder-netwerk"));
}"""  # the page for when there is no network
AN, BO = "an@voorbeeld.be", "bo@voorbeeld.be"


@pytest.fixture
def meeting(platform: Platform, round_id: str) -> str:
    accounts(platform, AN, BO)
    plan = MeetingPlan(round_id=round_id, group_id="scholen", expected=15)
    return open_meeting(platform.database, platform.keystore, plan).id


def test_without_a_network_everything_waits_on_the_device(
    address: str, platform: Platform, meeting: str, new_page: Callable[..., Page]
) -> None:
    an = Leader(new_page(1280, 900, tolerate=[OFFLINE]), address, meeting).sign_in(AN).open()
    an.write("Vijftien mensen.")
    an.status()

    an.page.context.set_offline(True)
    an.write(" Zes scholen.")
    an.block(0).focus()
    for key in "bbjb":  # mark, mark, skip, mark
        an.page.keyboard.press(key)
    an.status("4 wijzigingen staan alleen op dit toestel")
    expect(an.page.locator("[data-journal-reason]")).to_contain_text("geen verbinding")
    assert texts(platform, meeting) == ["Vijftien mensen."]
    an.page.context.set_offline(False)
    an.status()

    an.page.reload()
    an.reads("Vijftien mensen. Zes scholen.")
    assert texts(platform, meeting) == ["Vijftien mensen. Zes scholen."]
    assert covered(platform, meeting) == 3


@pytest.mark.parametrize("is_offline", [False, True], ids=["online", "offline"])
def test_notes_survive_a_killed_browser(
    address: str,
    platform: Platform,
    meeting: str,
    browser: Browser,
    tmp_path: Path,
    is_offline: bool,
) -> None:
    with own_chromium(browser, tmp_path) as page:
        an = Leader(page, address, meeting).sign_in(AN).open()
        page.context.set_offline(is_offline)
        an.write("Eén zin, en nog een.")
        an.block(0).click()
        expect(page.locator("[data-journal-text]")).to_have_text(re.compile("staa[nt]"))

    with own_chromium(browser, tmp_path) as page:
        again = Leader(page, address, meeting).sign_in(AN).open()
        again.reads("Eén zin, en nog een.")
        expect(again.block(0)).to_have_attribute("aria-pressed", "true")
        again.status()

    assert texts(platform, meeting) == ["Eén zin, en nog een."]
    assert len(ids(platform, meeting)) == len(set(ids(platform, meeting)))
    assert covered(platform, meeting) == 1


def test_without_a_network_a_restarted_browser_says_where_the_notes_are(
    app: Flask, platform: Platform, meeting: str, browser: Browser, tmp_path: Path
) -> None:
    with served(app) as address, own_chromium(browser, tmp_path) as page:
        an = Leader(page, address, meeting).sign_in(AN).open()
        page.wait_for_function(KEPT_PAGE)
        page.context.set_offline(True)
        an.write("Alleen hier.")
        an.block(0).click()
        an.status("2 wijzigingen staan alleen op dit toestel")

    with own_chromium(browser, tmp_path) as page:
        page.goto(f"{address}/gesprek/{meeting}")
        expect(page.locator("h1")).to_have_text("Geen verbinding met het platform")
        expect(page.locator("[data-left] li")).to_have_text(
            ["Dit gesprek: 2 wijzigingen staan alleen op dit toestel"]
        )
        with served(app, port=int(address.rpartition(":")[2])):
            expect(page).to_have_url(re.compile("/aanmelden"), timeout=15_000)  # by itself
            Leader(page, address, meeting).sign_in(AN).open().status()

    assert texts(platform, meeting) == ["Alleen hier."]
    assert covered(platform, meeting) == 1


def test_notes_survive_a_server_that_is_killed(
    platform: Platform, meeting: str, new_page: Callable[..., Page], migrated_database_url: str
) -> None:
    home = platform.settings.home
    page = new_page(1280, 900, tolerate=[OFFLINE, "answered 50", "status of 50"])
    with real_server(migrated_database_url, home) as server:
        address = f"http://{server.host}:{server.port}"
        an = Leader(page, address, meeting).sign_in(AN).open()
        an.write("Voor de klap")
        an.page.wait_for_timeout(300)  # in the middle of sending
        server.kill()
        an.write(", en erna.")
        expect(an.page.locator("[data-journal-text]")).to_contain_text("alleen op dit toestel")
    with real_server(migrated_database_url, home, port=server.port):
        an.page.locator("[data-journal-retry]").click()
        an.status()

    assert texts(platform, meeting) == ["Voor de klap, en erna."]


def test_two_tabs_of_one_person_are_one(
    address: str, platform: Platform, meeting: str, new_page: Callable[..., Page]
) -> None:
    an = Leader(new_page(1280, 900), address, meeting).sign_in(AN).open()
    other = an.another_tab()

    an.write("Links")
    other.reads("Links")
    other.write(" en rechts")
    an.reads("Links en rechts")
    an.status()
    other.status()

    assert texts(platform, meeting) == ["Links en rechts"]


def test_two_inspectors_see_each_other_and_settle_what_they_wrote_at_once(
    address: str, platform: Platform, meeting: str, new_page: Callable[..., Page]
) -> None:
    an, bo = (
        Leader(new_page(1280, 900, tolerate=[OFFLINE]), address, meeting).sign_in(who).open()
        for who in (AN, BO)
    )
    an.write("Samen begonnen.")
    bo.reads("Samen begonnen.")
    for one in (an, bo):
        one.page.context.set_offline(True)
    an.write("\nAn hoort dit.")
    bo.write("\nBo hoort dat.")
    for one in (an, bo):
        one.page.context.set_offline(False)

    for one in (an, bo):
        expect(one.conflict()).to_contain_text("An hoort dit.", timeout=40_000)
        expect(one.conflict()).to_contain_text("Bo hoort dat.", timeout=40_000)
    expect(an.conflict()).to_contain_text(BO)
    assert len(texts(platform, meeting)) == 2
    an.page.locator("[data-keep-all]").click()

    for one in (an, bo):
        expect(one.conflict()).to_be_hidden(timeout=15_000)
    both = texts(platform, meeting)
    assert len(both) == 1
    assert sorted(both[0].splitlines()) == ["An hoort dit.", "Bo hoort dat.", "Samen begonnen."]
    bo.reads(both[0])


def test_a_sign_in_that_ended_keeps_what_was_written_for_its_author(
    address: str, platform: Platform, meeting: str, new_page: Callable[..., Page]
) -> None:
    page = new_page(1280, 900, tolerate=["answered 40[09]", "status of 40[09]"])
    an = Leader(page, address, meeting).sign_in(AN).open()
    an.page.context.clear_cookies()
    an.write("Na het afmelden")
    expect(an.page.locator("[data-journal-reason]")).to_contain_text("niet meer aangemeld")
    tab = Leader(an.page.context.new_page(), address, meeting).sign_in(BO)
    an.page.locator("[data-journal-retry]").click()
    expect(an.page.locator("[data-journal-reason]")).to_contain_text("iemand anders")
    assert texts(platform, meeting) == []

    tab.page.context.clear_cookies()
    tab.sign_in(AN)
    an.page.locator("[data-journal-retry]").dispatch_event("click")  # gone if it came first
    an.status()

    assert texts(platform, meeting) == ["Na het afmelden"]


def test_browser_and_server_agree_on_what_counts(
    app: Flask, address: str, meeting: str, new_page: Callable[..., Page]
) -> None:
    chance = random.Random(4)  # no secret
    journals = [_journal(chance) for _n in range(40)]
    page = new_page()
    page.goto(f"{address}/aanmelden")
    module = app.extensions["assets"]["js/journal/fold.js"].address
    found = page.evaluate(
        """async ([address, journals]) => {
          const { heads } = await import(address);
          return journals.map((entries) =>
            [...heads(entries)].map(([key, all]) => [key, all.map(({ id }) => id)]));
        }""",
        [module, journals],
    )

    for journal, ours in zip(journals, found, strict=True):
        state = heads(_entry(one) for one in journal)
        assert dict(ours) == {
            " ".join(key): [one.id for one in all_] for key, all_ in state.items()
        }


def _journal(chance: random.Random) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for number in range(chance.randrange(1, 15)):
        seen = chance.sample([one["id"] for one in made], chance.randrange(0, len(made) + 1))
        about = {"document": chance.choice("ab"), "subject": chance.choice("12")}
        made.append({"id": f"e{number}", "replaces": seen, "at": chance.randrange(3)} | about)
    chance.shuffle(made)
    return made


def _entry(one: dict[str, object]) -> Entry:
    return Entry(
        id=one["id"],
        device="",
        document=one["document"],
        subject=one["subject"],
        value=None,
        replaces=tuple(one["replaces"]),
        written_at=one["at"],
        staff_id="",
    )
