"""Paper forms typed in by keyboard: few keys, nothing lost, nothing twice."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests import builders
from tests.e2e.killed import own_chromium
from tests.e2e.typist import Typist, sign_in
from tests.web.conftest import PASSWORD
from webapp.platform import Platform
from webapp.services.open_meeting import OpenedMeeting
from webapp.services.staff_accounts import add_staff, set_password

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

EMAIL = "typist@voorbeeld.be"
WARNED = ".fiche__message--wrong:not(:empty)"  # this Chromium speaks the machine's language
KEYS = "pdnkvpdnkvpdnkv "


@pytest.fixture
def desk(platform: Platform, address: str, meeting: OpenedMeeting) -> str:
    """The address of the page to type forms in; its staff have an account."""
    set_password(platform.database, add_staff(platform.database, EMAIL, "inspecteur", ()), PASSWORD)
    return f"{address}/gesprek/{meeting.id}/papier"


@pytest.fixture
def typist(desk: str, address: str, new_page: Callable[..., Page]) -> Iterator[Typist]:
    page = new_page(1280, 900, tolerate=["request failed", "Failed to load resource"])
    sign_in(page, address, EMAIL)
    page.goto(desk)
    return Typist(page)


def test_form_of_16_takes_16_keys_its_number_and_2_more(
    platform: Platform, meeting: OpenedMeeting, typist: Typist
) -> None:
    typist.whole_form(meeting.slips[0], KEYS)
    typist.counts(1)

    assert typist.pressed == len(meeting.slips[0]) + 16 + 2
    for place, slip in enumerate(meeting.slips[1:5], 2):
        typist.whole_form(slip, KEYS)
        typist.counts(place)
    typist.page.fill("[name=counted]", "6")
    typist.press_enter()
    assert "5 ingevoerd en 6 geteld" in typist.page.inner_text("[data-total-message]")
    round_id = round_of(platform, meeting)
    assert builders.close(platform, meeting).counted == 5
    chosen = builders.counts(platform, round_id)
    assert [sum(one.values()) for one in chosen.values()] == [5] * 15  # the last one was left open
    assert kept(typist.page) == []


def test_same_number_asks_first_and_counts_once(meeting: OpenedMeeting, typist: Typist) -> None:
    typist.whole_form(meeting.slips[0], KEYS)
    typist.counts(1)
    typist.type(meeting.slips[0] + "n" * 16)
    typist.look_over()

    typist.page.locator("[data-review-again]").wait_for()
    assert typist.page.evaluate("document.activeElement.name") == "code"
    expect(typist.page.locator(WARNED)).to_be_in_viewport()
    assert "kwam al een fiche binnen" in typist.page.inner_text(WARNED)
    typist.page.click("[data-store-as=replace]")
    typist.page.locator("[data-message]:has-text('is vervangen')").wait_for()
    typist.counts(1)


def test_lost_answer_is_asked_for_again_and_counts_once(
    platform: Platform, meeting: OpenedMeeting, typist: Typist
) -> None:
    lost = []

    def lose_the_first_answer(route: Route) -> None:
        if "confirm=1" in (route.request.post_data or "") and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    typist.page.route("**/papier", lose_the_first_answer)
    typist.whole_form(meeting.slips[0], KEYS)
    typist.press_enter()  # and impatient
    typist.counts(1)

    assert len(lost) == 1
    assert "is vervangen" in typist.page.inner_text("[data-message]")  # by itself
    assert builders.close(platform, meeting).received == 1


@pytest.mark.parametrize("is_sent", [False, True], ids=["typing", "sending"])
def test_form_survives_a_killed_browser(
    platform: Platform,
    address: str,
    desk: str,
    meeting: OpenedMeeting,
    browser: Browser,
    tmp_path: Path,
    is_sent: bool,
) -> None:
    with own_chromium(browser, tmp_path) as page:
        sign_in(page, address, EMAIL)
        page.goto(desk)
        typist = Typist(page)
        typist.whole_form(meeting.slips[0], KEYS)
        typist.counts(1)
        typist.type(meeting.slips[1] + KEYS)
        if is_sent:  # stored, but the answer never came
            typist.look_over()
            page.route("**/papier", lambda route: (route.fetch(), route.abort()))
            typist.press_enter()
            page.locator(WARNED).wait_for()
        wait_until_kept(page, typed=KEYS.replace(" ", "0"))

    with own_chromium(browser, tmp_path) as page:
        sign_in(page, address, EMAIL)
        page.goto(desk)
        page.locator(WARNED).wait_for()
        typist = Typist(page)
        assert page.input_value("#code") == meeting.slips[1]
        typist.look_over()
        typist.press_enter()
        typist.counts(2)
        assert kept(page) == []

    assert builders.close(platform, meeting).received == 2


def wait_until_kept(page: Page, *, typed: str) -> None:
    for _ in range(100):
        keys = ["".join(v for k, v in one["fields"].items() if "block" in k) for one in kept(page)]
        if keys == [typed]:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not kept: {keys}")


def kept(page: Page) -> list[dict]:
    """The forms that this device still has."""
    return page.evaluate("""() => new Promise((resolve) => {
      indexedDB.open("bouwstenen-papier").onsuccess = ({ target }) => {
        const all = target.result.transaction("drafts").objectStore("drafts").getAll();
        all.onsuccess = () => { target.result.close(); resolve(all.result); };
      };
    })""")


def round_of(platform: Platform, meeting: OpenedMeeting) -> str:
    from webapp.db.models import Meeting

    with platform.database.reading() as session:
        return session.get_one(Meeting, meeting.id).round_id
