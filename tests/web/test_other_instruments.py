"""Another scale, other groups, other languages: a file is enough, from the form to the figures."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.web.conftest import Account, signed_in
from tests.web.visitor import Visitor
from webapp import create_app
from webapp.instrument.checks import TAKEN_AS_ADDRESS
from webapp.instrument.model import Instrument
from webapp.platform import Platform
from webapp.services.close_meeting import close_meeting
from webapp.services.open_meeting import MeetingPlan, OpenedMeeting, open_meeting
from webapp.services.open_round import RoundPlan, open_round

OTHERS = Path(__file__).parent.parent / "instrument" / "other"
FILES = sorted(path.stem for path in OTHERS.glob("*.yaml"))


@pytest.fixture
def other_app(platform: Platform) -> Flask:
    settings = replace(platform.settings, instruments_dir=OTHERS)
    return create_app(settings, replace(platform, settings=settings))


def begin(platform: Platform, instrument: Instrument, setting: str) -> tuple[str, OpenedMeeting]:
    plan = RoundPlan(title="Iets anders", min_group_size=5)
    round_id = open_round(platform.database, instrument, plan, lowest_group_size=5)
    group = instrument.groups[-1].id
    meeting = MeetingPlan(round_id=round_id, group_id=group, slips=6, setting=setting)
    return round_id, open_meeting(platform.database, platform.keystore, meeting)


@pytest.mark.parametrize("setting", ["conversation", "alone"])
@pytest.mark.parametrize("file", FILES)
def test_a_file_is_enough(other_app: Flask, platform: Platform, file: str, setting: str) -> None:
    instrument = other_app.extensions["catalogue"].latest(file)
    round_id, meeting = begin(platform, instrument, setting)
    group = instrument.groups[-1]
    codes = [option.code for option in instrument.options_for(setting)]

    for person, slip in enumerate(meeting.slips):
        form = Visitor(other_app.test_client()).open("/").fill(code=slip).send()
        offered = {one.get("value") for one in form.all(".//input[@type='radio']")}
        assert offered == set(codes)
        chosen = {f"block_{block}": codes[person % len(codes)] for block in group.block_ids}
        assert form.fill_in(chosen).send().has_state("received")

    closed = close_meeting(platform.database, platform.keystore, meeting.id)
    inspector = signed_in(other_app, platform, Account("i@voorbeeld.be", "inspecteur"))
    [shown] = inspector.open(f"/ronde/{round_id}/resultaten.json").response.json["groups"]
    assert closed.counted == shown["n"] == 6
    expected = {code: len(range(n, 6, len(codes))) for n, code in enumerate(codes)}
    for block in shown["blocks"]:
        assert {code: n for code, n in block["counts"].items() if code in codes} == expected
    for theme in instrument.themes:
        assert inspector.open(f"/ronde/{round_id}/resultaten/{theme.id}").status == 200


def test_no_thema_may_take_the_address_of_another_page_of_results(other_app: Flask) -> None:
    of_themes = "/ronde/<round_id>/resultaten/"
    rules = [str(rule) for rule in other_app.url_map.iter_rules()]
    beside = [rule.removeprefix(of_themes) for rule in rules if rule.startswith(of_themes)]

    taken = {one for one in beside if re.fullmatch("[a-z0-9-]+", one)}

    assert taken == set(TAKEN_AS_ADDRESS)


def test_a_form_speaks_the_languages_of_its_instrument(
    other_app: Flask, platform: Platform
) -> None:
    instrument = other_app.extensions["catalogue"].latest("speelplaats")
    _round, meeting = begin(platform, instrument, "alone")

    german = Visitor(other_app.test_client()).open(f"/d/{meeting.join_code}?taal=de")

    assert german.title == "Unser Schulhof"
    assert german.tree.get("lang") == "de"
    assert "Immer" in german.text
