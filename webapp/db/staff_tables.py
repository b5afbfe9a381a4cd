"""Which rows are of an account of staff: what goes with it, and what stays under a pseudonym."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    Table,
    delete,
    or_,
    select,
)

from webapp.db.models import (
    Base,
    RecoveryCode,
    RoundDraft,
    RoundRight,
    SavedView,
    Staff,
    StaffProvider,
    StaffSession,
)

_STAFF = Base.metadata.tables[Staff.__tablename__]
# Of use to the account alone. What others rely on stays, and says who wrote it by the pseudonym.
GOES = frozenset(
    model.__tablename__
    for model in (RecoveryCode, RoundDraft, RoundRight, SavedView, StaffProvider, StaffSession)
)
_SECRETS = frozenset({"password_hash", "sign_in_epoch", "epoch", "factor_step"})
_WRITINGS = frozenset({"value", "remark", "option_code", "content", "why"})


def tables_of_staff() -> tuple[Table, ...]:
    """The tables with a column that points at an account."""
    return tuple(table for table in Base.metadata.sorted_tables if _pointers(table))


def erase_staff_rows(connection: Connection, staff_id: str) -> None:
    """Delete what is of use to the account alone."""
    for table in reversed(tables_of_staff()):
        if table.name in GOES:
            connection.execute(delete(table).where(_is_of(table, staff_id)))


def read_staff_rows(
    connection: Connection, staff_id: str, *, with_writings: bool
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """(table, rows) of all that is of an account, without secrets and what is made of them.

    `with_writings`: also what was written in notes, estimates and drafts, which only the author
    may see before it is signed.
    """
    hidden = _SECRETS if with_writings else _SECRETS | _WRITINGS
    for table in (_STAFF, *tables_of_staff()):
        shown = [
            column
            for column in table.columns
            if column.name not in hidden and not isinstance(column.type, LargeBinary)
        ]
        rows = connection.execute(select(*shown).where(_is_of(table, staff_id))).mappings()
        found = [{name: _plain(value) for name, value in row.items()} for row in rows]
        if found:
            yield table.name, sorted(found, key=str)


def _is_of(table: Table, staff_id: str) -> ColumnElement[bool]:
    if table is _STAFF:
        return _STAFF.c.id == staff_id
    return or_(*(column == staff_id for column in _pointers(table)))


def _pointers(table: Table) -> list[ColumnElement[str]]:
    return [key.parent for key in table.foreign_keys if key.column.table is _STAFF]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
