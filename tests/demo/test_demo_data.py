"""The made-up data: the reach of the report, the same each time, and nobody real."""

import re
from collections import Counter

import pytest

from tests.platforms import platform_on
from webapp.db.queries.meetings import list_meetings
from webapp.db.queries.providers import list_providers
from webapp.db.queries.rounds import find_round
from webapp.db.queries.statements import list_boxes_in_state, list_to_code
from webapp.demo.answers import MadeUpGroup, made_up_remarks
from webapp.demo.fill import INSTRUMENT, fill
from webapp.demo.plan import PEOPLE, plan_conversations
from webapp.demo.statements import made_up_statements
from webapp.instrument.coding import scheme_codes
from webapp.instrument.loader import load_folder
from webapp.services.read_results import read_results
from webapp.services.read_sheet import sheet_reader
from webapp.services.read_statements import LONGEST_STATEMENT
from webapp.settings import ROOT

SEED = 2020


@pytest.fixture(scope="module")
def instrument():
    return load_folder(ROOT / "instruments").latest(INSTRUMENT)


def figures(platform, round_id):
    """(group, provider's name) → n, and counts by bouwsteen; no id is in it."""
    with platform.database.reading() as session:
        names = {one.id: one.name for one in list_providers(session)}
        results = read_results(session, find_round(session, round_id))
    assert results.suppressed == ()
    return {
        f"{one.group_id} {'+'.join(names[id_] for id_ in one.provider_ids)}": (
            one.n,
            {block.block_id: dict(block.counts) for block in one.blocks},
        )
        for one in results.groups
    }


def test_reach_is_that_of_the_report(platform, instrument):
    steps = []
    round_id = fill(platform, instrument, SEED, lambda *step: steps.append(step))

    with platform.database.reading() as session:
        kinds = Counter(one.kind for one in list_providers(session))
        pupils = sum(one.pupils for one in list_providers(session))
        meetings = list_meetings(session, round_id)
        results = read_results(session, find_round(session, round_id))
    assert kinds == {"buo-school": 5, "expertisenetwerk": 4, "ondersteuningsnetwerk": 8}
    assert pupils == 8165
    assert {one.group_id: one.n for one in results.totals} == {
        "beleid": 152,
        "ondersteuners": 250,
        "scholen": 206,
        "kleine-aanbieders": 23,
    }
    assert [(one.group_id, len(one.blocks)) for one in results.totals] == [
        ("beleid", 50),
        ("ondersteuners", 14),
        ("scholen", 16),
        ("kleine-aanbieders", 21),
    ]
    assert results.suppressed == ()
    about = Counter((row.meeting.group_id, len(row.provider_names)) for row in meetings)
    assert about == {
        ("beleid", 1): 17,
        ("ondersteuners", 1): 17,
        ("scholen", 1): 17,
        ("kleine-aanbieders", 0): 3,
    }
    assert {row.meeting.setting for row in meetings if row.meeting.group_id == "beleid"} == {
        "alone"
    }
    assert {row.meeting.state for row in meetings} == {"closed"}
    assert ("antwoorden", 631, 631) in steps
    assert ("gesprekken", 54, 54) in steps


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_same_seed_gives_the_same_figures_under_other_ids(
    platform, instrument, sqlite_template, tmp_path
):
    other_file = tmp_path / "other.db"
    other_file.write_bytes(sqlite_template.read_bytes())
    with platform_on(f"sqlite:///{other_file}", tmp_path / "other") as other:
        first = fill(platform, instrument, SEED, lambda *_step: None)
        second = fill(other, instrument, SEED, lambda *_step: None)

        assert first != second
        assert figures(platform, first) == figures(other, second)


def answers_of(instrument, seed):
    names = [f"Aanbieder {n}" for n in range(17)]
    groups = (MadeUpGroup(instrument, one, seed) for one in plan_conversations(names, seed))
    return [group.sheets() for group in groups]


def test_seed_decides_the_answers(instrument):
    assert answers_of(instrument, 1) == answers_of(instrument, 1)
    assert answers_of(instrument, 1) != answers_of(instrument, 2)


@pytest.mark.parametrize("seed", range(20))
def test_every_conversation_has_enough_people_and_all_are_spread(seed):
    planned = plan_conversations([f"Aanbieder {n}" for n in range(17)], seed)

    people = Counter()
    for one in planned:
        assert one.people >= 6
        people[one.group_id] += one.people
    assert people == {**PEOPLE, "kleine-aanbieders": 23}


def test_answers_are_plausible(instrument):
    chosen = Counter()
    for sheets in answers_of(instrument, SEED):
        for sheet in sheets:
            chosen.update(code for name, code in sheet if name.startswith("block_"))
    shares = {code: count / chosen.total() for code, count in chosen.items()}

    assert 0.35 < shares["passend"] < 0.65
    assert 0.2 < shares["deels"] < 0.45
    assert 0.05 < shares["niet"] < 0.3
    assert 0.01 < shares["knab"] < 0.1
    assert 0.01 < shares["nvt"] < 0.1


def test_themas_and_providers_differ(platform, instrument):
    round_id = fill(platform, instrument, SEED, lambda *_step: None)

    shares = [
        sum(counts["passend"] for counts in blocks.values())
        / sum(counts["passend"] + counts["deels"] + counts["niet"] for counts in blocks.values())
        for name, (_n, blocks) in figures(platform, round_id).items()
        if name.startswith("scholen")
    ]
    assert max(shares) - min(shares) > 0.15


def test_every_remark_fits_the_form_and_names_nobody(instrument):
    remarks = made_up_remarks()
    assert remarks.blocks.keys() <= {block.id for block in instrument.blocks}
    assert remarks.themes.keys() == {theme.id for theme in instrument.themes}
    reader = sheet_reader(instrument, "beleid", "alone")
    sentences = [
        *((f"remark_{id_}", text) for id_, texts in remarks.blocks.items() for text in texts),
        *((f"theme_remark_{id_}", text) for id_, texts in remarks.themes.items() for text in texts),
    ]
    assert len(sentences) > 40
    for name, text in sentences:
        assert not reader.read([(name, text)]).problems
        # a capital inside a sentence would be a name; CLB is none
        inside = re.sub(r"(^|[.!?] )[A-ZÉ]", "", text.replace("CLB", ""))
        assert not re.search("[A-Z]", inside), text


def test_every_statement_fits_the_scheme_and_names_nobody(instrument):
    codes = {code.id for code in scheme_codes(instrument)}
    said = made_up_statements()

    assert said.keys() == {question.kind for question in instrument.closing}
    for of_code in said.values():
        assert of_code.keys() <= codes
        for text in (text for texts in of_code.values() for text in texts):
            assert len(text) <= LONGEST_STATEMENT
            assert not re.search("[A-Z]", text.replace("CLB", "")[1:]), text


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_made_up_groups_named_and_ranked_and_most_is_coded(platform, instrument):
    round_id = fill(platform, instrument, SEED, lambda *_step: None)

    with platform.database.reading() as session:
        rows = list_to_code(session, round_id)
        boxes = list_boxes_in_state(session, ("open", "closing", "closed", "destroyed", "lost"))
    assert len({row.meeting_id for row in rows}) == 54
    assert set(boxes.values()) == {"closed"}
    assert len(boxes) == 4
    coded = sum(bool(row.codes) for row in rows)
    assert 0.6 < coded / len(rows) < 1
    assert {row.kind for row in rows if row.codes} == {"strength", "growth", "tip"}
    for meeting_id in {row.meeting_id for row in rows}:
        ranks = [row.rank for row in rows if row.meeting_id == meeting_id and row.kind == "growth"]
        assert sorted(filter(None, ranks)) == [1, 2, 3]
