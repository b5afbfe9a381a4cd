"""Which rows belong to a round: worked out from the foreign keys, so that no table is forgotten.

A row belongs to a round when a column that must be filled in points at the round, or at a row that
belongs to it. Columns that may be empty only refer to a round, and are emptied when it is erased.
"""

from functools import cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    ForeignKeyConstraint,
    Table,
    delete,
    false,
    or_,
    select,
    tuple_,
    update,
)

from webapp.db.models import Base, Round, RoundRight

_ALL = Base.metadata.sorted_tables
_ROUND = Base.metadata.tables[Round.__tablename__]
_STAYS = (Round.__tablename__, RoundRight.__tablename__)


@cache
def tables_of_rounds() -> tuple[Table, ...]:
    """The tables whose rows belong to a round, those that others point at first; not the round."""
    return tuple(table for table in _ALL if table is not _ROUND and _belongs(table))


@cache
def tables_that_only_refer() -> frozenset[str]:
    """The tables that stand apart from rounds, and have a column that can point into one."""
    return frozenset(
        table.name
        for table in _ALL
        if not _belongs(table)
        for key in table.foreign_key_constraints
        if _belongs(key.referred_table)
    )


def rows_of_round(table: Table, round_id: str) -> ColumnElement[bool]:
    """The condition for the rows of a table that belong to this round."""
    if table is _ROUND:
        return _ROUND.c.id == round_id
    ways = (_points_into(key, round_id) for key in table.foreign_key_constraints if _owns(key))
    return or_(false(), *ways)


def erase_rows(connection: Connection, round_id: str) -> None:
    """Delete every row that belongs to the round; the round itself and who has it stay."""
    for table in _ALL:
        for key in table.foreign_key_constraints:
            if not _must_be_filled(key) and _belongs(key.referred_table):
                empty = {column.name: None for column in key.columns}
                refers = _points_into(key, round_id)
                connection.execute(update(table).where(refers).values(empty))
    for table in reversed(tables_of_rounds()):
        if table.name not in _STAYS:
            connection.execute(delete(table).where(rows_of_round(table, round_id)))


def _belongs(table: Table) -> bool:
    return table is _ROUND or any(_owns(key) for key in table.foreign_key_constraints)


def _owns(key: ForeignKeyConstraint) -> bool:
    is_of_another = key.referred_table is not key.parent
    return is_of_another and _must_be_filled(key) and _belongs(key.referred_table)


def _must_be_filled(key: ForeignKeyConstraint) -> bool:
    return not any(column.nullable for column in key.columns)


def _points_into(key: ForeignKeyConstraint, round_id: str) -> ColumnElement[bool]:
    there = [element.column for element in key.elements]
    rows = select(*there).where(rows_of_round(key.referred_table, round_id)).correlate(None)
    return tuple_(*(element.parent for element in key.elements)).in_(rows)
