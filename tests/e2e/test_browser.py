"""The form and the results in a real browser: on the smallest phone, and without JavaScript."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.e2e.phone import Phone
from tests.web.conftest import PASSWORD
from webapp.platform import Platform
from webapp.services.close_meeting import close_meeting, start_countdown
from webapp.services.open_meeting import OpenedMeeting
from webapp.services.staff_accounts import add_staff, set_password

NewPage = Callable[..., Page]
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
SMALLEST = {"width": 320, "height": 568}
TARGETS = """() => [...document.querySelectorAll(
    "main .option label, .check label, main button, main summary, main form a, #code"
)].filter(e => e.checkVisibility({ visibilityProperty: true })).map(e => {
    const { width, height } = e.getBoundingClientRect();
    return [e.outerHTML.slice(0, 80), width, height];
})"""


def choose_everywhere(page: Page, place: int = 0) -> None:
    for fieldset in page.query_selector_all("fieldset[data-block]"):
        fieldset.query_selector_all("input[type=radio]")[place].check(force=True)


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.fixture
def smallest(address: str, meeting: OpenedMeeting, new_page: NewPage) -> Callable[..., Page]:
    """Opens the form of a slip on the smallest phone."""

    def open_form(**options: bool) -> Page:
        page = new_page(**SMALLEST, **options)
        page.goto(address)
        assert fits(page)
        page.fill("#code", meeting.slips[0])
        with page.expect_navigation():
            page.click("main button[type=submit]")
        assert fits(page)
        return page

    return open_form


def test_a_sheet_is_handed_in_on_the_smallest_phone(
    platform: Platform, meeting: OpenedMeeting, smallest: Callable[..., Page]
) -> None:
    page = smallest()
    phone = Phone(page)
    phone.answer_all()
    phone.tap("#nakijken a[href='#deel-1']")
    remark_on_the_first_thema(page)
    page.go_back()

    phone.send()

    assert_received(page)
    assert close_meeting(platform.database, platform.keystore, meeting.id).received == 1


def test_a_sheet_is_handed_in_without_scripts(
    platform: Platform, meeting: OpenedMeeting, smallest: Callable[..., Page]
) -> None:
    page = smallest(javascript=False)
    choose_everywhere(page)
    remark_on_the_first_thema(page)

    with page.expect_navigation():
        page.click(".send button[type=submit]")

    assert_received(page)
    assert close_meeting(platform.database, platform.keystore, meeting.id).received == 1


def remark_on_the_first_thema(page: Page) -> None:
    page.click("text=Opmerking bij dit thema >> nth=0")
    page.fill("[name=theme_remark_organisatie]", "Duidelijke nieuwsbrief.")


def assert_received(page: Page) -> None:
    page.wait_for_selector("[data-state=received]")
    assert page.locator("[data-state=received]").inner_text().startswith("Ontvangen")
    assert "1 van ongeveer 6 ontvangen" in page.inner_text("main")
    assert fits(page)
    assert page.context.cookies() == []


def test_the_first_load_takes_four_requests(
    address: str, meeting: OpenedMeeting, new_page: NewPage
) -> None:
    """What makes the form work without a network comes after it, and is little."""
    page = new_page()
    asked: list[str] = []
    page.context.on("request", lambda one: asked.append(urlsplit(one.url).path))

    form = f"/d/{meeting.join_code}"
    page.goto(address + form, wait_until="load")
    first = list(asked)
    page.wait_for_timeout(3000)

    icon = {path for path in asked if path.endswith("/img/mark.svg")}  # sometimes after the load
    assert len({*first, *icon}) <= 4
    later = {"/d/worker.js", f"{form}/leeg", f"{form}/app", f"{form}/stand"}
    assert set(asked) - set(first) - icon <= later
    assert f"{form}/stand" not in first


def test_the_slip_of_a_qr_code_never_reaches_a_server(
    address: str, meeting: OpenedMeeting, new_page: NewPage
) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url + str(one.headers)))

    page.goto(f"{address}/d/{meeting.join_code}#{meeting.slips[0]}")

    assert page.input_value("#code").replace(" ", "") == meeting.slips[0]
    assert page.evaluate("location.hash") == ""
    assert not any(meeting.slips[0] in one for one in asked)


def test_the_form_is_filled_in_with_the_keyboard_alone(
    address: str, meeting: OpenedMeeting, new_page: NewPage
) -> None:
    page = new_page()
    page.goto(address)
    page.focus("#code")
    page.keyboard.type(meeting.slips[1])
    page.keyboard.press("Enter")
    page.wait_for_selector("#begin [data-go]")

    page.focus("#begin [data-go]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "thema-organisatie"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")

    assert page.evaluate("document.activeElement.value") == "deels"
    assert page.is_checked("fieldset[data-block] input[value=deels] >> nth=0")
    page.keyboard.press("Enter")
    assert Phone(page).screen() == "deel-2"
    for place in range(2, 6):
        page.focus(f"#deel-{place} [data-go] >> nth=1")
        page.keyboard.press("Enter")
    page.focus("#nakijken > button")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-state=received]")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


@pytest.mark.parametrize("javascript", [True, False], ids=["with-scripts", "without-scripts"])
def test_targets_on_the_form_are_large_enough(
    address: str, meeting: OpenedMeeting, new_page: NewPage, *, javascript: bool
) -> None:
    page = new_page(**SMALLEST, javascript=javascript)
    page.goto(f"{address}/d/{meeting.join_code}#{meeting.slips[0]}")
    sizes = page.evaluate(TARGETS)
    if javascript:
        phone = Phone(page)
        phone.begin()
        for theme in phone.themes():
            phone.tap(theme.locator(".option").first)
            sizes += page.evaluate(TARGETS)
        phone.tap(".gaps summary")
        sizes += page.evaluate(TARGETS)

    assert len(sizes) > 80
    assert [name for name, width, height in sizes if min(width, height) < 44] == []


def test_phones_count_down(
    platform: Platform, address: str, meeting: OpenedMeeting, new_page: NewPage
) -> None:
    page = new_page()
    page.goto(f"{address}/d/{meeting.join_code}")

    start_countdown(platform.database, meeting.id, 60)

    page.wait_for_selector(".countdown:not([hidden])", timeout=12_000)
    assert "Het gesprek sluit over" in page.inner_text(".countdown")
    page.click("text=Naar verzenden")
    page.wait_for_selector("#nakijken")
    assert Phone(page).screen() == "nakijken"


def test_a_leader_sees_the_counter_move(
    platform: Platform, address: str, meeting: OpenedMeeting, new_page: NewPage
) -> None:
    secret = add_staff(platform.database, "leider@voorbeeld.be", "inspecteur")
    set_password(platform.database, secret, PASSWORD)
    leader, phone = new_page(1440, 900), new_page()
    leader.goto(f"{address}/aanmelden?verder=/gesprek/{meeting.id}")
    leader.fill("#email", "leider@voorbeeld.be")
    leader.fill("#password", PASSWORD)
    leader.click("main button[type=submit]")
    assert leader.inner_text(".counter") == "0 van ongeveer 6 ontvangen"

    phone.goto(f"{address}/d/{meeting.join_code}#{meeting.slips[2]}")
    taps = Phone(phone)
    taps.answer_all(place=1)
    taps.send()
    taps.is_received()

    leader.locator(".counter", has_text="1 van ongeveer 6 ontvangen").wait_for()
