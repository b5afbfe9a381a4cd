"""Strengths beside growth opportunities, per thema of the coding scheme: bars of counts."""

from collections.abc import Iterator, Sequence

from webapp.analysis.said import GROWTH, STRENGTH, Said
from webapp.charts.count_bars import CountBar, CountChart, CountRow, CountSection
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.instrument.model import CodingTheme, Instrument, RespondentGroup


def said_bars(
    instrument: Instrument, said: Said, groups: Sequence[RespondentGroup]
) -> tuple[CountChart, ...]:
    """A chart per thema of which something was said: subthemas in the order of the scheme."""
    return tuple(
        _chart(theme, said, groups)
        for theme in instrument.coding_scheme
        if any(said.count(kind, theme.id, _ids(groups)) for kind in (STRENGTH, GROWTH))
    )


def _chart(theme: CodingTheme, said: Said, groups: Sequence[RespondentGroup]) -> CountChart:
    kinds = {STRENGTH: _("Sterktes"), GROWTH: _("Groeikansen")}
    numbers = {kind: said.count(kind, theme.id, _ids(groups)) for kind in kinds}
    columns = tuple(f"{group.name}: {word.lower()}" for group in groups for word in kinds.values())
    return CountChart(
        id=f"gezegd-{theme.id}",
        title=str(theme.name),
        sentence=_(
            "%(strengths)s en %(growths)s.",
            strengths=ngettext("%(n)s sterkte", "%(n)s sterktes", numbers[STRENGTH]),
            growths=ngettext("%(n)s groeikans", "%(n)s groeikansen", numbers[GROWTH]),
        ),
        unit=_("uitspraken"),
        source="",
        sections=tuple(
            CountSection(word, tuple(_bars(theme, said, kind, groups)))
            for kind, word in kinds.items()
        ),
        row_name=_("Onderwerp"),
        columns=columns,
        rows=tuple(_rows(theme, said, tuple(kinds), groups)),
    )


def _bars(
    theme: CodingTheme, said: Said, kind: str, groups: Sequence[RespondentGroup]
) -> Iterator[CountBar]:
    for code, name in _places(theme):
        number = said.count(kind, code, _ids(groups))
        yield CountBar(name, number, str(number))


def _rows(
    theme: CodingTheme, said: Said, kinds: tuple[str, ...], groups: Sequence[RespondentGroup]
) -> Iterator[CountRow]:
    places = [*_places(theme), (theme.id, _("Het hele thema, elke uitspraak één keer"))]
    for number, (code, name) in enumerate(places, start=1):
        cells = (str(said.count(kind, code, [group.id])) for group in groups for kind in kinds)
        yield CountRow(name, tuple(cells), is_total=number == len(places))


def _places(theme: CodingTheme) -> Iterator[tuple[str, str]]:
    for subtheme in theme.subthemes:
        yield f"{theme.id}/{subtheme.id}", str(subtheme.name)


def _ids(groups: Sequence[RespondentGroup]) -> list[str]:
    return [group.id for group in groups]
