"""The texts in a chart: plain words made safe for Plotly, which reads every text as HTML."""

from collections.abc import Iterable, Sequence

from webapp.charts.spec import ChartRow, ChartSpec
from webapp.charts.table import state_message
from webapp.i18n import gettext as _

FIGURE_SPACE = "\u2007"  # as wide as a digit, so that numbers stand under each other


def escaped(text: str) -> str:
    """Plain text for Plotly, which would make tags and links of `<`, `>` and `&`."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def line_above_bar(spec: ChartSpec, row: ChartRow) -> str:
    """What stands between a label and its bar: the figures beside it, and why there is no bar."""
    told = (beside_bar(row, spec, [row]), escaped(state_message(spec, row) or ""))
    return " · ".join(part for part in told if part)


def beside_bar(row: ChartRow, spec: ChartSpec, figured: Sequence[ChartRow]) -> str:
    """The n and what is not in the bar; each number as wide as the widest of these rows."""
    if not row.has_figures:
        return ""
    parts = [f"n\u00a0=\u00a0{_padded(row.n, (other.n for other in figured))}"]
    for option in spec.beside:
        widest = (other.counts[option.code] for other in figured)
        parts.append(f"{escaped(option.code)}\u00a0{_padded(row.counts[option.code], widest)}")
    left_open = _padded(row.blank, (other.blank for other in figured))
    parts.append(f"{_('niet ingevuld')}\u00a0{left_open}")
    return " · ".join(parts)


def _padded(number: int | None, column: Iterable[int | None]) -> str:
    digits = max(len(str(other)) for other in column)
    return str(number).rjust(digits, FIGURE_SPACE)
