"""Names a place in an instrument file as its author would: bouwsteen 5, text."""

from webapp.i18n import gettext as _
from webapp.instrument.problems import Problem
from webapp.instrument.reading import Place, Source
from webapp.instrument.rows import root


def problem_at(source: Source, place: Place, message: str) -> Problem:
    """A problem with the line of this place, and its name before the message."""
    name = name_of(source.document, place)
    return Problem(source.line(place), f"{name}: {message}" if name else message)


def name_of(document: object, place: Place) -> str:
    """The name of a place; empty for the document as a whole."""
    match place:
        case (str(key), int(number), *rest):
            names = [_name_of_row(document, key, number), _name_of_rest(rest)]
            return ", ".join(name for name in names if name)
        case _:
            return _name_of_rest(list(place))


def _name_of_row(document: object, key: str, number: int) -> str:
    nouns = {
        "blocks": _("bouwsteen"),
        "closing": _("slotvraag"),
        "coding_scheme": _("codethema"),
        "conversation": _("gespreksvraag"),
        "groups": _("gesprekspartner"),
        "languages": _("taal"),
        "lineage": _("herkomst"),
        "scale": _("optie"),
        "themes": _("thema"),
    }
    id_ = root(document).row(key, number).id("code" if key == "scale" else "id")
    return f"{nouns.get(key, key)} {id_ or f'[{number + 1}]'}"


def _name_of_rest(rest: list[str | int]) -> str:
    """Keys with dots between them, places in a list counted from 1: links[2].reason."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in rest)
    return "".join(parts).removeprefix(".")
