"""The options of an instrument's scale, as charts use them."""

from webapp.charts.spec import ChartOption
from webapp.instrument.model import Instrument


def chart_options(instrument: Instrument) -> tuple[ChartOption, ...]:
    """In the order of the scale, with labels in the language of the page."""
    return tuple(
        ChartOption(option.code, str(option.label), option.colour, option.counts)
        for option in instrument.scale
    )
