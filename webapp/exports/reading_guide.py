"""How to read the figures of an export, in words that travel with them."""

from collections.abc import Iterator

from webapp.exports.heading import ExportHeading
from webapp.i18n import gettext as _


def reading_guide(heading: ExportHeading, min_group_size: int) -> tuple[str, ...]:
    """One paragraph per line, in the current language."""
    return tuple(_paragraphs(heading, min_group_size))


def _paragraphs(heading: ExportHeading, min_group_size: int) -> Iterator[str]:
    instrument, language = heading.instrument, heading.language
    yield heading.title
    if heading.made_up:
        yield _("Verzonnen gegevens: geen enkel cijfer gaat over een echte aanbieder.")
    yield _(
        "Instrument: %(title)s (%(id)s, versie %(version)s).",
        title=instrument.title.in_language(language),
        id=instrument.id,
        version=instrument.version,
    )
    if instrument.scale_note:
        yield instrument.scale_note.in_language(language)
    yield _(
        "De cijfers zijn geen score, geen rangschikking en geen meting van de kwaliteit van een "
        "aanbieder. De volgorde is die van het kader en van de namen."
    )
    for option in instrument.scale:
        yield _code_line(option.code, option.label.in_language(language), counts=option.counts)
    yield _(
        "n: hoeveel mensen iets invulden. geldig: hoeveel daarvan een mening gaven; alleen zij "
        "tellen mee in een percentage. blanco: deze bouwsteen niet ingevuld."
    )
    yield _(
        "Te weinig: minder dan %(k)s mensen vulden iets in. Zulke antwoorden staan nergens, ook "
        "niet in een totaal. Niet vrijgegeven: de cijfers zijn er, maar mogen nog niet gezien "
        "worden.",
        k=min_group_size,
    )


def _code_line(code: str, label: str, *, counts: bool) -> str:
    if counts:
        return _("%(code)s: %(label)s.", code=code, label=label)
    return _("%(code)s: %(label)s. Telt in geen enkel percentage mee.", code=code, label=label)
