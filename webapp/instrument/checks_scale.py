"""Mistakes in the scale of an instrument file."""

from collections import Counter
from collections.abc import Iterator

from webapp.i18n import gettext as _
from webapp.instrument.model import SETTINGS
from webapp.instrument.naming import problem_at
from webapp.instrument.problems import Problem
from webapp.instrument.reading import Source
from webapp.instrument.rows import Row, root

_NO_COLOUR = "missing"


def problems_of_scale(source: Source) -> Iterator[Problem]:
    """What counts, what is offered where, and whether options can be told apart."""
    options = root(source.document).rows("scale")
    if not options:
        return
    yield from _counting(source, options)
    yield from _offered(source, options)
    yield from _colours(source, options)
    yield from _labels(source, options)


def _counts(option: Row) -> bool:
    return option.values.get("counts") is True


def _settings(option: Row) -> list[str]:
    if "settings" not in option.values:
        return list(SETTINGS)
    return option.ids("settings")


def _counting(source: Source, options: list[Row]) -> Iterator[Problem]:
    if not any(_counts(option) for option in options):
        message = _("geen enkele optie telt mee: zet ‘counts: true’ waar ze meetelt")
        yield problem_at(source, ("scale",), message)


def _offered(source: Source, options: list[Row]) -> Iterator[Problem]:
    names = {"conversation": _("in een gesprek"), "alone": _("bij wie alleen invult")}
    for setting in SETTINGS:
        offered = [option for option in options if setting in _settings(option)]
        if len(offered) < 2 <= len(options):
            message = _("%(where)s zijn er minder dan twee opties", where=names[setting])
            yield problem_at(source, ("scale",), message)
        elif any(map(_counts, options)) and not any(map(_counts, offered)):
            message = _("%(where)s telt geen enkele optie mee", where=names[setting])
            yield problem_at(source, ("scale",), message)


def _colours(source: Source, options: list[Row]) -> Iterator[Problem]:
    times = Counter(option.id("colour") for option in options if _counts(option))
    for option in options:
        colour, counts = option.id("colour"), option.values.get("counts")
        place = (*option.place, "colour")
        if counts is True and colour == _NO_COLOUR:
            message = _("een optie die meetelt, kan de kleur ‘missing’ niet hebben")
            yield problem_at(source, place, message)
        elif counts is True and colour and times[colour] > 1:
            message = _("de kleur ‘%(colour)s’ wordt door meer opties gebruikt", colour=colour)
            yield problem_at(source, place, message)
        elif counts is False and colour and colour != _NO_COLOUR:
            message = _("een optie die niet meetelt, heeft de kleur ‘missing’")
            yield problem_at(source, place, message)


def _labels(source: Source, options: list[Row]) -> Iterator[Problem]:
    seen: set[str] = set()
    for option in options:
        label = option.values.get("label")
        texts = label.values() if isinstance(label, dict) else [label]
        shown = {text.strip().casefold() for text in texts if isinstance(text, str)}
        if shown & seen:
            message = _("een andere optie heeft hetzelfde opschrift")
            yield problem_at(source, (*option.place, "label"), message)
        seen |= shown
