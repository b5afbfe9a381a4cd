"""Made-up charts in every state, for the style page and for tests: nothing in them is real."""

from collections.abc import Iterator

from webapp.analysis.release import release
from webapp.analysis.results import Results
from webapp.analysis.tally import BatchRow, TallyRow, WaitingRow
from webapp.charts.block_bars import block_bars
from webapp.charts.group_dots import group_dots
from webapp.charts.heat_map import HeatMap, heat_map
from webapp.charts.provider_bars import provider_bars
from webapp.charts.round_slope import RoundResults, round_slope
from webapp.charts.spec import ChartSpec
from webapp.charts.theme_bars import theme_bars
from webapp.i18n import gettext as _
from webapp.instrument.loader import instrument_from_document
from webapp.instrument.model import Instrument

_NAMES = {"a": "Anker", "b": "Boomgaard", "c": "Kreek", "d": "Zonnebloem"}
_N = 20
_ROUNDS = 2


def chart_samples() -> tuple[ChartSpec, ...]:
    """A chart of every kind: bars, bars in panels, dots, slope; with rows in every state."""
    instrument = _instrument()
    earlier, later = (_results(instrument, round_) for round_ in range(_ROUNDS))
    return (
        provider_bars(instrument, later, "scholen", _NAMES),
        block_bars(instrument, later, instrument.themes[0], instrument.groups),
        theme_bars(instrument, later, instrument.groups),
        group_dots(instrument, later, instrument.groups),
        round_slope(
            RoundResults("2024", instrument, earlier),
            RoundResults("2026", instrument, later),
            "beleid",
        ),
    )


def heat_sample() -> HeatMap:
    """A heat map with cells in every state."""
    instrument = _instrument()
    return heat_map(instrument, _results(instrument, 1), "scholen", _NAMES)


def _instrument() -> Instrument:
    blocks = [
        ("1", "start", _("een warm onthaal")),
        ("2", "start", _("een duidelijke opdracht")),
        ("3", "start", _("een vaste begeleider")),
        ("4", "groei", _("ruimte om te leren")),
        ("5", "groei", _("geregelde feedback")),
        ("6", "groei", _("inspraak in het werk")),
    ]
    groups = [("beleid", _("Beleid")), ("teams", _("Teams")), ("scholen", _("Scholen"))]
    scale = [
        ("passend", _("Passend"), "high"),
        ("deels", _("Deels passend"), "middle"),
        ("niet", _("Niet passend"), "low"),
        ("nvt", _("Niet van toepassing"), "missing"),
    ]
    return instrument_from_document(
        {
            "id": "stijl",
            "version": "1",
            "languages": ["nl"],
            "title": _("Voorbeeld"),
            "source": _("Verzonnen."),
            "scale": [
                {"code": code, "label": label, "counts": role != "missing", "colour": role}
                for code, label, role in scale
            ],
            "themes": [{"id": "start", "name": _("Start")}, {"id": "groei", "name": _("Groei")}],
            "blocks": [{"id": id_, "theme": theme, "text": text} for id_, theme, text in blocks],
            "groups": [
                {"id": id_, "name": name, "blocks": [block[0] for block in blocks]}
                for id_, name in groups
            ],
        }
    )


def _results(instrument: Instrument, round_: int) -> Results:
    batches = [
        BatchRow(f"{group.id}-{provider}", group.id, (provider,), _N, provider != "c")
        for group in instrument.groups
        for provider in ("a", "b", "c")
    ]
    return release(
        instrument,
        batches,
        [row for place, batch in enumerate(batches) for row in _tallies(batch, place + round_)],
        [WaitingRow(group.id, ("d",)) for group in instrument.groups],
        min_group_size=5,
    )


def _tallies(batch: BatchRow, shift: int) -> Iterator[TallyRow]:
    for place in range(1, 7):
        if (place, batch.id) == (6, "scholen-b"):
            continue  # too few answered it
        silent = 9 if place == 3 else 2
        opinions = _N - silent
        passend = (place * 5 + shift * 7) % (opinions + 1)
        deels = min((place + shift) % 5, opinions - passend)
        niet = opinions - passend - deels
        for code, count in (
            ("passend", passend),
            ("deels", deels),
            ("niet", niet),
            ("nvt", silent - 1),
        ):
            yield TallyRow(batch.id, str(place), code, count)
