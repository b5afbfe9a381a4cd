"""Which rows a chart has, in which order, and what each of them says."""

from tests.analysis.samples import instrument, results
from tests.charts.samples import NAMES, by_block, by_provider, by_theme, shown
from webapp.charts.block_bars import block_bars
from webapp.charts.provider_bars import provider_bars
from webapp.charts.spec import RowState


def test_providers_stand_by_name_and_say_why_they_have_no_bar():
    assert [(row.label, row.state) for row in by_provider().rows] == [
        ("anker", RowState.NOT_RELEASED),
        ("Boomgaard", RowState.TOO_FEW),
        (NAMES["p4"], RowState.SHOWN),
        ("Zonnebloem", RowState.SHOWN),
    ]


def test_the_bar_of_a_provider_holds_all_its_answers():
    row = next(row for row in by_provider().rows if row.key == "p1")

    assert row.counts == {"passend": 20, "deels": 3, "niet": 0, "knab": 30, "nvt": 7}
    assert (row.n, row.valid, row.blank) == (30, 23, 0)


def test_a_row_without_a_bar_holds_no_number():
    silent = [row for row in by_provider().rows if not row.has_figures]

    assert silent
    assert all((row.n, row.valid, row.blank) == (None, None, None) for row in silent)
    assert not any(row.counts for row in silent)


def test_themas_have_a_row_for_each_group_that_is_asked_something():
    assert [
        (section.key, [(row.key, row.state) for row in section.rows])
        for section in by_theme().sections
    ] == [
        ("visie", [("beleid", RowState.NOT_RELEASED), ("scholen", RowState.SHOWN)]),
        ("werk", [("beleid", RowState.NOT_RELEASED), ("scholen", RowState.NO_OPINION)]),
    ]


def test_bouwstenen_have_a_row_only_for_groups_that_are_asked_them():
    assert [
        (section.key, [row.key for row in section.rows]) for section in by_block().sections
    ] == [("1", ["beleid", "scholen"]), ("2", ["beleid"])]


def test_no_opinion_and_too_few_are_told_apart():
    states = {section.key: section.rows[-1].state for section in by_block("werk").sections}

    assert states == {"3": RowState.NO_OPINION, "4": RowState.TOO_FEW}


def test_no_data_is_told_apart_too():
    small = instrument()
    nothing = results([], [])

    chart = block_bars(small, nothing, small.theme("visie"), small.groups)

    assert {row.state for row in chart.rows} == {RowState.NO_DATA}
    assert not chart.has_figures
    assert chart.sentences == ("Beleid: geen gegevens.", "Scholen: geen gegevens.")


def test_a_group_that_is_not_asked_has_no_sentence():
    small = instrument()
    only_two = [small.group("scholen")]

    chart = block_bars(small, shown(), small.theme("visie"), only_two)

    assert len(chart.sentences) == 1
    assert [section.key for section in chart.sections] == ["1"]


def test_a_chart_without_rows_still_says_something():
    chart = provider_bars(instrument(), results([], []), "beleid", {})

    assert (chart.rows, chart.sentences) == ((), ("Beleid: geen gegevens.",))
