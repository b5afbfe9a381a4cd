"""Counts on one line: what is stored, and what is refused when it is read."""

import pytest

from tests.analysis.samples import batch, instrument, tallies
from webapp.analysis.grid import Grid, TallyMismatchError, line_of
from webapp.analysis.release import release

COUNTS = [("1", "passend", 9), ("1", "niet", 6), ("4", "nvt", 15)]


def shown(line, rows=()):
    row = batch(1, "scholen", "p1")._replace(line=line)
    return release(instrument(), [row], rows, [], min_group_size=5)


def test_a_line_shows_what_rows_show():
    line = line_of(instrument(), COUNTS)
    rows = tallies("batch1", {"1": {"passend": 9, "niet": 6}, "4": {"nvt": 15}})

    assert line == "[9,0,6,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,15]"
    assert shown(line) == shown(None, rows)
    assert shown(line, rows) == shown(line)  # never twice


@pytest.mark.parametrize(
    "line",
    ["", "nee", "{}", "7", "[1,2]", "[" + "0," * 20 + "0]", '["9"' + ",0" * 19 + "]",
     "[-1" + ",0" * 19 + "]", "[true" + ",0" * 19 + "]", "[1.5" + ",0" * 19 + "]"],
)  # fmt: skip
def test_a_line_that_cannot_be_one_is_refused(line):
    with pytest.raises(TallyMismatchError):
        Grid.of(instrument()).from_line(line)


@pytest.mark.parametrize(
    "counts",
    [[("1", "passend", 16)], [("2", "passend", 5)]],
    ids=["more answers than sheets", "not asked of scholen"],
)
def test_a_line_that_cannot_be_true_is_refused(counts):
    with pytest.raises(TallyMismatchError):
        shown(line_of(instrument(), counts))
