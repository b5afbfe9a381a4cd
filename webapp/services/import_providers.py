"""Bringing the register of providers in line with a file."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.db.changes.providers import set_pupils
from webapp.db.database import Database
from webapp.db.models import Provider
from webapp.db.queries.providers import list_providers, lock_providers
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_id
from webapp.services.csv_lines import CsvFileError
from webapp.services.errors import WrongStateError
from webapp.services.read_provider_file import look_at_provider_file
from webapp.services.register.plan_import import (
    CHANGED,
    NEW,
    UNCHANGED,
    ImportPlan,
    Matched,
    plan_import,
)


class RegisterChangedError(WrongStateError):
    """Since the preview somebody changed the register: the file would do something else now."""


@dataclass(frozen=True, slots=True)
class ImportedProviders:
    """What an import did, as numbers of providers."""

    added: int
    changed: int
    unchanged: int


def preview_providers(database: Database, content: bytes) -> ImportPlan:
    """What importing this file would do, row by row; nothing is changed.

    Raises CsvFileError for a file that cannot be read at all.
    """
    file = look_at_provider_file(content)
    with database.reading() as session:
        return plan_import(session, list_providers(session), file)


def import_providers(
    database: Database, content: bytes, *, seen: str | None = None
) -> ImportedProviders:
    """Add the providers of a CSV or Excel file, or change those that are there: all or none.

    A provider is recognised by its instellingsnummer, or else by its exact name; one that the
    file does not name stays as it is. With `seen`, the fingerprint of a plan, only that plan is
    carried out: RegisterChangedError. Raises CsvFileError with every mistake.
    """
    file = look_at_provider_file(content)
    if file.mistakes:
        raise CsvFileError(file.mistakes)
    with database.writing() as session:
        plan = plan_import(session, lock_providers(session), file)
        if plan.mistakes:
            raise CsvFileError(list(plan.mistakes))
        if seen is not None and seen != plan.fingerprint:
            raise RegisterChangedError(
                _("Het register is intussen veranderd. Kijk opnieuw na wat dit bestand doet.")
            )
        _carry_out(session, plan.matches)
    return ImportedProviders(plan.count(NEW), plan.count(CHANGED), plan.count(UNCHANGED))


def _carry_out(session: Session, matches: Iterable[Matched]) -> None:
    matches = [one for one in matches if one.changes()]
    _free_names(session, matches)
    for one in matches:
        provider = one.provider
        if provider is None:
            provider = Provider(id=new_id(), **one.wanted())
            session.add(provider)
        else:
            for column, value in one.wanted().items():
                setattr(provider, column, value)
        session.flush()
        set_pupils(session, provider.id, one.line.pupils_per_type)


def _free_names(session: Session, matches: Iterable[Matched]) -> None:
    """Two providers may swap names, and a name is unique at every moment."""
    for one in matches:
        if one.provider is not None and one.provider.name != one.line.name:
            one.provider.name = one.provider.id
    session.flush()
