"""Storing batches: the only way in which answers get into the database opened."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp.db.models import Batch, BatchProvider, BatchVisit, Remark, Tally


class NewTally(NamedTuple):
    """How often an option of a block was chosen: `times`."""

    block_id: str
    option_code: str
    times: int


class NewRemark(NamedTuple):
    """A remark about a block, or with None about its whole thema."""

    id: str
    theme_id: str
    block_id: str | None
    text: str


def add_batch(
    session: Session,
    batch: Batch,
    *,
    provider_ids: Sequence[str],
    visit_ids: Sequence[str],
    tallies: Sequence[NewTally],
    remarks: Sequence[NewRemark],
) -> None:
    """Store a batch with its rows, in the order given: the caller has shuffled them."""
    session.add(batch)
    session.flush()
    head = {"batch_id": batch.id}
    if provider_ids:
        session.execute(
            insert(BatchProvider), [{**head, "provider_id": id_} for id_ in provider_ids]
        )
    if visit_ids:
        session.execute(insert(BatchVisit), [{**head, "visit_id": id_} for id_ in visit_ids])
    if tallies:
        rows = [
            {**head, "block_id": block_id, "option_code": option_code, "count": times}
            for block_id, option_code, times in tallies
        ]
        session.execute(insert(Tally), rows)
    if remarks:
        session.execute(insert(Remark), [{**head, **row._asdict()} for row in remarks])
