"""A provider's own instrument: part of a framework, comparable with it, its own apart."""

from pathlib import Path

import pytest

from tests.analysis.samples import batch, instrument, tallies
from webapp.analysis.release import release
from webapp.analysis.words import answers_sentence, group_sentence, themes_sentence
from webapp.instrument.catalogue import Catalogue
from webapp.instrument.checks import find_problems
from webapp.instrument.lineage import comparable_for_group, compare_versions
from webapp.instrument.loader import instrument_from_document, load_folder
from webapp.instrument.model import Instrument
from webapp.instrument.own_blocks import Choice, OwnBlock, derived_instrument
from webapp.instrument.problems import InstrumentError
from webapp.instrument.reading import read_source, source_of_document

INSTRUMENTS = Path(__file__).parents[2] / "instruments"
OWN = OwnBlock("een  warm onthaal", ("beleid", "scholen"))


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_folder(INSTRUMENTS)


def chosen(own: tuple[OwnBlock, ...] = (OWN,), **blocks: list[str]) -> Instrument:
    return derived_instrument(instrument(), Choice(blocks, own))


def test_only_what_is_chosen_is_asked_and_its_own_stands_apart() -> None:
    made = chosen(beleid=["4", "1"], scholen=["1"])

    assert [block.id for block in made.blocks_for("beleid")] == ["1", "4", "eigen-1"]
    assert [block.id for block in made.blocks_for("scholen")] == ["1", "eigen-1"]
    assert [theme.id for theme in made.themes] == ["visie", "werk", "eigen"]
    assert str(made.block("eigen-1").text) == "een warm onthaal"
    assert made.id.startswith("klein-")
    assert made == chosen(beleid=["1", "4"], scholen=["1"])
    assert made != chosen(beleid=["1", "4"], scholen=["1"], own=())


def test_who_asks_all_of_it_asks_the_framework_itself() -> None:
    made = chosen(beleid=["1", "2", "3", "4"], scholen=["1", "3", "4"], own=())

    assert made == instrument()


def test_every_group_of_every_shipped_instrument_can_be_asked_alone(shipped: Catalogue) -> None:
    known = {(one.id, one.version): one for one in shipped}
    for core in shipped:
        for group in core.groups:
            own = OwnBlock("iets helemaal van ons", (group.id,))
            made = derived_instrument(core, Choice({group.id: group.block_ids[:3]}, [own]))
            assert find_problems(source_of_document(made.document), known=known) == []
            assert len(made.blocks_for(group.id)) == 4
            kept = comparable_for_group(made, core, group.id)
            assert {one.block_ids for one in kept} == {(id_,) for id_ in group.block_ids[:3]}


@pytest.mark.parametrize(
    ("own", "message"),
    [
        (OwnBlock("Een eigen visie", ("beleid",)), "dezelfde tekst"),
        (OwnBlock("<b>vet</b>", ("beleid",)), "HTML"),
        (OwnBlock("x" * 401, ("beleid",)), "te lang"),
        (OwnBlock("aan niemand", ()), "aan niemand voorgelegd"),
        (OwnBlock("  ", ("beleid",)), "leeg"),
    ],
)
def test_the_checks_of_instruments_refuse_what_is_wrong(own: OwnBlock, message: str) -> None:
    with pytest.raises(InstrumentError, match=message):
        chosen(beleid=["1"], own=(own,))


def test_what_the_framework_does_not_ask_is_not_there() -> None:
    with pytest.raises(KeyError):
        chosen(scholen=["2"])


def test_two_choices_from_one_framework_compare_and_what_is_their_own_never() -> None:
    first, second = chosen(beleid=["1", "2"]), chosen(beleid=["2", "3"])

    found = compare_versions(second, first)

    assert [one.block_ids for one in found.comparable] == [("2",)]
    assert {(one.relation, one.block_ids, one.earlier_ids) for one in found.blocks} == {
        ("equal", ("2",), ("2",)),
        ("new", ("3",), ()),
        ("new", ("eigen-1",), ()),
        ("gone", (), ("1",)),
        ("gone", (), ("eigen-1",)),
    }


def test_lineage_goes_over_the_framework_to_an_earlier_one_in_both_directions(
    shipped: Catalogue,
) -> None:
    newer, older = next(
        (one, shipped.get(lineage.instrument_id, lineage.version))
        for one in shipped
        for lineage in one.lineage
    )
    whole = compare_versions(newer, older)
    mine, theirs = (
        derived_instrument(
            one,
            Choice(
                {group.id: group.block_ids for group in one.groups},
                [OwnBlock("iets helemaal van ons", (one.groups[0].id,))],
            ),
        )
        for one in (newer, older)
    )

    def told(later: Instrument, earlier: Instrument) -> set[tuple[str, ...]]:
        found = compare_versions(later, earlier).blocks
        return {
            (one.relation, *one.block_ids, "|", *one.earlier_ids)
            for one in found
            if "eigen-1" not in one.block_ids + one.earlier_ids
        }

    expected = {(one.relation, *one.block_ids, "|", *one.earlier_ids) for one in whole.blocks}
    assert any(one[0] == "equal" for one in expected)
    assert told(mine, older) == told(newer, theirs) == told(mine, theirs) == expected


def test_what_is_its_own_is_in_no_total() -> None:
    made = chosen(beleid=["1"])
    options = {"1": {"passend": 6}, "eigen-1": {"niet": 6}}
    shown = release(
        made, [batch(1, "beleid", "p1", n=6)], tallies("batch1", options), (), min_group_size=5
    )
    (total,) = shown.totals

    assert [block.block_id for block in total.blocks] == ["1", "eigen-1"]
    assert "100" in answers_sentence(made, total)
    assert "1 van de 1" in group_sentence(made, shown, made.group("beleid"))
    assert "in 1 van het 1 thema" in themes_sentence(made, total)


def test_a_framework_keeps_its_hands_off_those_names(tmp_path: Path) -> None:
    text = (INSTRUMENTS / "okt-2020.yaml").read_text("utf-8").replace("id: visie", "id: eigen")
    text = text.replace("theme: visie", "theme: eigen")

    found = find_problems(read_source(text.encode()), path=tmp_path / "okt-2020.yaml")

    assert any("zelf toevoegt" in problem.message for problem in found)
    assert instrument_from_document(chosen(beleid=["1"]).document)
