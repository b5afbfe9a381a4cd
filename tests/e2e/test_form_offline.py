"""A phone without a network: nothing is lost, nothing counts twice, nothing is kept too long."""

from collections.abc import Callable
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, Route, expect
from sqlalchemy.exc import OperationalError

from tests.e2e.live import served
from tests.e2e.phone import NOT_KEPT_ELSEWHERE, Phone
from webapp.platform import Platform
from webapp.services.close_meeting import close_meeting
from webapp.services.hold_meeting import begin_meeting, pause_meeting
from webapp.services.open_meeting import MeetingPlan, OpenedMeeting, open_meeting
from webapp.web import sent_form

NewPage = Callable[..., Page]
NO_NETWORK = ["ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET"]
FAULTS = [*NO_NETWORK, "answered 503", "the server responded with a status of 503"]
ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def room(platform: Platform, round_id: str) -> OpenedMeeting:
    """A meeting without slips."""
    plan = MeetingPlan(round_id=round_id, group_id="scholen", expected=6)
    return open_meeting(platform.database, platform.keystore, plan)


@pytest.fixture
def phone(new_page: NewPage) -> Phone:
    return Phone(new_page(tolerate=FAULTS))


def count(platform: Platform, meeting: OpenedMeeting) -> int:
    return close_meeting(platform.database, platform.keystore, meeting.id).received


def another_tab(context: BrowserContext, address: str) -> Phone:
    tab = Phone(context.new_page())
    tab.page.goto(address)
    return tab


def test_a_form_filled_in_in_flight_mode_counts_once(
    platform: Platform, address: str, meeting: OpenedMeeting, phone: Phone
) -> None:
    """Filled in without a network, tab closed, opened again, and then the network is back."""
    form, context = f"{address}/d/{meeting.join_code}", phone.page.context
    phone.page.goto(f"{form}#{meeting.slips[0]}")
    phone.wait_until_offline_ready(meeting.join_code)
    context.set_offline(True)
    phone.answer_all(place=2)
    phone.send()
    phone.page.locator("#wachten", has_text="Uw antwoorden staan op dit toestel").wait_for()
    phone.page.close()

    again = another_tab(context, form)
    again.page.locator("#wachten").wait_for()
    expect(again.page.locator("[data-block] input:checked")).to_have_count(16)
    context.set_offline(False)

    again.is_received()
    assert again.kept() == []
    assert count(platform, meeting) == 1


@ON_SQLITE
def test_a_sheet_that_comes_too_early_goes_when_the_meeting_begins(
    platform: Platform, address: str, meeting: OpenedMeeting, phone: Phone
) -> None:
    pause_meeting(platform.database, meeting.id)
    phone.page.goto(f"{address}/d/{meeting.join_code}#{meeting.slips[0]}")
    phone.answer_all()
    phone.send()
    phone.page.locator("#wachten", has_text="even gepauzeerd").wait_for()
    assert len(phone.kept()) == 1
    begin_meeting(platform.database, meeting.id)

    phone.is_received()
    assert phone.kept() == []
    assert count(platform, meeting) == 1


@ON_SQLITE
def test_a_draft_is_there_again_without_a_network(
    platform: Platform, address: str, meeting: OpenedMeeting, phone: Phone
) -> None:
    form, context = f"{address}/d/{meeting.join_code}", phone.page.context
    phone.page.goto(f"{form}#{meeting.slips[0]}")
    phone.begin()
    phone.tap("#deel-1 .option >> nth=1")
    phone.wait_until_kept(2)
    phone.wait_until_offline_ready(meeting.join_code)
    context.set_offline(True)
    phone.page.close()

    again = another_tab(context, form)

    again.page.locator("text=stonden nog antwoorden die niet verzonden zijn").wait_for()
    assert again.page.input_value("#code").replace(" ", "") == meeting.slips[0]
    assert again.page.locator("[data-block] input:checked").get_attribute("value") == "deels"
    again.answer_all()
    context.set_offline(False)
    again.send()
    again.is_received()
    assert count(platform, meeting) == 1


@ON_SQLITE
@pytest.mark.parametrize("kind", ["slips", "room-code"])
def test_an_answer_that_got_lost_on_the_way_back_counts_once(
    platform: Platform,
    address: str,
    meeting: OpenedMeeting,
    room: OpenedMeeting,
    phone: Phone,
    kind: str,
) -> None:
    """The server stored it, the phone never heard so, and sends it again."""
    chosen = meeting if kind == "slips" else room
    slip = f"#{meeting.slips[0]}" if kind == "slips" else ""
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and len(lost) < 2:
            lost.append(route.fetch().text())
            route.abort("connectionreset")
        else:
            route.continue_()

    phone.page.route("**/d/*", lose)
    phone.page.goto(f"{address}/d/{chosen.join_code}{slip}")
    phone.answer_all()
    phone.send()
    phone.page.locator("#wachten").wait_for()
    phone.tap("text=Nu opnieuw proberen")

    phone.is_received()
    assert ['data-state="received"' in page for page in lost] == [True, True]
    assert "1 van ongeveer 6 ontvangen" in phone.page.inner_text("main")
    assert phone.kept() == []
    assert count(platform, chosen) == 1


@ON_SQLITE
def test_a_form_that_was_opened_without_a_network_gets_its_token_once(
    platform: Platform, address: str, room: OpenedMeeting, phone: Phone
) -> None:
    form, context = f"{address}/d/{room.join_code}", phone.page.context
    phone.page.goto(form)
    phone.wait_until_offline_ready(room.join_code)
    context.set_offline(True)
    phone.page.close()
    again = another_tab(context, form)
    assert again.page.input_value("[name=token]") == ""

    again.answer_all()
    again.send()
    again.page.locator("#wachten").wait_for()
    context.set_offline(False)

    again.is_received()
    assert count(platform, room) == 1


@ON_SQLITE
def test_a_server_that_comes_back_gets_the_form_by_itself(
    app: Flask, platform: Platform, meeting: OpenedMeeting, phone: Phone
) -> None:
    with ExitStack() as server:
        address = server.enter_context(served(app))
        phone.page.goto(f"{address}/d/{meeting.join_code}#{meeting.slips[0]}")
        phone.answer_all()
    phone.send()
    phone.page.locator("#wachten").wait_for()

    with served(app, urlsplit(address).port):
        phone.is_received()

    assert count(platform, meeting) == 1


@ON_SQLITE
def test_a_server_that_cannot_store_is_asked_again_when_it_says(
    platform: Platform,
    address: str,
    meeting: OpenedMeeting,
    phone: Phone,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store, refused = sent_form.submit_sheet, []

    def busy_once(*args: object) -> object:
        if not refused:
            refused.append(1)
            raise OperationalError("INSERT", {}, Exception("database is locked"))
        return store(*args)

    monkeypatch.setattr(sent_form, "submit_sheet", busy_once)
    phone.page.goto(f"{address}/d/{meeting.join_code}#{meeting.slips[0]}")
    phone.answer_all()
    phone.send()
    phone.page.locator("#wachten").wait_for()
    assert len(phone.kept()) == 1

    phone.page.wait_for_timeout(3500)  # sooner than the server asked for: still waiting
    assert phone.screen() == "wachten"
    phone.is_received()

    assert count(platform, meeting) == 1


@ON_SQLITE
def test_a_meeting_that_closed_meanwhile_leaves_the_choice(
    platform: Platform, address: str, meeting: OpenedMeeting, phone: Phone
) -> None:
    form, context = f"{address}/d/{meeting.join_code}", phone.page.context
    phone.page.goto(f"{form}#{meeting.slips[0]}")
    phone.answer_all()
    context.set_offline(True)
    phone.send()
    phone.page.locator("#wachten").wait_for()
    assert count(platform, meeting) == 0
    context.set_offline(False)

    phone.page.locator("#te-laat", has_text="Misschien hadden we uw antwoorden al").wait_for()
    assert len(phone.kept()) == 1
    later = another_tab(context, form)
    later.tap("text=Wis ze van dit toestel")

    later.page.locator(".left").wait_for(state="hidden")
    assert later.kept() == []


@ON_SQLITE
def test_a_shared_device_keeps_nothing(
    platform: Platform, address: str, meeting: OpenedMeeting, phone: Phone
) -> None:
    phone.page.goto(f"{address}/d/{meeting.join_code}#{meeting.slips[0]}")
    phone.wait_until_offline_ready(meeting.join_code)
    phone.tap("text=Dit toestel wordt gedeeld")
    phone.answer_all()
    phone.page.context.set_offline(True)
    phone.send()
    phone.page.locator("#wachten", has_text="Laat deze pagina open").wait_for()

    assert phone.kept() == []
    assert phone.cached() == {}
    assert phone.page.evaluate(NOT_KEPT_ELSEWHERE) == [0, 0, 0]
    phone.page.context.set_offline(False)
    phone.is_received()
    assert count(platform, meeting) == 1


@ON_SQLITE
def test_what_is_kept_holds_no_secret_but_in_the_draft(
    address: str, meeting: OpenedMeeting, room: OpenedMeeting, phone: Phone
) -> None:
    phone.page.goto(f"{address}/")
    phone.page.fill("#code", meeting.slips[0])
    phone.page.click("main button[type=submit]")
    phone.begin()
    phone.tap("#deel-1 .option >> nth=0")
    phone.wait_until_offline_ready(meeting.join_code)
    phone.page.goto(f"{address}/d/{room.join_code}")
    token = phone.page.input_value("[name=token]")
    phone.wait_until_offline_ready(room.join_code)

    cached = phone.cached()
    assert {urlsplit(url).path for url in cached if "/d/" in url} == {
        f"/d/{meeting.join_code}",
        f"/d/{room.join_code}",
    }
    for text in cached.values():
        assert meeting.slips[0] not in text.replace(" ", "")
        assert token not in text
        assert " checked" not in text or "<fieldset" not in text
    assert phone.page.evaluate(NOT_KEPT_ELSEWHERE) == [0, 0, 0]


@ON_SQLITE
def test_a_typed_slip_survives_a_reload(address: str, meeting: OpenedMeeting, phone: Phone) -> None:
    phone.page.goto(f"{address}/")
    phone.page.fill("#code", meeting.slips[0])
    phone.page.click("main button[type=submit]")
    phone.begin()
    phone.tap("#deel-1 .option >> nth=2")
    phone.wait_until_kept(2)

    phone.page.reload()

    assert urlsplit(phone.page.url).path == f"/d/{meeting.join_code}"
    expect(phone.page.locator("#deel-1 input[value=niet]:checked")).to_have_count(1)
    assert phone.screen() == "deel-1"
    assert phone.page.input_value("#code").replace(" ", "") == meeting.slips[0]


@ON_SQLITE
def test_two_tabs_are_one_form(
    platform: Platform, address: str, room: OpenedMeeting, phone: Phone
) -> None:
    form = f"{address}/d/{room.join_code}"
    phone.page.goto(form)
    other = another_tab(phone.page.context, form)
    for tab, place in ((phone, 0), (other, 1)):
        tab.begin()
        tab.tap(f"#deel-1 .option >> nth={place}")
        tab.tap("#deel-1 .steps [data-go] >> nth=1")
    phone.tap("#deel-2 .option >> nth=0")
    other.page.wait_for_selector("#deel-2 input:checked", state="attached")
    other.page.goto(f"{form}#nakijken")
    other.send()

    other.is_received()
    phone.is_received()  # the other tab tells
    assert phone.kept() == []
    assert count(platform, room) == 1


@ON_SQLITE
def test_a_newer_form_replaces_one_that_waits(
    platform: Platform, address: str, meeting: OpenedMeeting, phone: Phone
) -> None:
    phone.page.goto(f"{address}/d/{meeting.join_code}#{meeting.slips[0]}")
    phone.answer_all(place=0)
    phone.page.context.set_offline(True)
    phone.send()
    phone.tap("text=Antwoorden aanpassen")
    phone.tap("#nakijken a[href='#deel-1']")
    phone.tap("#deel-1 .option >> nth=2")
    assert phone.wait_until_kept(17)["sending"] is None
    phone.page.go_back()
    phone.send()
    phone.page.locator("#wachten").wait_for()
    sent: list[str] = []
    phone.page.on("request", lambda one: sent.append(one.post_data or ""))
    phone.page.context.set_offline(False)

    phone.is_received()
    posts = [body for body in sent if body]
    assert posts
    assert all("block_9=niet" in body for body in posts)
    assert count(platform, meeting) == 1


@ON_SQLITE
def test_sheets_of_two_people_on_one_device_both_arrive(
    platform: Platform, address: str, meeting: OpenedMeeting, phone: Phone
) -> None:
    form, context = f"{address}/d/{meeting.join_code}", phone.page.context
    phone.page.goto(f"{form}#{meeting.slips[0]}")
    phone.answer_all()
    phone.wait_until_offline_ready(meeting.join_code)
    context.set_offline(True)
    phone.send()
    phone.page.locator("#wachten").wait_for()
    phone.page.close()

    second = another_tab(context, f"{form}#{meeting.slips[1]}")
    assert second.screen() == "begin"
    assert second.page.locator("[data-block] input:checked").count() == 0
    second.answer_all(place=1)
    context.set_offline(False)
    second.send()
    second.is_received()
    second.page.reload()

    second.wait_until(lambda: second.kept() == [])
    assert count(platform, meeting) == 2


@ON_SQLITE
def test_what_is_older_than_a_day_is_gone(
    address: str, meeting: OpenedMeeting, phone: Phone
) -> None:
    form = f"{address}/d/{meeting.join_code}"
    phone.page.goto(f"{form}#{meeting.slips[0]}")
    phone.begin()
    phone.tap("#deel-1 .option >> nth=0")
    phone.wait_until_kept(2)

    phone.page.clock.install()
    phone.page.clock.fast_forward("24:00:01")
    later = another_tab(phone.page.context, form)
    later.page.clock.fast_forward("24:00:01")
    later.page.reload()

    assert later.page.locator("[data-block] input:checked").count() == 0
    assert later.kept() == []
