"""All rows of a database as lines of text, and back: one form for SQLite and PostgreSQL."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from alembic import command
from sqlalchemy import (
    Column,
    Connection,
    Date,
    LargeBinary,
    MetaData,
    Table,
    bindparam,
    select,
)

from webapp.db.schema import migration_config

_ROWS_AT_ONCE = 500
_VERSIONS = "alembic_version"
_OURS = "installation"  # what the hosts agreed on, which no backup of another day changes


class DumpedTable(NamedTuple):
    """A table: its name, and lines of JSON; the first names the columns, then a list a row."""

    name: str
    lines: Iterator[str]


def dump_tables(connection: Connection) -> Iterator[DumpedTable]:
    """Every table, those that others point at first; memory stays flat.

    The connection must see one state of the database until the last line is read.
    """
    for table in _tables(connection).sorted_tables:
        yield DumpedTable(table.name, _lines(connection, table))


def replace_all(connection: Connection, revision: str, tables: Iterable[DumpedTable]) -> None:
    """Put dumped tables in the place of everything there is, and bring them to today's schema.

    `revision` is the schema they were dumped from. Raises ValueError for lines that are not
    those of a dump; then the transaction of the connection must be rolled back. What the hosts
    agreed on stays, and keys in stock go: their private keys may be those of meetings by now.
    """
    ours = _rows_of_installation(connection)
    config = migration_config(connection)
    _drop_all(connection)
    command.upgrade(config, revision)
    known = _tables(connection).tables
    for name, lines in tables:
        if name not in known:
            raise ValueError(name)
        _fill(connection, known[name], lines)
    command.upgrade(config, "head")
    _stay_ourselves(connection, ours)


def is_empty(connection: Connection) -> bool:
    """Whether there is no row at all, or not even a table."""
    return all(
        connection.execute(select(table).limit(1)).first() is None
        for table in _tables(connection).sorted_tables
    )


def _tables(connection: Connection) -> MetaData:
    known = MetaData()
    known.reflect(connection, only=lambda name, _known: name != _VERSIONS)
    return known


def _rows_of_installation(connection: Connection) -> list[dict[str, Any]]:
    table = _tables(connection).tables.get(_OURS)
    if table is None:
        return []
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def _stay_ourselves(connection: Connection, ours: list[dict[str, Any]]) -> None:
    known = _tables(connection).tables
    connection.execute(known[_OURS].delete())
    if ours:
        connection.execute(known[_OURS].insert(), ours)
    spare = known["spare_key"]
    connection.execute(spare.delete().where(spare.columns["taken_for"].is_(None)))


def _drop_all(connection: Connection) -> None:
    known = MetaData()
    known.reflect(connection)
    for table in reversed(known.sorted_tables):
        for column in _pointing_at_itself(table):
            connection.execute(table.update().values({column: None}))
        connection.execute(table.delete())
    known.drop_all(connection)


def _lines(connection: Connection, table: Table) -> Iterator[str]:
    yield json.dumps([column.name for column in table.columns])
    rows = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table))
    for row in rows:
        yield json.dumps([_as_text(value) for value in row], ensure_ascii=False)


def _fill(connection: Connection, table: Table, lines: Iterator[str]) -> None:
    columns = [table.columns[name] for name in json.loads(next(lines))]
    later = _pointing_at_itself(table)
    pointing = []
    while some := list(islice(lines, _ROWS_AT_ONCE)):
        rows = [_row(columns, json.loads(line)) for line in some]
        pointing += [row for row in rows if any(row[column] is not None for column in later)]
        connection.execute(table.insert(), [row | dict.fromkeys(later) for row in rows])
    if pointing:  # a row may point at one that comes after it
        _point(connection, table, later, pointing)


def _point(
    connection: Connection, table: Table, columns: list[str], rows: list[dict[str, Any]]
) -> None:
    (key,) = table.primary_key.columns
    statement = (
        table.update()
        .where(key == bindparam("of_row"))
        .values({column: bindparam(f"to_{column}") for column in columns})
    )
    values = [
        {"of_row": row[key.name]} | {f"to_{column}": row[column] for column in columns}
        for row in rows
    ]
    connection.execute(statement, values)


def _pointing_at_itself(table: Table) -> list[str]:
    return [key.parent.name for key in table.foreign_keys if key.column.table is table]


def _row(columns: list[Column[Any]], values: list[Any]) -> dict[str, Any]:
    return {
        column.name: _as_value(value, column) for column, value in zip(columns, values, strict=True)
    }


def _as_text(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value


def _as_value(value: Any, column: Column[Any]) -> Any:
    if value is None:
        return None
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value, validate=True)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value
