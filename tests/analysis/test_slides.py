"""Slides for the beamer: whole bars of what may be shown, a few bouwstenen at a time."""

from tests.analysis.samples import batch, instrument, results, tallies
from webapp.analysis import slides as slides_module
from webapp.analysis.results import GroupResult
from webapp.analysis.slides import WIDTH, slides

ANSWERS = {
    "1": {"passend": 7, "deels": 2, "niet": 4, "nvt": 2},
    "2": {"passend": 4},  # too few
    "3": {"nvt": 9, "knab": 6},  # nobody in a way that counts
    "4": {"deels": 15},
}


def group() -> GroupResult:
    one = batch(1, "beleid")
    return results([one], tallies(one.id, ANSWERS)).groups[0]


def test_a_bar_is_full_and_its_parts_follow_each_other() -> None:
    made = slides(instrument(), group())

    assert [(slide.theme.id, slide.n) for slide in made] == [("visie", 15), ("werk", 15)]
    row = made[0].rows[0]
    assert [(part.option.code, part.count) for part in row.parts] == [
        ("passend", 7),
        ("deels", 2),
        ("niet", 4),
    ]
    ends = [part.start + part.width for part in row.parts]
    assert [0, *ends] == [*(part.start for part in row.parts), WIDTH]
    assert row.silent == 2


def test_what_too_few_answered_has_a_line_and_no_figure() -> None:
    rows = {row.block_id: row for slide in slides(instrument(), group()) for row in slide.rows}

    assert (rows["2"].parts, rows["2"].silent) == ((), None)
    assert (rows["3"].parts, rows["3"].silent) == ((), 15)


def test_a_long_thema_takes_several_slides(monkeypatch) -> None:
    monkeypatch.setattr(slides_module, "MOST_ROWS", 1)

    made = slides(instrument(), group())

    assert [[row.block_id for row in slide.rows] for slide in made] == [["1"], ["2"], ["3"], ["4"]]
