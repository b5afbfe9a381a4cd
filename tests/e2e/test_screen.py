"""The beamer in a real browser: large enough for the back row, and following the meeting."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.web.conftest import PASSWORD
from tests.web.visitor import Visitor
from webapp.brand import contrast
from webapp.platform import Platform
from webapp.services.close_meeting import close_meeting, start_countdown
from webapp.services.open_meeting import MeetingPlan, OpenedMeeting, open_meeting
from webapp.services.staff_accounts import add_staff, set_password

NewPage = Callable[..., Page]
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
BEAMERS = [(1024, 768), (1280, 720), (1280, 800), (1920, 1080)]
EMAIL = "beamer@voorbeeld.be"

# [text, size, colour, colour under it] of every element that shows a text of its own
TEXTS = """() => {
  const CLEAR = "rgba(0, 0, 0, 0)";
  const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim();
  const under = (one) => {
    const colour = getComputedStyle(one).backgroundColor;
    if (colour !== CLEAR) return colour;
    return one.parentElement ? under(one.parentElement) : "rgb(255, 255, 255)";
  };
  return [...document.querySelectorAll("main *")]
    .filter((one) => one.checkVisibility() && [...one.childNodes].some(isText))
    .map((one) => {
      const { fontSize, color } = getComputedStyle(one);
      return [one.textContent.trim(), parseFloat(fontSize), color, under(one)];
    });
}"""


@pytest.fixture
def meeting(platform: Platform, round_id: str, monkeypatch: pytest.MonkeyPatch) -> OpenedMeeting:
    """A meeting of which the room code is as wide as a code can be."""
    monkeypatch.setattr("webapp.services.open_meeting.new_room_code", lambda: "WWWWMMMM")
    plan = MeetingPlan(round_id=round_id, group_id="scholen", expected=12)
    return open_meeting(platform.database, platform.keystore, plan)


@pytest.fixture
def screen(platform: Platform, new_page: NewPage, address: str, meeting: OpenedMeeting):
    """Opens the beamer of the meeting in a window of a size, as an inspector."""
    set_password(platform.database, add_staff(platform.database, EMAIL, "inspecteur"), PASSWORD)

    def show(width: int = 1280, height: int = 720, **options: object) -> Page:
        page = new_page(width, height, **options)
        page.goto(address + "/aanmelden")
        page.fill("#email", EMAIL)
        page.fill("#password", PASSWORD)
        page.click("main button[type=submit]")
        page.goto(f"{address}/gesprek/{meeting.id}/scherm")
        return page

    return show


def hexadecimal(colour: str) -> str:
    """`#rrggbb` of the `rgb(r, g, b)` that a browser computes."""
    return "#" + "".join(f"{int(part):02x}" for part in colour[4:-1].split(","))


def height_of(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return box["height"]


@pytest.mark.parametrize(("width", "height"), BEAMERS)
@pytest.mark.parametrize("counting", [False, True], ids=["open", "counting"])
def test_everything_can_be_read_from_the_back(
    platform: Platform, screen, meeting: OpenedMeeting, width: int, height: int, counting: bool
) -> None:
    if counting:
        start_countdown(platform.database, meeting.id, 600)

    page = screen(width, height)

    sizes = {text: size for text, size, _colour, _under in page.evaluate(TEXTS)}
    assert sizes[f"{meeting.join_code[:4]} {meeting.join_code[4:]}"] >= 0.12 * height
    assert {text: size for text, size in sizes.items() if size < 0.03 * height} == {}
    assert height_of(page, ".screen__qr") >= 0.30 * height
    whole = page.evaluate("[document.body.scrollWidth, document.body.scrollHeight]")
    assert whole == [width, height]  # nothing to scroll


def test_everything_has_contrast_in_daylight(
    platform: Platform, screen, meeting: OpenedMeeting
) -> None:
    page = screen()
    found = page.evaluate(TEXTS)
    start_countdown(platform.database, meeting.id, 600)
    page.reload()

    found += page.evaluate(TEXTS)

    contrasts = {
        text: contrast(hexadecimal(colour), hexadecimal(under))
        for text, _size, colour, under in found
    }
    assert len(contrasts) > 6
    assert {text: value for text, value in contrasts.items() if value < 7} == {}


def test_the_counter_and_the_state_follow_the_meeting(
    app: Flask, platform: Platform, screen, meeting: OpenedMeeting
) -> None:
    page = screen()
    expect(page.locator(".counter")).to_have_text("0 van ongeveer 12 ontvangen")

    form = Visitor(app.test_client()).open(f"/d/{meeting.join_code}").fill(block_18="passend")
    form.send().send("confirm")
    expect(page.locator(".counter")).to_have_text("1 van ongeveer 12 ontvangen")

    start_countdown(platform.database, meeting.id, 600)
    expect(page.locator(".screen__state")).to_have_text("Sluit zo")
    seconds = int(page.locator("[data-countdown]").inner_text())
    assert 590 <= seconds <= 600
    expect(page.locator("[data-countdown]")).not_to_have_text(str(seconds))

    close_meeting(platform.database, platform.keystore, meeting.id)
    expect(page.locator(".screen__state")).to_have_text("Gesloten")
    expect(page.locator(".screen__code")).to_be_hidden()
    expect(page.locator(".screen__qr")).to_be_hidden()


def test_it_says_when_it_no_longer_hears_anything(screen) -> None:
    page = screen(tolerate=[r"ERR_INTERNET_DISCONNECTED"])
    page.clock.install()
    page.reload()
    stale = page.locator("[data-stale]")
    expect(stale).to_be_hidden()

    page.context.set_offline(True)
    for _second in range(20):
        page.clock.run_for(1000)
    expect(stale).to_be_visible()

    page.context.set_offline(False)
    for _second in range(4):
        page.clock.run_for(1000)
        page.wait_for_timeout(100)
    expect(stale).to_be_hidden()


def test_without_javascript_the_way_in_is_there(screen) -> None:
    page = screen(javascript=False)

    expect(page.locator(".screen__code")).to_be_visible()
    expect(page.locator(".screen__state")).to_have_text("Open")
