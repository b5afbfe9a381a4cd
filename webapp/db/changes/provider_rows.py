"""All that names a provider, found by the foreign keys: moved to another one, and back.

A table that is added later is moved without a word here; what cannot simply be moved is decided
in webapp/services/register/merge_providers.py.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    RowMapping,
    Table,
    UniqueConstraint,
    delete,
    exists,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session

from webapp.db.models import Base, Provider

JsonRow = dict[str, Any]


class Place(NamedTuple):
    """A column that names a provider."""

    table: str
    column: str


class NamingRow(NamedTuple):
    """A row in which a provider is named, and where in it."""

    place: Place
    values: JsonRow  # by column; days as text

    @property
    def is_link(self) -> bool:
        """Whether the row says nothing but which two things belong together."""
        table = Base.metadata.tables[self.place.table]
        return set(table.primary_key.columns) == set(table.columns)

    def shortened(self) -> "NamingRow":
        """Only what finds the row again, and the provider that it names."""
        table = Base.metadata.tables[self.place.table]
        names = {self.place.column, *(column.name for column in table.primary_key.columns)}
        return NamingRow(self.place, {name: self.values[name] for name in sorted(names)})


def places() -> tuple[Place, ...]:
    """Every column with a foreign key to a provider; tables stand behind those they need."""
    return tuple(
        Place(table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column is Provider.__table__.c.id for key in column.foreign_keys)
    )


def list_naming_rows(session: Session, provider_id: str) -> list[NamingRow]:
    """Everything that names a provider."""
    rows = []
    for place in places():
        table = Base.metadata.tables[place.table]
        query = select(table).where(table.c[place.column] == provider_id)
        rows += [NamingRow(place, _as_json(row)) for row in session.execute(query).mappings()]
    return rows


def is_taken(session: Session, row: NamingRow, provider_id: str) -> bool:
    """Whether the row would be there twice if it named this provider: by a key of its table."""
    table = Base.metadata.tables[row.place.table]
    values = _from_json(table, {**row.values, row.place.column: provider_id})
    return any(
        session.scalar(select(exists().where(*(column == values[column.name] for column in key))))
        for key in _keys(table)
        if table.c[row.place.column] in key
    )


def rename(session: Session, row: NamingRow, provider_id: str) -> NamingRow | None:
    """Let a row name another provider; gives it as it is then, None where it is gone by now."""
    table = Base.metadata.tables[row.place.table]
    values = _from_json(table, row.values)
    statement = (
        update(table)
        .where(*(column == values[column.name] for column in table.primary_key.columns))
        .where(table.c[row.place.column] == values[row.place.column])
        .values({row.place.column: provider_id})
    )
    if not session.connection().execute(statement).rowcount:
        return None
    return NamingRow(row.place, {**row.values, row.place.column: provider_id})


def remove(session: Session, row: NamingRow) -> None:
    """Take a row away; `put_back` stores it again."""
    table = Base.metadata.tables[row.place.table]
    values = _from_json(table, row.values)
    session.execute(
        delete(table).where(
            *(column == values[column.name] for column in table.primary_key.columns)
        )
    )


def put_back(session: Session, row: NamingRow) -> bool:
    """Store a row that was taken away; not where what it belongs to is gone, or it is there."""
    table = Base.metadata.tables[row.place.table]
    values = _from_json(table, row.values)
    keys = (column == values[column.name] for column in table.primary_key.columns)
    if session.scalar(select(exists().where(*keys))) or not _has_parents(session, table, values):
        return False
    session.execute(insert(table).values(values))
    return True


def remove_provider(session: Session, provider_id: str) -> None:
    """Delete a provider that nothing names any more."""
    table = Provider.__table__
    assert isinstance(table, Table)
    session.execute(delete(table).where(table.c.id == provider_id))


def _keys(table: Table) -> Iterator[list[Column[Any]]]:
    """The sets of columns that no two rows share."""
    yield list(table.primary_key.columns)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield list(constraint.columns)
    for index in table.indexes:
        if index.unique:
            yield list(index.columns)


def _has_parents(session: Session, table: Table, values: Mapping[str, Any]) -> bool:
    return all(
        values[column.name] is None
        or session.scalar(select(exists().where(key.column == values[column.name])))
        for column in table.columns
        for key in column.foreign_keys
    )


def _as_json(values: RowMapping) -> JsonRow:
    return {
        str(name): value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def _from_json(table: Table, values: JsonRow) -> JsonRow:
    return {
        name: date.fromisoformat(value)
        if value is not None and table.c[name].type.python_type is date
        else value
        for name, value in values.items()
    }
