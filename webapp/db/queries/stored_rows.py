"""Counting the rows that exist about a round, table by table."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Date, Table, func, literal, select
from sqlalchemy.orm import Session

from webapp.db.models import Batch, Remark, RemarkRedaction, Tally
from webapp.db.round_tables import rows_of_round, tables_of_rounds

# how many rows these have depends on what a few people did: one remark is one person
_OF_ANSWERS = frozenset(model.__tablename__ for model in (Tally, Remark, RemarkRedaction))


class StoredRows(NamedTuple):
    """A table: how many of its rows are of the round, and the earliest day that stands in them.

    `n` is None where it would tell something of what a few people answered.
    """

    table: str
    n: int | None
    since: date | None


def count_rows(session: Session, round_id: str) -> list[StoredRows]:
    """Every table with rows of rounds, also those that have none of this one."""
    batch = select(Batch.id).where(Batch.round_id == round_id).limit(1)
    has_answers = session.scalar(batch) is not None
    return [
        StoredRows(table.name, None, None)
        if has_answers and table.name in _OF_ANSWERS
        else _count(session, table, round_id)
        for table in tables_of_rounds()
    ]


def _count(session: Session, table: Table, round_id: str) -> StoredRows:
    days = [column for column in table.columns if isinstance(column.type, Date)]
    first = func.min(days[0]) if days else literal(None)
    query = select(func.count(), first).select_from(table).where(rows_of_round(table, round_id))
    count, since = session.execute(query).one()
    return StoredRows(table.name, count, since)
