"""The four steps: forth and back, nothing lost, and started once."""

import pytest
from flask import Flask

from tests import builders
from tests.web.conftest import signed_in_for
from tests.web.self_evaluation.conftest import Coordinator, first_steps
from webapp.db.models import InstrumentVersion, Meeting, Round, RoundDraft
from webapp.platform import Platform


def test_nothing_is_lost_on_the_way_back_and_forth(coordinator: Coordinator) -> None:
    steps = coordinator.fill_in()
    assert coordinator.visitor.page.title == "Nakijken"
    assert "3 van 16 bouwstenen, en 1 eigen bouwsteen" in coordinator.visitor.page.text

    back = coordinator.send(f"{steps}/wanneer", [("title", "Anders"), ("to", "bouwstenen")])

    assert back.title == "Wat vraagt u?"  # although the days are gone now
    ticked = back.all(".//input[@name='blocks_scholen'][@checked]")
    assert sorted(one.get("value", "") for one in ticked) == ["18", "19", "20"]
    assert back.all(".//textarea[@name='own_0']")[0].text == "een warm onthaal"
    again = coordinator.visitor.open(f"{steps}/groepen")
    assert again.all(".//input[@name='expected_scholen']")[0].get("value") == "6"
    look = coordinator.visitor.open(f"{steps}/nakijken")
    assert "Anders" in look.text
    assert "Geef een eerste en een laatste dag" in look.text
    assert "Zelfevaluatie starten" not in look.text


def test_few_people_are_told_once_before_going_on(coordinator: Coordinator) -> None:
    steps = coordinator.prepare()
    coordinator.send(f"{steps}/bouwstenen", first_steps()["bouwstenen"])
    fields = [one for one in first_steps(3)["groepen"] if one[0] != "confirm"]

    warned = coordinator.send(f"{steps}/groepen", fields)
    confirmed = coordinator.send(f"{steps}/groepen", [*fields, ("confirm", "y")])

    assert "Minder dan 5 mensen verwacht bij: Scholen" in warned.text
    assert confirmed.title == "Wanneer?"


@pytest.mark.parametrize(
    ("step", "fields", "message"),
    [
        ("bouwstenen", [], "Kies minstens één groep"),
        (
            "bouwstenen",
            [("blocks_scholen", "18"), ("own_0", "van ons")],
            "Kies aan wie u ‘van ons’ voorlegt",
        ),
        (
            "bouwstenen",
            [("blocks_scholen", "18"), ("own_0", "<i>x</i>"), ("own_groups_0", "scholen")],
            "HTML",
        ),
        ("groepen", [("expected_scholen", "zes")], "Scholen gewoon onderwijs: geef hoeveel"),
        ("groepen", [("expected_scholen", "10001")], "van 1 tot 10000"),
        ("wanneer", [("title", "x"), ("contact", " ")], "Geef waar mensen terechtkunnen"),
        (
            "wanneer",
            [("title", "x" * 201), ("starts_on", "2020-02-30")],
            "hoogstens 200 tekens",
        ),
        (
            "wanneer",
            [("title", "x"), ("starts_on", "2020-01-01"), ("ends_on", "2020-02-01")],
            "De laatste dag is al voorbij",
        ),
        (
            "wanneer",
            [("title", "x"), ("starts_on", "2090-02-01"), ("ends_on", "2090-01-01")],
            "De laatste dag komt na de eerste",
        ),
    ],
)
def test_what_is_wrong_is_told_and_stays_as_it_was_typed(
    coordinator: Coordinator, step: str, fields: list[tuple[str, str]], message: str
) -> None:
    steps = coordinator.fill_in()

    page = coordinator.send(f"{steps}/{step}", [*fields, ("to", "nakijken")])

    assert message in page.text
    assert page.response.request.path == f"{steps}/{step}"
    typed = [value for name, value in fields if name.startswith(("own_0", "expected", "title"))]
    there = coordinator.visitor.open(f"{steps}/{step}").response.text
    assert all(one.replace("<", "&lt;").replace(">", "&gt;") in there for one in typed)


def test_starting_opens_the_round_of_its_provider_with_a_meeting_per_group(
    coordinator: Coordinator, platform: Platform
) -> None:
    round_id = coordinator.start()

    assert coordinator.visitor.page.title == "Hoe doen we het?"
    with platform.database.reading() as session:
        round_ = session.get_one(Round, round_id)
        (meeting,) = session.query(Meeting).filter_by(round_id=round_id)
        instrument = session.get_one(InstrumentVersion, round_.instrument_hash)
    assert round_.owner_provider_id == coordinator.provider_id
    assert round_.starts_on == round_.ends_on
    assert (round_.controller, round_.contact) == ("Voorbeeldaanbieder", "privacy@voorbeeld.be")
    assert (meeting.group_id, meeting.expected, meeting.held) == ("scholen", 6, None)
    assert instrument.instrument_id.startswith("okt-2020-")
    assert platform.keystore.has(meeting.id)
    assert builders.how_many(platform, RoundDraft) == 0


def test_starting_twice_starts_once(coordinator: Coordinator, platform: Platform) -> None:
    round_id = coordinator.start()

    again = coordinator.visitor.open(f"/mijn-aanbieder/zelfevaluatie/{round_id}/nakijken")

    assert again.response.request.path == f"/ronde/{round_id}"
    assert builders.how_many(platform, Round) == 1


def test_what_is_not_ready_does_not_start_and_leaves_no_key(
    coordinator: Coordinator, platform: Platform
) -> None:
    steps = coordinator.fill_in()
    coordinator.send(f"{steps}/wanneer", [("title", "Later"), ("to", "bouwstenen")])

    page = coordinator.send(f"{steps}/starten", [])

    assert "Zelfevaluatie starten" not in page.text
    assert "Geef een eerste en een laatste dag" in page.text
    assert builders.how_many(platform, Round) == 0
    assert builders.how_many(platform, RoundDraft) == 1


def test_a_preparation_is_of_one_account_and_can_be_thrown_away(
    coordinator: Coordinator, app: Flask, platform: Platform
) -> None:
    steps = coordinator.fill_in()
    stranger = signed_in_for(app, platform, builders.provider(platform, "Andere"))

    assert stranger.open(f"{steps}/nakijken").status == 404
    assert stranger.open(f"{steps}/weggooien").status == 404
    assert "Hoe doen we het?" not in stranger.open("/mijn-aanbieder/zelfevaluaties").text
    coordinator.send(f"{steps}/weggooien", [])
    assert builders.how_many(platform, RoundDraft) == 1
    coordinator.send(f"{steps}/weggooien", [("confirm", "y")])
    assert builders.how_many(platform, RoundDraft) == 0
    assert coordinator.visitor.open(f"{steps}/nakijken").status == 404
