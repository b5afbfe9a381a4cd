"""Where the lines of a slope chart stand: two rounds as two uprights, a panel per thema."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from webapp.analysis.contrasts import Share, contrasts
from webapp.analysis.words import percentage
from webapp.charts.layout import (
    HEAD_ROOM,
    HEADING,
    HEADING_LINE,
    SMALL,
    Band,
    ChartLayout,
    PlacedHeading,
    Width,
    chart_columns,
)
from webapp.charts.letters import shortened, wrapped
from webapp.charts.spec import ChartRow, ChartSpec

_LABEL = 15  # from one label to the next
_LOWEST_PANEL = 150
_PAD = 10


class SlopeLine(NamedTuple):
    """A bouwsteen: heights of its line and its labels, at the earlier and at the later round."""

    row: ChartRow
    column: int
    ends: tuple[float, float]
    label_ends: tuple[float, float]
    labels: tuple[str, str]
    is_far: bool


class SlopeLayout(NamedTuple):
    """The frame, as of every chart, and the lines in it."""

    frame: ChartLayout
    lines: tuple[SlopeLine, ...]


def slope_layout(spec: ChartSpec, width: Width) -> SlopeLayout:
    """Panels in reading order, as high as their labels need; a line needs both its marks."""
    columns = chart_columns(spec, width)
    far = differing((row for section in spec.sections for row in section.rows), spec.marked)
    headings, bands, lines, top = [], [], [], 0.0
    for start in range(0, len(spec.sections), len(columns)):
        sections = spec.sections[start : start + len(columns)]
        bottoms = []
        for number, section in enumerate(sections):
            room = columns[number].right - columns[number].left
            told = wrapped(section.heading or "", room, HEADING)
            headings.append(PlacedHeading(told, number, top + 4))
            rows = [row for row in section.rows if len(row.drawn_marks) == 2]
            band_top = top + len(told) * HEADING_LINE + 8 + HEAD_ROOM
            height = max(_LOWEST_PANEL, len(rows) * _LABEL + 2 * _PAD)
            bands.append(Band(number, band_top, band_top + height))
            room = columns[number].right - columns[number].plot[1]
            lines += _lines(spec, rows, bands[-1], label_room=room, far=far)
            bottoms.append(band_top + height)
        top = max(bottoms) + 2 * width.gap
    return SlopeLayout(ChartLayout(columns, tuple(bands), tuple(headings), (), top), tuple(lines))


def shares(row: ChartRow, option_code: str) -> tuple[Share, Share]:
    """The shares of the earlier and the later round."""
    earlier, later = (
        Share(mark.key, mark.counts[option_code], mark.valid or 0) for mark in row.marks
    )
    return earlier, later


def differing(rows: Iterable[ChartRow], option_code: str) -> frozenset[str]:
    """Which rows, by key, the test calls different; all that are given are one family."""
    pairs = {row.key: shares(row, option_code) for row in rows if len(row.drawn_marks) == 2}
    tested = contrasts(pairs).items()
    return frozenset(key for key, contrast in tested if contrast.is_carried)


def _lines(
    spec: ChartSpec,
    rows: Sequence[ChartRow],
    band: Band,
    *,
    label_room: float,
    far: frozenset[str],
) -> list[SlopeLine]:
    both = [shares(row, spec.marked) for row in rows]
    ends = [tuple(_height(band, share) for share in pair) for pair in both]
    lefts = _spread([end[0] for end in ends], band)
    rights = _spread([end[1] for end in ends], band)
    return [
        SlopeLine(
            row,
            band.column,
            (end[0], end[1]),
            (left, right),
            (percentage(pair[0].percent), _label(row, pair, label_room)),
            row.key in far,
        )
        for row, pair, end, left, right in zip(rows, both, ends, lefts, rights, strict=True)
    ]


def _height(band: Band, share: Share) -> float:
    part = share.chosen / share.valid
    return band.bottom - _PAD - (band.bottom - band.top - 2 * _PAD) * part


def _label(row: ChartRow, pair: tuple[Share, Share], room: float) -> str:
    change = pair[1].percent - pair[0].percent
    told = f"{change:+d}".replace("-", "−") if change else "="
    return shortened(f"{percentage(pair[1].percent)} ({told}) {row.label}", room - 10, SMALL)


def _spread(wanted: Sequence[float], band: Band) -> list[float]:
    """The same heights, moved apart so that labels do not touch; in the same order."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    found = [0.0] * len(wanted)
    lowest = band.top + _PAD - _LABEL
    for place in order:
        lowest = found[place] = max(wanted[place], lowest + _LABEL)
    highest = band.bottom - _PAD + _LABEL
    for place in reversed(order):
        highest = found[place] = min(found[place], highest - _LABEL)
    return found
