"""Bringing the register of providers in line with a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.db.database import Database
from webapp.db.models import Provider
from webapp.db.queries.providers import lock_providers
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_id
from webapp.services.read_provider_file import (
    COLUMNS,
    Mistake,
    ProviderFileError,
    ProviderLine,
    read_provider_file,
)


@dataclass(frozen=True, slots=True)
class ImportedProviders:
    """What an import did, as numbers of providers."""

    added: int
    changed: int
    unchanged: int


def import_providers(database: Database, content: bytes) -> ImportedProviders:
    """Add the providers of a CSV file, or change those that are there: all of them or none.

    A provider is recognised by its instellingsnummer, or else by its exact name; one that the
    file does not name stays as it is. Raises ProviderFileError with every mistake.
    """
    lines = read_provider_file(content)
    with database.writing() as session:
        there = lock_providers(session)
        matches = _match(there, lines)
        changed = [pair for pair in matches if pair[0] is not None and _differs(*pair)]
        _free_names(session, changed)
        for provider, line in matches:
            if provider is None:
                session.add(Provider(id=new_id(), **_values(line)))
            else:
                _set(provider, line)
    added = sum(provider is None for provider, _line in matches)
    return ImportedProviders(added, len(changed), len(lines) - added - len(changed))


def _match(
    there: Sequence[Provider], lines: Iterable[ProviderLine]
) -> list[tuple[Provider | None, ProviderLine]]:
    """Each line with the provider that it is about, or None for a new one."""
    by_number = {one.instellingsnummer: one for one in there if one.instellingsnummer}
    by_name = {one.name: one for one in there}
    matches: list[tuple[Provider | None, ProviderLine]] = []
    mistakes = []
    for line in lines:
        provider = by_number.get(line.instellingsnummer or "")
        if provider is None:
            provider = by_name.get(line.name)
            if provider and line.instellingsnummer and provider.instellingsnummer:
                mistakes.append(_other_number(line, provider))
        matches.append((provider, line))
    mistakes += _taken_names(by_name, matches) + _met_twice(matches)
    if mistakes:
        raise ProviderFileError(mistakes)
    return matches


def _other_number(line: ProviderLine, provider: Provider) -> Mistake:
    return Mistake(
        line.line,
        _(
            "'%(name)s' heeft hier een ander instellingsnummer (%(number)s).",
            name=line.name,
            number=provider.instellingsnummer,
        ),
    )


def _taken_names(
    by_name: dict[str, Provider], matches: Iterable[tuple[Provider | None, ProviderLine]]
) -> list[Mistake]:
    """New names that belong to a provider whom the file does not rename."""
    matches = list(matches)
    renamed = {provider.id for provider, line in matches if provider and provider.name != line.name}
    return [
        Mistake(line.line, _("De naam '%(name)s' is al van een andere aanbieder.", name=line.name))
        for provider, line in matches
        if (owner := by_name.get(line.name)) and owner is not provider and owner.id not in renamed
    ]


def _met_twice(matches: Iterable[tuple[Provider | None, ProviderLine]]) -> list[Mistake]:
    """Two lines about the same provider: one by its number, one by its name."""
    first: dict[str, int] = {}
    return [
        Mistake(
            line.line,
            _("Dit is dezelfde aanbieder als op regel %(first)s.", first=first[provider.id]),
        )
        for provider, line in matches
        if provider and first.setdefault(provider.id, line.line) != line.line
    ]


def _free_names(session: Session, changed: Iterable[tuple[Provider | None, ProviderLine]]) -> None:
    """Two providers may swap names, and a name is unique at every moment."""
    for provider, line in changed:
        if provider is not None and provider.name != line.name:
            provider.name = provider.id
    session.flush()


def _values(line: ProviderLine) -> dict[str, str | int | None]:
    return {column: getattr(line, column) for column in COLUMNS}


def _set(provider: Provider, line: ProviderLine) -> None:
    for column, value in _wanted(provider, line).items():
        setattr(provider, column, value)


def _differs(provider: Provider | None, line: ProviderLine) -> bool:
    return provider is not None and any(
        getattr(provider, column) != value for column, value in _wanted(provider, line).items()
    )


def _wanted(provider: Provider, line: ProviderLine) -> dict[str, str | int | None]:
    """What the line says; a line without a number does not take away the one that is known."""
    return {
        **_values(line),
        "instellingsnummer": line.instellingsnummer or provider.instellingsnummer,
    }
