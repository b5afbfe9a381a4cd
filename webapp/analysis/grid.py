"""The counts of a batch as one flat list of numbers, so that whole batches add up fast.

Stored, such a list is one line: JSON, every option of every bouwsteen of the instrument in order.
"""

import json
from collections.abc import Iterable, Mapping
from operator import add
from typing import Self

from webapp.analysis.tally import TallyRow
from webapp.instrument.model import Instrument


class TallyMismatchError(Exception):
    """The stored counts cannot be true: an unknown option, or more answers than sheets."""


class Grid:
    """How often each option was chosen for each bouwsteen.

    `numbers` has the options of the first bouwsteen, then those of the second, and so on;
    `starts` is where a bouwsteen begins (by id) and `columns` how far an option is (by code).
    """

    __slots__ = ("columns", "numbers", "starts")

    def __init__(self, starts: Mapping[str, int], columns: Mapping[str, int]) -> None:
        self.starts = starts
        self.columns = columns
        self.numbers = [0] * (len(starts) * len(columns))

    @classmethod
    def of(cls, instrument: Instrument) -> Self:
        """A grid with nothing counted, for all bouwstenen and options of an instrument."""
        columns = {option.code: place for place, option in enumerate(instrument.scale)}
        starts = {block.id: place * len(columns) for place, block in enumerate(instrument.blocks)}
        return cls(starts, columns)

    def empty_copy(self) -> Self:
        """A grid of the same instrument with nothing counted."""
        return type(self)(self.starts, self.columns)

    def counts(self, block_id: str) -> list[int]:
        """The counts of a bouwsteen, in the order of the scale."""
        start = self.starts[block_id]
        return self.numbers[start : start + len(self.columns)]

    def clear(self, block_id: str) -> None:
        """Forget what was counted for a bouwsteen."""
        start, width = self.starts[block_id], len(self.columns)
        self.numbers[start : start + width] = [0] * width

    def answered(self) -> dict[str, int]:
        """How many sheets chose any option, by bouwsteen."""
        numbers, width = self.numbers, len(self.columns)
        return {id_: sum(numbers[start : start + width]) for id_, start in self.starts.items()}

    def line(self) -> str:
        """The counts on one line, as they are stored."""
        return json.dumps(self.numbers, separators=(",", ":"))

    def from_line(self, line: str) -> Self:
        """A grid of the same instrument with the counts of a line.

        Raises TallyMismatchError for anything but as many counts as the instrument has.
        """
        numbers = _read(line)
        if len(numbers) != len(self.numbers) or min(numbers, default=0) < 0:
            raise TallyMismatchError("a line of counts is not one of this instrument")
        grid = self.empty_copy()
        grid.numbers = numbers
        return grid

    def add(self, other: Self) -> None:
        """Add all counts of another grid of the same instrument."""
        self.numbers = list(map(add, self.numbers, other.numbers))


def _read(line: str) -> list[int]:
    try:
        numbers = json.loads(line)
    except ValueError:
        raise TallyMismatchError("a line of counts can't be read") from None
    if not isinstance(numbers, list) or not set(map(type, numbers)) <= {int}:
        raise TallyMismatchError("a line of counts has something else in it")
    return numbers


def fill_grids(grids: Mapping[str, Grid], tallies: Iterable[TallyRow]) -> None:
    """Count the tallies in the grids of their batches, by batch id; other batches are skipped.

    Raises TallyMismatchError for an unknown bouwsteen or option, or a count below zero.
    """
    for batch_id, block_id, option_code, count in tallies:
        grid = grids.get(batch_id)
        if grid is None:
            continue
        try:
            place = grid.starts[block_id] + grid.columns[option_code]
        except KeyError as error:
            raise TallyMismatchError(f"batch {batch_id} counts an unknown {error}") from None
        if count < 0:
            raise TallyMismatchError(f"batch {batch_id} has a count below zero")
        grid.numbers[place] += count


def line_of(instrument: Instrument, counts: Iterable[tuple[str, str, int]]) -> str:
    """Counts of (bouwsteen, option, how often) on one line; KeyError for what is unknown."""
    grid = Grid.of(instrument)
    for block_id, option_code, times in counts:
        grid.numbers[grid.starts[block_id] + grid.columns[option_code]] += times
    return grid.line()
