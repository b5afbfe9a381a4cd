"""The rows of a dot plot as SVG."""

from collections.abc import Iterator

from webapp.charts.labels import row_message
from webapp.charts.layout import ChartLayout, Column, Width
from webapp.charts.marks import SIZE, PlacedMark, placed_marks
from webapp.charts.palette import MUTED, RANGE, Mark, mark
from webapp.charts.spec import ChartSpec
from webapp.charts.svg_bars import svg_label
from webapp.charts.svg_elements import element, text


def svg_dots(spec: ChartSpec, placed: ChartLayout, width: Width) -> Iterator[str]:
    """Labels, grey lines and marks."""
    for row in placed.rows:
        column = placed.columns[row.column]
        yield svg_label(row, column, width)
        marks = placed_marks(spec, row, column)
        if not marks and width.beside:
            yield text(row_message(spec, row.row), column.plot[0] + 4, row.middle, fill=MUTED)
        for one in marks:
            yield _whisker(one, column)
        if len(marks) > 1 and not spec.has_intervals:
            middle = sum(one.y for one in marks) / len(marks)
            yield element(
                "line",
                x1=column.at(marks[0].share),
                x2=column.at(marks[-1].share),
                y1=middle,
                y2=middle,
                stroke=RANGE,
                stroke_width=4,
            )
        for one in marks:
            yield svg_mark(mark(one.series.place), column.at(one.share), one.y)


def _whisker(one: PlacedMark, column: Column) -> str:
    if one.interval is None:
        return ""
    low, high = (column.at(share) for share in one.interval)
    ends = "".join(f"M{x:.1f} {one.y - 3:.1f}v6" for x in (low, high))
    across = f"M{low:.1f} {one.y:.1f}H{high:.1f}"
    look = mark(one.series.place)
    return element("path", d=across + ends, stroke=look.colour, stroke_width=1.2, fill="none")


def svg_mark(look: Mark, x: float, y: float, size: float = SIZE) -> str:
    """One mark, with a rim that parts it from what lies under it."""
    half = size / 2
    tall = half * 1.25
    arc = f"a{half} {half} 0 1 0"
    path = {
        "circle": f"M{x - half:.1f} {y:.1f}{arc} {size} 0{arc} {-size} 0z",
        "square": f"M{x - half:.1f} {y - half:.1f}h{size}v{size}h{-size}z",
        "diamond": f"M{x:.1f} {y - tall:.1f}l{tall} {tall}l{-tall} {tall}l{-tall} {-tall}z",
        "triangle": f"M{x:.1f} {y - tall:.1f}l{tall} {2 * half}h{-2 * tall}z",
    }[look.symbol]
    fill, rim = ("#ffffff", look.colour) if look.is_open else (look.colour, "#ffffff")
    return element("path", d=path, fill=fill, stroke=rim, stroke_width=1.5)
