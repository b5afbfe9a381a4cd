"""A chart as a picture of its own, that still says what it is when it stands in a mail."""

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from webapp.charts.layout import LETTER, SMALL, WIDE
from webapp.charts.letters import text_width, wrapped
from webapp.charts.palette import FONT, INK, MUTED, OUTLINE, SILENT, Fill, fills, mark
from webapp.charts.spec import ChartKind, ChartSpec
from webapp.charts.svg_dots import svg_mark
from webapp.charts.svg_elements import element, text, xml_text
from webapp.charts.svg_figure import svg_content
from webapp.charts.svg_hatch import paint
from webapp.i18n import gettext as _

_EDGE = 20
_TITLE = 18


def svg_document(spec: ChartSpec, title: str, notes: Iterable[str]) -> str:
    """Title, sentences, legend, the chart, and notes under it, as one file."""
    prefix = f"{spec.id}-file"
    pen = _Pen()
    pen.write([title], size=_TITLE, line=24, weight=600)
    pen.write(spec.sentences, size=LETTER, line=18)
    pen.write([spec.unit_note] if spec.unit_note else [], size=SMALL, line=16, fill=MUTED)
    pen.legend(list(_legend(spec, prefix)))
    content, height = svg_content(spec, WIDE, prefix)
    pen.put(element("g", content, transform=f"translate(0 {pen.top:.0f})"), height + 12)
    pen.write(notes, size=SMALL, line=16, fill=MUTED)
    return element(
        "svg",
        element("title", escape(xml_text(title)), id=f"{prefix}-title"),
        element("desc", escape(xml_text(" ".join(spec.sentences))), id=f"{prefix}-desc"),
        element("rect", x=-_EDGE, y=-_EDGE, width="100%", height="100%", fill="#ffffff"),
        *pen.parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"{-_EDGE} {-_EDGE} {WIDE.pixels + 2 * _EDGE} {pen.top + 2 * _EDGE:.0f}",
        width=WIDE.pixels + 2 * _EDGE,
        height=round(pen.top + 2 * _EDGE),
        role="img",
        aria_labelledby=f"{prefix}-title {prefix}-desc",
        font_family=FONT,
        font_size=LETTER,
    )


class _Pen:
    """Writes from the top to the bottom."""

    def __init__(self) -> None:
        self.top = 0.0
        self.parts: list[str] = []

    def put(self, svg: str, height: float) -> None:
        self.parts.append(svg)
        self.top += height

    def write(
        self,
        told: Iterable[str],
        *,
        size: int,
        line: int,
        weight: int | None = None,
        fill: str = INK,
    ) -> None:
        for words in told:
            for part in wrapped(words, WIDE.pixels, size):
                middle = self.top + line / 2
                self.put(text(part, 0, middle, font_size=size, font_weight=weight, fill=fill), line)
        self.top += 4

    def legend(self, parts: Sequence[tuple[str, str]]) -> None:
        """Pictures of 24 pixels wide with words behind them, on as many lines as they need."""
        x = 0.0
        for picture, words in parts:
            room = 32 + text_width(words, LETTER) + 20
            if x and x + room > WIDE.pixels:
                x, self.top = 0.0, self.top + 22
            place = f"translate({x:.0f} {self.top:.0f})"
            self.parts.append(element("g", picture, text(words, 32, 11), transform=place))
            x += room
        self.top += 30 if parts else 0


def _legend(spec: ChartSpec, prefix: str) -> Iterator[tuple[str, str]]:
    if spec.kind == ChartKind.DOTS:
        for series in spec.series:
            yield svg_mark(mark(series.place), 12, 11), series.label
    if spec.kind == ChartKind.BARS:
        look = fills(spec.counting)
        for option in spec.counting:
            yield _swatch(look[option.code], prefix), option.label
        grey = element("rect", y=3, width=24, height=16, fill=SILENT, stroke=MUTED)
        yield grey, _("geen oordeel (van alle antwoorden)")


def _swatch(fill: Fill, prefix: str) -> str:
    return element(
        "rect", y=3, width=24, height=16, fill=paint(fill, prefix), stroke=OUTLINE, stroke_width=0.7
    )
