"""The register as rows of a file, and what is looked for in it."""

import unicodedata
from collections.abc import Iterable

from sqlalchemy.orm import Session

from webapp.db.models import Provider
from webapp.db.queries.networks import list_pupils
from webapp.db.queries.providers import list_providers
from webapp.exports.register_file import RegisterRow
from webapp.services.read_provider_file import ProviderLine
from webapp.services.register.cells import PupilCount, written_pupils


def register_rows(session: Session) -> list[RegisterRow]:
    """Every provider, by name."""
    pupils = list_pupils(session)
    return [
        _row(one, (PupilCount(*count) for count in pupils.get(one.id, ())))
        for one in list_providers(session)
    ]


def rows_of_lines(lines: Iterable[ProviderLine]) -> list[RegisterRow]:
    """What a file said, tidied: as it is kept between a look at it and the import."""
    return [_row(one, one.pupils_per_type) for one in lines]


def search_providers(
    providers: Iterable[Provider], text: str, kind: str | None = None
) -> list[Provider]:
    """Those that have every word somewhere: in the name, number, province or net; any case."""
    words = _plain(text).split()
    return [
        one
        for one in providers
        if (not kind or one.kind == kind) and all(word in _findable(one) for word in words)
    ]


def _row(one: Provider | ProviderLine, pupils: Iterable[PupilCount]) -> RegisterRow:
    return RegisterRow(
        name=one.name,
        kind=one.kind,
        net=one.net,
        province=one.province,
        types=one.types,
        levels=one.levels,
        instellingsnummer=one.instellingsnummer,
        pupils=one.pupils,
        pupils_per_type=written_pupils(pupils),
    )


def _findable(one: Provider) -> str:
    return _plain(" ".join((one.name, one.instellingsnummer or "", one.province, one.net)))


def _plain(text: str) -> str:
    """In small letters and without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
