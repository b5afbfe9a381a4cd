"""Context figures: counts around a round that were printed elsewhere, as they were printed.

They come out of no conversation, so the release rule is not about them. Nothing is repaired: where
a printed total or percentage is not what its parts add up to, both are kept and shown.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from webapp.analysis.shares import percent


@dataclass(frozen=True, slots=True)
class ContextKind:
    """A figure that a round can have, as the ids of what it counts along one or two axes.

    `counted` is what a number is a number of; figures with an axis and `counted` in common can be
    set beside each other.
    """

    id: str
    counted: str
    rows: str
    columns: str | None = None

    @property
    def counts_schools_by_type(self) -> bool:
        """Whether a school stands in it once for every type: its total is no number of schools."""
        return self.counted == "scholen" and "type" in (self.rows, self.columns)


CONTEXT_KINDS: Mapping[str, ContextKind] = {
    kind.id: kind
    for kind in (
        ContextKind("leerlingen-type-provincie", "leerlingen", "type", "provincie"),
        ContextKind("leerlingen-net", "leerlingen", "net"),
        ContextKind("scholen-type-provincie", "scholen", "type", "provincie"),
        ContextKind("types-per-school", "scholen", "aantal-types"),
        ContextKind("schaal", "aanbieders", "grootte"),
        ContextKind("netten-per-school", "scholen", "aantal-netten"),
        ContextKind("netoverstijgend", "leerlingen", "net", "net-leerling"),
        ContextKind("herkomst-expertise", "scholen", "herkomst", "type"),
    )
}


class ContextCell(NamedTuple):
    """One printed number. No `row` or no `column`: a printed total over all of them.

    In a figure of one axis no cell has a column. `percent` is the share printed beside it, a whole
    number.
    """

    row: str | None
    column: str | None
    number: int
    percent: int | None = None


class Difference(NamedTuple):
    """A printed number that is not what its parts give; both None: the total of everything.

    `other` is the id of the figure that says otherwise, None where the parts are its own.
    `is_percent`: the two numbers are percentages.
    """

    row: str | None
    column: str | None
    printed: int
    found: int
    is_percent: bool = False
    other: str | None = None


@dataclass(frozen=True, slots=True)
class ContextFigure:
    """A figure as it was loaded, with where it comes from."""

    kind: ContextKind
    source: str
    cells: tuple[ContextCell, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        """The names of the rows, in the order of the file."""
        return tuple(dict.fromkeys(cell.row for cell in self.cells if cell.row is not None))

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in the order of the file; none in a figure of one axis."""
        return tuple(dict.fromkeys(cell.column for cell in self.cells if cell.column is not None))

    def cell(self, row: str | None, column: str | None) -> ContextCell | None:
        """What is printed there, or None."""
        places = ((cell.row, cell.column) for cell in self.cells)
        found = dict(zip(places, self.cells, strict=True))
        return found.get((row, column))

    def parts(self, row: str) -> tuple[ContextCell, ...]:
        """The cells of a row without its total; of one axis the row itself."""
        return tuple(cell for cell in self.cells if cell.row == row and self._is_part(cell))

    def total(self, row: str | None = None, column: str | None = None) -> int:
        """The total as printed, or what the parts add up to where none is printed.

        Of everything where neither is given.
        """
        printed = self._printed_total(row, column)
        return self._added(row, column) if printed is None else printed

    def margin(self, axis: str) -> Mapping[str, int]:
        """Name → total along one of the axes of the kind."""
        if axis == self.kind.rows:
            return {row: self.total(row=row) for row in self.rows}
        return {column: self.total(column=column) for column in self.columns}

    def differences(self) -> Iterator[Difference]:
        """Every printed total and percentage that its parts do not give, in reading order."""
        whole = [(None, column) for column in self.columns] + [(None, None)]
        places = [(row, None) for row in self.rows] if self.kind.columns else []
        for row, column in (*places, *whole):
            printed = self._printed_total(row, column)
            found = self._added(row, column)
            if printed is not None and found and printed != found:
                yield Difference(row, column, printed, found)
        yield from self._wrong_percentages()

    def _is_part(self, cell: ContextCell) -> bool:
        return cell.row is not None and (self.kind.columns is None or cell.column is not None)

    def _printed_total(self, row: str | None, column: str | None) -> int | None:
        found = self.cell(row, column)
        return None if found is None or self._is_part(found) else found.number

    def _added(self, row: str | None, column: str | None) -> int:
        if row is None and column is None and self.kind.columns:
            return sum(self.total(row=one) for one in self.rows)
        return sum(
            cell.number
            for cell in self.cells
            if self._is_part(cell) and row in (None, cell.row) and column in (None, cell.column)
        )

    def _wrong_percentages(self) -> Iterator[Difference]:
        for cell in self.cells:
            if cell.percent is None or not self._is_part(cell):
                continue
            of = self._added(cell.row if self.kind.columns else None, None)
            found = percent(cell.number, of)
            if found is not None and found != cell.percent:
                yield Difference(cell.row, cell.column, cell.percent, found, is_percent=True)


def differences_between(figures: Iterable[ContextFigure]) -> Iterator[tuple[str, Difference]]:
    """Where two figures that count the same say something else: id of the first, difference."""
    for one, other in combinations(figures, 2):
        same = one.kind.counted == other.kind.counted
        for axis in _axes(one.kind) & _axes(other.kind) if same else ():
            for difference in _unequal_margins(one, other, axis):
                yield one.kind.id, difference


def _unequal_margins(one: ContextFigure, other: ContextFigure, axis: str) -> Iterator[Difference]:
    theirs = other.margin(axis)
    for name, printed in one.margin(axis).items():
        if name in theirs and theirs[name] != printed:
            row, column = (name, None) if axis == one.kind.rows else (None, name)
            yield Difference(row, column, printed, theirs[name], other=other.kind.id)


def _axes(kind: ContextKind) -> set[str]:
    return {axis for axis in (kind.rows, kind.columns) if axis}
