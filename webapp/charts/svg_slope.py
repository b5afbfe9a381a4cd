"""The lines of a slope chart as SVG."""

from collections.abc import Iterator

from webapp.charts.layout import SMALL
from webapp.charts.palette import INK, MUTED, QUIET_LINE, STRONG_LINE
from webapp.charts.slope_layout import SlopeLayout
from webapp.charts.spec import ChartSpec
from webapp.charts.svg_elements import element, text


def svg_slope(spec: ChartSpec, placed: SlopeLayout) -> Iterator[str]:
    """The names of the rounds, lines and the labels at both ends; strong lines on top."""
    for band in placed.frame.bands:
        left, right = placed.frame.columns[band.column].plot
        earlier, later = spec.series
        look = {"font_size": SMALL, "fill": MUTED}
        yield text(earlier.label, left, band.top - 9, text_anchor="end", **look)
        yield text(later.label, right, band.top - 9, **look)
    for line in sorted(placed.lines, key=lambda line: line.is_far):
        left, right = placed.frame.columns[line.column].plot
        colour = STRONG_LINE if line.is_far else QUIET_LINE
        heavy = 3 if line.is_far else 1.5
        ends = {"x1": left, "y1": line.ends[0], "x2": right, "y2": line.ends[1]}
        yield element("line", **ends, stroke=colour, stroke_width=heavy)
        for x, y in ((left, line.ends[0]), (right, line.ends[1])):
            yield element("circle", cx=x, cy=y, r=4 if line.is_far else 3, fill=colour)
        words = {"font_size": SMALL, "fill": STRONG_LINE if line.is_far else INK}
        yield text(line.labels[0], left - 9, line.label_ends[0], text_anchor="end", **words)
        yield text(line.labels[1], right + 9, line.label_ends[1], **words)
