"""Closing questions in a real browser: nothing typed is lost, and nobody overwrites anybody."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import closing_questions as closing
from tests.e2e.killed import own_chromium
from tests.e2e.leader import OFFLINE, Leader, accounts
from tests.e2e.test_screen import TEXTS

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
SEND = "#formulier .send button[type=submit]"
EMAILS = ("een@voorbeeld.be", "twee@voorbeeld.be")

ON_DISK = """() => new Promise((done) => {
  const request = indexedDB.open("bouwstenen-slotvragen");
  request.onsuccess = () => {
    const found = request.result.transaction("typed").objectStore("typed").getAll();
    found.onsuccess = () => done(found.result.map((one) => one.text), request.result.close());
  };
})"""

LATER = """(hours) => Object.entries(localStorage).forEach(([name, text]) => {
  const kept = JSON.parse(text);
  localStorage.setItem(name, JSON.stringify({ ...kept, at: kept.at - hours * 3600 * 1000 }));
})"""


@pytest.fixture
def said(platform):
    """A meeting of the small instrument, of which two things were named."""
    accounts(platform, *EMAILS)
    meeting = closing.open_meeting(platform)
    return meeting, [closing.typed(platform, meeting, text) for text in ("eerst", "tweede")]


def lead(page: Page, address: str, meeting, email: str = EMAILS[0]) -> Page:
    Leader(page, address, meeting.id).sign_in(email)
    page.goto(f"{address}/gesprek/{meeting.id}/slotvragen?taal=nl")
    page.wait_for_selector("[data-started]")
    return page


def card(page: Page, id_: str):
    return page.locator(f"#s-{id_}")


def test_what_was_typed_survives_a_killed_browser(
    platform, said, address: str, browser: Browser, tmp_path: Path
) -> None:
    meeting, _ids = said
    with own_chromium(browser, tmp_path) as page:
        lead(page, address, meeting)
        page.context.set_offline(True)
        for text in ("derde", "vierde"):
            page.fill("#typ-strength", text)
            page.press("#typ-strength", "Enter")
        expect(page.locator("[data-waiting] li")).to_have_count(2)
        page.fill("#typ-growth", "half ge")
        expect(page.locator("[data-kept]")).to_contain_text("Nog alleen op dit toestel: 2")
        page.wait_for_function(f"async () => (await ({ON_DISK})()).includes('half ge')")

    with own_chromium(browser, tmp_path) as page:
        lead(page, address, meeting)
        expect(page.locator("[data-kept]")).to_have_text("Alles wat u typte staat op de server.")
        expect(page.locator("#typ-growth")).to_have_value("half ge")

    texts = sorted(row.text for row in closing.statements(platform, meeting))
    assert texts == sorted(["derde", "eerst", "tweede", "vierde"])


def test_second_of_two_inspectors_is_shown_what_the_first_did(
    platform, said, address: str, new_page
) -> None:
    meeting, (first, second) = said
    one = lead(new_page(tolerate=["409"]), address, meeting)
    other = lead(new_page(tolerate=["409", "ERR_FAILED"]), address, meeting, EMAILS[1])
    other.route("**/slotvragen/stand", lambda route: route.abort())
    other.wait_for_timeout(2500)  # what it asked before may still come in

    card(one, first).focus()
    one.keyboard.press("1")
    expect(card(one, first).locator(".card-said__rank")).to_contain_text("1")
    card(other, second).locator("[data-key='1']").click()

    expect(other.locator("[data-notices]")).to_contain_text("Nu staat er: eerst")
    expect(card(other, first).locator(".card-said__rank")).to_contain_text("1")
    ranks = {row.id: row.rank for row in closing.statements(platform, meeting)}
    assert ranks == {first: 1, second: None}
    card(other, second).locator("[data-key='1']").click()
    expect(card(one, second).locator(".card-said__rank")).to_contain_text("1")


def test_statements_go_together_by_keyboard(platform, said, address: str, new_page) -> None:
    meeting, (first, second) = said
    page = lead(new_page(), address, meeting)

    card(page, first).focus()
    page.keyboard.press("z")
    page.keyboard.press("j" if first < second else "k")
    page.keyboard.press("z")

    expect(card(page, second)).to_contain_text("2 keer")
    clusters = {row.id: row.cluster_id for row in closing.statements(platform, meeting)}
    assert clusters == {first: second, second: None}


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "ranked"])
def test_beamer_can_be_read_from_the_back(
    platform, said, address: str, new_page, is_open: bool
) -> None:
    meeting, _ids = said
    if is_open:
        closing.open_box(platform, meeting)
    page = lead(new_page(1280, 720), address, meeting)

    page.goto(f"{address}/gesprek/{meeting.id}/scherm/slotvragen")

    sizes = {text: size for text, size, _colour, _under in page.evaluate(TEXTS)}
    assert "eerst" in sizes
    assert {text: size for text, size in sizes.items() if size < 0.03 * 720} == {}


def test_draft_stays_on_the_phone_until_it_is_received(
    platform, said, address: str, new_page
) -> None:
    meeting, _ids = said
    closing.open_box(platform, meeting)
    page = new_page(360, 640)
    form = f"{address}/d/{meeting.join_code}/slotvragen"
    page.goto(form)
    page.fill("#sterktes_1", "nog niet verzonden")

    page.goto(form)
    expect(page.locator("#sterktes_1")).to_have_value("nog niet verzonden")
    page.click(SEND)
    page.wait_for_selector("[data-state=received]")

    assert page.evaluate("localStorage.length") == 0
    page.click("[name=again]")
    page.fill("#sterktes_1", "toch anders")
    page.click(SEND)
    page.wait_for_selector("[data-state=received]")
    assert closing.box_of(platform, meeting).received == 1


def test_drafts_of_two_meetings_stand_apart_and_go_after_a_day(
    platform, said, address: str, new_page
) -> None:
    meetings = [said[0], closing.open_meeting(platform)]
    for meeting in meetings:
        closing.open_box(platform, meeting)
    page = new_page(360, 640)
    first, second = (f"{address}/d/{one.join_code}/slotvragen" for one in meetings)
    page.goto(first)
    page.fill("#sterktes_1", "van de eerste")
    page.goto(second)
    page.fill("#sterktes_1", "van de tweede")

    page.goto(first)
    expect(page.locator("#sterktes_1")).to_have_value("van de eerste")
    page.evaluate(LATER, 23)
    page.goto(first)  # looking at it gives it no other day
    expect(page.locator("#sterktes_1")).to_have_value("van de eerste")
    page.evaluate(LATER, 2)
    page.goto(second)
    expect(page.locator("#sterktes_1")).to_have_value("")
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("is_left", [False, True], ids=["stays", "comes-back"])
def test_what_was_sent_without_a_network_is_sent_by_itself(
    platform, said, address: str, new_page, is_left: bool
) -> None:
    meeting, _ids = said
    closing.open_box(platform, meeting)
    page = new_page(360, 640, tolerate=[OFFLINE])
    form = f"{address}/d/{meeting.join_code}/slotvragen"
    page.goto(form)
    page.fill("#sterktes_1", "straks pas")
    page.context.set_offline(True)
    page.click(SEND)
    expect(page.locator("[data-offline]")).to_contain_text("vanzelf opnieuw")
    if is_left:
        page.goto("about:blank")

    page.context.set_offline(False)
    if is_left:
        page.goto(form)

    page.wait_for_selector("[data-state=received]")
    assert page.evaluate("localStorage.length") == 0
    assert closing.box_of(platform, meeting).received == 1


def test_received_leads_to_the_closing_questions_once_they_are_open(
    platform, said, address: str, new_page
) -> None:
    meeting, _ids = said
    page = new_page(360, 640)
    page.goto(f"{address}/d/{meeting.join_code}")
    page.evaluate(
        "document.querySelectorAll('fieldset').forEach((one) => one.querySelector('input').click())"
    )
    page.goto(f"{address}/d/{meeting.join_code}#nakijken")
    page.click("#nakijken > button[type=submit]")
    page.wait_for_selector("[data-state=received]")
    link = page.get_by_role("link", name="Naar de slotvragen")
    expect(link).to_be_hidden()

    closing.open_box(platform, meeting)

    expect(link).to_be_visible(timeout=20_000)
    link.click()
    expect(page.locator("#sterktes_1")).to_be_visible()
