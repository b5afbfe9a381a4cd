"""Bars of counts as SVG: presentation attributes only, for every page and for paper."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from webapp.charts.count_bars import CountBar, CountChart, CountSection
from webapp.charts.layout import HEADING, LETTER, LINE, WIDE, Width
from webapp.charts.letters import text_width, wrapped
from webapp.charts.palette import FONT, GRID, OUTLINE
from webapp.charts.svg_elements import element, lines, text, xml_text

FILL = "#5b7a8c"  # of no option: a count is no answer
_BAR, _GAP, _BETWEEN, _HEAD = 18, 10, 40, 28
_EDGE = 20
_LABEL = 0.42  # of a panel, at most


def svg_counts(chart: CountChart, width: Width) -> str:
    """The whole chart as one `<svg>` element for a wide or a narrow page."""
    pen = _Pen(chart, width)
    return _svg(chart, width.name, "".join(pen.parts), (0, width.pixels, pen.top))


def counts_document(chart: CountChart, notes: Sequence[str]) -> str:
    """The chart as a file that says what it is, wherever it ends up."""
    told = [(chart.title, 18, 24)] + [(words, LETTER, 18) for words in (chart.sentence, *notes)]
    head, top = [], 0.0
    for words, size, line in told:
        for part in wrapped(words, WIDE.pixels, size):
            head.append(text(part, 0, top + line / 2, font_size=size))
            top += line
    pen = _Pen(chart, WIDE)
    paper = element("rect", x=-_EDGE, y=-_EDGE, width="100%", height="100%", fill="#ffffff")
    moved = element("g", "".join(pen.parts), transform=f"translate(0 {top + 12:.0f})")
    frame = (-_EDGE, WIDE.pixels + 2 * _EDGE, top + pen.top + 12 + 2 * _EDGE)
    return _svg(chart, "file", "".join((paper, *head, moved)), frame)


def _svg(chart: CountChart, name: str, content: str, frame: tuple[int, int, float]) -> str:
    edge, wide, high = frame
    return element(
        "svg",
        element("title", escape(xml_text(chart.title)), id=f"{chart.id}-{name}-title"),
        content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"{edge} {edge} {wide} {high:.0f}",
        width=wide,
        height=round(high),
        role="img",
        aria_labelledby=f"{chart.id}-{name}-title",
        font_family=FONT,
        font_size=LETTER,
    )


class _Pen:
    """Draws sections in panels, from the top to the bottom."""

    def __init__(self, chart: CountChart, width: Width) -> None:
        self.width = width
        self.highest = chart.highest
        self.parts: list[str] = []
        self.top = 0.0
        count = width.columns if len(chart.sections) > 1 else 1
        self.room = (width.pixels - (count - 1) * _BETWEEN) / count
        self.start, self.end = self._bars(chart)
        for first in range(0, len(chart.sections), count):
            self._panels(chart.sections[first : first + count])

    def _bars(self, chart: CountChart) -> tuple[float, float]:
        """From where to where the longest bar of a panel reaches, seen from its left side."""
        bars = [bar for section in chart.sections for bar in section.bars]
        told = max((text_width(bar.told, LETTER) for bar in bars), default=0) + 8
        labels = (line for bar in bars for line in self._label(bar))
        longest = max((text_width(line, LETTER) for line in labels), default=0)
        return (longest + 10 if self.width.beside else 0, self.room - told)

    def _label(self, bar: CountBar) -> tuple[str, ...]:
        room = self.room * _LABEL if self.width.beside else self.room - 4
        return wrapped(bar.label, room, LETTER)

    def _panels(self, sections: Sequence[CountSection]) -> None:
        above, bottoms = self.top, []
        for number, section in enumerate(sections):
            self.top = above
            self._section(section, number * (self.room + _BETWEEN))
            bottoms.append(self.top)
        self.top = max(bottoms) + _GAP

    def _section(self, section: CountSection, left: float) -> None:
        if section.heading is not None:
            look = {"font_size": HEADING, "font_weight": 600}
            self.parts.append(text(section.heading, left, self.top + 10, **look))
            self.top += _HEAD
        start = self.top
        for bar in section.bars:
            self._bar(bar, left)
        axis = f"M{left + self.start:.1f} {start:.1f}V{self.top - _GAP:.1f}"
        self.parts.append(element("path", d=axis, stroke=GRID))

    def _bar(self, bar: CountBar, left: float) -> None:
        label = self._label(bar)
        words = len(label) * LINE
        height = max(_BAR, words) if self.width.beside else words + 2 + _BAR
        middle = self.top + (height / 2 if self.width.beside else words + 2 + _BAR / 2)
        x, long = left + self.start, (self.end - self.start) * bar.number / self.highest
        beside = middle if self.width.beside else self.top + words / 2
        self.parts += (
            lines(label, left, beside, line=LINE),
            element(
                "rect",
                x=float(x),
                y=float(middle - _BAR / 2),
                width=float(long),
                height=_BAR,
                fill=FILL,
                stroke=OUTLINE,
                stroke_width=0.5,
            ),
            text(bar.told, x + long + 6, middle),
        )
        self.top += height + _GAP
