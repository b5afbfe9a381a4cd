"""Adding a provider to the register, or changing what is known of one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from webapp.db.changes.providers import forget_pupils
from webapp.db.changes.providers import set_pupils as store_pupils
from webapp.db.database import Database
from webapp.db.models import Provider
from webapp.db.queries.providers import lock_providers
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_id
from webapp.services.errors import BadInputError, NotFoundError
from webapp.services.provider_kinds import provider_kinds, provinces
from webapp.services.register import cells
from webapp.services.register.cells import CellError, PupilCount
from webapp.services.school_years import read_school_year

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class ProviderFields:
    """What a form says of a provider, as it was typed."""

    name: str
    kind: str
    net: str = ""
    province: str = ""
    types: Sequence[str] = ()
    levels: Sequence[str] = ()
    instellingsnummer: str = ""
    pupils: str = ""


def save_provider(
    database: Database, fields: ProviderFields, *, provider_id: str | None = None
) -> str:
    """Store it and give its id; without an id it is a new one.

    Raises BadInputError for what cannot be, NotFoundError where it is not there any more.
    """
    with database.writing() as session:
        there = {one.id: one for one in lock_providers(session)}
        provider = there.get(provider_id or "")
        if provider_id is not None and provider is None:
            raise NotFoundError(_("Deze aanbieder bestaat niet meer."))
        values = _values(fields, provider)
        _check_unique(values, [one for one in there.values() if one is not provider])
        if provider is None:
            provider = Provider(id=new_id(), **values)
            session.add(provider)
        else:
            for column, value in values.items():
                setattr(provider, column, value)
        return provider.id


def set_pupils_per_type(
    database: Database, provider_id: str, school_year: str, counts: Mapping[str, str]
) -> None:
    """How many pupils of each type in a school year; an empty text: not known.

    Raises BadInputError and NotFoundError.
    """
    year = read_school_year(school_year)
    if year is None:
        raise BadInputError(_("Kies een schooljaar, bijvoorbeeld 2026-2027."))
    known = []
    for type_, text in counts.items():
        pupils = _checked(cells.number_of_pupils, " ".join(text.split()), _not_a_number(type_))
        if pupils is not None:
            known.append(PupilCount(year, type_, pupils))
    with database.writing() as session:
        if session.get(Provider, provider_id) is None:
            raise NotFoundError(_("Deze aanbieder bestaat niet meer."))
        forget_pupils(session, provider_id, {year})
        store_pupils(session, provider_id, known)


def _values(fields: ProviderFields, before: Provider | None) -> dict[str, str | int | None]:
    name = _text(fields.name, "name", _("De naam"))
    if not name:
        raise BadInputError(_("Geef de aanbieder een naam."))
    if fields.kind not in provider_kinds() and (before is None or before.kind != fields.kind):
        raise BadInputError(_("Kies een soort aanbieder."))
    levels = _text(",".join(fields.levels), "levels", _("De lijst van niveaus"))
    return {
        "name": name,
        "kind": fields.kind,
        "net": _text(fields.net, "net", _("Het net")),
        "province": _province(fields.province, before),
        "types": _types(fields.types, before),
        "levels": cells.joined_list(levels),
        "instellingsnummer": _number(fields.instellingsnummer),
        "pupils": _checked(
            cells.number_of_pupils,
            " ".join(fields.pupils.split()),
            _("Het aantal leerlingen is geen geheel getal."),
        ),
    }


def _types(types: Iterable[str], before: Provider | None) -> str:
    """In their own order; one of before that is in no list may stay."""
    written = ",".join(types)
    if before is not None and written == before.types:
        return written
    return _checked(cells.ordered_types, written)


def _province(text: str, before: Provider | None) -> str:
    """Of the list, or none; one of before that is in no list may stay."""
    province = cells.known_province(_text(text, "province", _("De provincie")))
    stays = before is not None and before.province == province
    if province not in ("", *provinces()) and not stays:
        raise BadInputError(_("Kies een provincie uit de lijst."))
    return province


def _number(text: str) -> str | None:
    tidy = " ".join(text.split())
    if tidy and not (len(tidy) == cells.NUMBER_LENGTH and cells.is_number(tidy)):
        raise BadInputError(_("Een instellingsnummer heeft zes cijfers."))
    return tidy or None


def _text(text: str, column: str, what: str) -> str:
    try:
        tidy = cells.plain_text(text)
    except CellError as error:
        raise BadInputError(f"{what} {error}") from None
    if len(tidy) > cells.LONGEST[column]:
        told = _(
            "%(what)s is te lang: hoogstens %(most)s tekens.", what=what, most=cells.LONGEST[column]
        )
        raise BadInputError(told)
    return tidy


def _checked(rule: Callable[[str], _Value], text: str, told: str = "") -> _Value:
    try:
        return rule(text)
    except CellError as error:
        raise BadInputError(told or str(error)) from None


def _check_unique(values: Mapping[str, str | int | None], others: Iterable[Provider]) -> None:
    for other in others:
        if other.name == values["name"]:
            raise BadInputError(
                _("Er is al een aanbieder met de naam '%(name)s'.", name=other.name)
            )
        if values["instellingsnummer"] and other.instellingsnummer == values["instellingsnummer"]:
            told = _("Dit instellingsnummer is al dat van '%(name)s'.", name=other.name)
            raise BadInputError(told)


def _not_a_number(type_: str) -> str:
    return _("Bij type %(type)s staat geen geheel getal.", type=type_)
