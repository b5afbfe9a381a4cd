"""The form in a browser with scripts: a thema per screen, no needless tap, a look back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.phone import Phone
from webapp.services.open_meeting import OpenedMeeting

NewPage = Callable[..., Page]
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def test_sixteen_bouwstenen_take_no_needless_tap(phone: Phone) -> None:
    themes = phone.page.locator("[data-screen=theme]").count()
    assert phone.page.locator("[data-block]").count() == 16

    phone.answer_all()
    phone.send()

    phone.is_received()
    assert phone.taps <= 16 + 2 * themes + 2
    assert phone.taps == 16 + themes + 2


def test_back_and_forward_move_between_the_themas(phone: Phone) -> None:
    phone.begin()
    phone.tap("#deel-1 .steps [data-go] >> nth=1")
    assert phone.screen() == "deel-2"
    assert phone.page.evaluate("document.activeElement.id") == "thema-visie"
    assert phone.page.title().startswith("Thema 2 van 5: Visie")

    phone.page.go_back()
    phone.page.wait_for_selector("#deel-1")
    assert phone.screen() == "deel-1"
    phone.page.go_back()
    phone.page.wait_for_selector("#begin")
    phone.page.go_forward()

    phone.page.wait_for_selector("#deel-1")
    assert phone.page.evaluate("document.activeElement.id") == "thema-organisatie"


def test_how_far_somebody_is_stands_at_each_thema(phone: Phone) -> None:
    phone.begin()
    status = phone.page.locator("#deel-1 [role=status][data-progress]")
    assert status.inner_text() == "0 van 1 beantwoord"

    phone.tap("#deel-1 .option >> nth=0")
    assert status.inner_text() == "1 van 1 beantwoord"
    phone.tap("#deel-1 [data-clear]")

    assert status.inner_text() == "0 van 1 beantwoord"
    assert phone.page.locator("#deel-1 input:checked").count() == 0
    assert phone.page.evaluate("document.activeElement.type") == "radio"
    assert phone.wait_until_kept(1)["fields"].keys() == {"code"}


def test_what_was_left_open_is_told_once_with_a_way_to_it(phone: Phone) -> None:
    phone.begin()
    for place, theme in enumerate(phone.themes()):
        if place != 1:
            for block in theme.locator("[data-block]").all():
                phone.tap(block.locator(".option").first)
    assert phone.page.locator(".overview__count").all_inner_texts() == [
        "1 van 1",
        "0 van 1",
        "12 van 12",
        "1 van 1",
        "1 van 1",
    ]
    phone.tap("text=Nog open: 1")
    phone.tap(".gaps a")

    assert phone.screen() == "deel-2"
    assert phone.page.evaluate("document.activeElement.dataset.block") == "13"
    phone.page.go_back()
    phone.send()
    phone.is_received()


def test_nothing_leads_back_from_received_to_the_answers(phone: Phone) -> None:
    phone.answer_all()
    phone.send()
    phone.is_received()

    phone.page.go_back()

    phone.page.wait_for_timeout(300)
    assert phone.page.locator("[data-block]").count() == 0
    phone.page.reload()
    assert phone.page.locator("[data-block] input:checked").count() == 0
    assert phone.page.locator("[data-resumed]").is_hidden()


def test_a_slip_is_asked_for_before_sending(
    address: str, meeting: OpenedMeeting, new_page: NewPage
) -> None:
    phone = Phone(new_page())
    phone.page.goto(f"{address}/d/{meeting.join_code}")
    phone.answer_all()

    phone.send()
    assert phone.screen() == "begin"
    assert phone.page.is_visible("text=Vul eerst de code van uw strookje in")
    phone.page.fill("#code", meeting.slips[1].lower())
    phone.page.goto(f"{address}/d/{meeting.join_code}#nakijken")
    phone.send()

    phone.is_received()


def test_an_unknown_slip_gets_the_form_back_with_its_answers(
    address: str, meeting: OpenedMeeting, new_page: NewPage
) -> None:
    phone = Phone(new_page())
    phone.page.goto(f"{address}/d/{meeting.join_code}#BCDFBCDFBCDF")
    phone.answer_all(place=1)
    phone.send()

    phone.page.locator("#nog-niet", has_text="We kennen deze code niet").wait_for()
    assert phone.page.evaluate("document.activeElement.id") == "nog-niet"
    phone.page.fill("#code", meeting.slips[2])
    phone.begin()
    for theme in phone.themes():
        assert theme.locator("input[value=deels]:checked").count() > 0
    phone.send()
    phone.is_received()
    assert phone.kept() == []


def test_remarks_say_when_they_get_too_long(phone: Phone) -> None:
    phone.begin()
    phone.tap("#deel-1 [data-block] summary >> nth=0")
    area = phone.page.locator("#deel-1 [data-block] textarea")
    area.fill("a" * 899)
    assert phone.page.locator("#deel-1 .more__left").inner_text() == ""

    area.fill("a" * 950)
    assert phone.page.locator("#deel-1 .more__left").inner_text() == "Nog 50 tekens."
    area.fill("")
    phone.tap("#deel-1 .steps [data-go] >> nth=1")
    phone.tap("#deel-2 .steps [data-go] >> nth=1")
    blocks = phone.page.locator("#deel-3 [data-block]").all()[:7]
    for block in blocks:
        block.locator("summary").first.click()
        block.locator("textarea").fill("é" * 450)
    assert "tekens te lang" in blocks[-1].locator(".more__left").inner_text()
    phone.page.goto(phone.page.url.partition("#")[0] + "#nakijken")

    phone.send()

    assert phone.page.is_visible("text=Uw opmerkingen zijn samen te lang")
    assert phone.screen() == "nakijken"
    assert phone.kept()[0]["sending"] is None


def test_another_language_keeps_the_answers_on_the_phone(phone: Phone) -> None:
    sent: list[str] = []
    phone.page.on("request", lambda one: sent.append(one.method))
    phone.begin()
    phone.tap("#deel-1 .option >> nth=2")

    phone.tap("button[name=taal][value=fr]")

    phone.page.wait_for_selector("html[lang=fr]")
    assert phone.screen() == "deel-1"
    assert phone.page.is_checked("#deel-1 input[value=niet]")
    assert "POST" not in sent
    phone.page.reload()
    assert phone.page.get_attribute("html", "lang") == "fr"
    assert phone.page.is_checked("#deel-1 input[value=niet]")


def test_stopping_wipes_the_phone(phone: Phone) -> None:
    phone.answer_all()
    assert len(phone.kept()) == 1
    phone.tap("text=Stoppen en alles wissen")
    phone.tap("text=Ja, wis mijn antwoorden")

    phone.page.wait_for_selector("#begin")
    phone.wait_until(lambda: phone.kept() == [])
    assert phone.page.locator("[data-block] input:checked").count() == 0
    assert phone.page.input_value("#code") == ""
