"""The options of an instrument's scale, and the words about them, as charts use them."""

from webapp.analysis.intervals import LEVEL
from webapp.charts.spec import ChartOption
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument


def chart_options(instrument: Instrument) -> tuple[ChartOption, ...]:
    """In the order of the scale, with labels in the language of the page."""
    return tuple(
        ChartOption(option.code, str(option.label), option.colour, option.counts)
        for option in instrument.scale
    )


def answers_note() -> str:
    """What a bar of several bouwstenen is made of."""
    return _("Geteld in antwoorden: wie tien bouwstenen invult, geeft er tien.")


def interval_note() -> str:
    """What a line through a mark is."""
    return _(
        "De streep door een teken is het interval van %(level)s %% rond dat deel (methode van "
        "Wilson): hoe minder mensen, hoe langer.",
        level=LEVEL,
    )
