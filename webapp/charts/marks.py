"""Where the marks of a dot plot stand on their line: beside each other where they would overlap."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from webapp.analysis.intervals import wilson
from webapp.charts.labels import exact_share
from webapp.charts.layout import Column, PlacedRow
from webapp.charts.spec import ChartRow, ChartSeries, ChartSpec

SIZE = 11
_STEP = 8


class PlacedMark(NamedTuple):
    """A mark at a share of 0 to 100, at a height in pixels; `interval` where it is drawn."""

    row: ChartRow
    series: ChartSeries
    share: float
    y: float
    interval: tuple[float, float] | None = None


def placed_marks(spec: ChartSpec, line: PlacedRow, column: Column) -> tuple[PlacedMark, ...]:
    """The marks of a line, in the order of their shares."""
    series = {one.key: one for one in spec.series}
    if spec.has_intervals:
        return _in_lanes(spec, line, series)
    shares = sorted(
        (
            (exact_share(mark, spec.marked), series[mark.key].place, mark)
            for mark in line.row.drawn_marks
        ),
        key=lambda found: found[:2],
    )
    near = SIZE * 100 / (column.plot[1] - column.plot[0])
    heaps: list[list[tuple[float, int, ChartRow]]] = []
    for found in shares:
        if heaps and found[0] - heaps[-1][-1][0] < near:
            heaps[-1].append(found)
        else:
            heaps.append([found])
    return tuple(
        PlacedMark(mark, series[mark.key], share, line.middle + lift)
        for heap in heaps
        for (share, _place, mark), lift in zip(heap, _lifts(len(heap)), strict=True)
    )


def _in_lanes(
    spec: ChartSpec, line: PlacedRow, series: Mapping[str, ChartSeries]
) -> tuple[PlacedMark, ...]:
    """Each mark at a height of its own, so that no line runs through another mark."""
    marks = line.row.drawn_marks
    return tuple(
        PlacedMark(
            mark,
            series[mark.key],
            exact_share(mark, spec.marked),
            line.middle + lift,
            _interval(mark, spec.marked),
        )
        for mark, lift in zip(marks, _lifts(len(marks)), strict=True)
    )


def _interval(mark: ChartRow, code: str) -> tuple[float, float] | None:
    found = wilson(mark.counts[code], mark.valid or 0)
    return (100 * found.low, 100 * found.high) if found else None


def _lifts(count: int) -> Iterator[float]:
    return (_STEP * (number - (count - 1) / 2) for number in range(count))
