"""Reading results: whole batches only, as plain rows."""

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from webapp.analysis.tally import BatchRow, TallyRow, WaitingRow
from webapp.db.models import Batch, BatchProvider, Meeting, MeetingProvider, Tally


def list_batch_rows(session: Session, round_id: str) -> list[BatchRow]:
    """The batches of a round, in the order of their random ids; what is released has its line."""
    line = case((Batch.is_released, Batch.counts))
    query = (
        select(
            Batch.id,
            Batch.group_id,
            Batch.n,
            Batch.is_released,
            line,
            Batch.remark_writers,
            BatchProvider.provider_id,
        )
        .outerjoin(BatchProvider)
        .where(Batch.round_id == round_id)
        .order_by(Batch.id, BatchProvider.provider_id)
    )
    rows: dict[str, BatchRow] = {}
    for id_, group_id, n, is_released, counts, writers, provider_id in session.execute(query):
        before = rows[id_].provider_ids if id_ in rows else ()
        provider_ids = (*before, provider_id) if provider_id else before
        rows[id_] = BatchRow(id_, group_id, provider_ids, n, is_released, counts, writers)
    return list(rows.values())


def list_tally_rows(session: Session, round_id: str) -> list[TallyRow]:
    """The counts of the released batches of a round that have no line of them.

    Options that nobody chose have no row.
    """
    query = (
        select(Tally.batch_id, Tally.block_id, Tally.option_code, Tally.count)
        .join(Batch)
        .where(Batch.round_id == round_id, Batch.is_released, Batch.counts.is_(None))
    )
    return [TallyRow(*row) for row in session.execute(query)]


def list_waiting_rows(session: Session, round_id: str) -> list[WaitingRow]:
    """The meetings of which too few answers came: they wait to be pooled, or were destroyed."""
    query = (
        select(Meeting.id, Meeting.group_id, MeetingProvider.provider_id)
        .outerjoin(MeetingProvider)
        .where(Meeting.round_id == round_id, Meeting.state.in_(("pending", "destroyed")))
        .order_by(Meeting.id, MeetingProvider.provider_id)
    )
    rows: dict[str, WaitingRow] = {}
    for meeting_id, group_id, provider_id in session.execute(query):
        before = rows[meeting_id].provider_ids if meeting_id in rows else ()
        provider_ids = (*before, provider_id) if provider_id else before
        rows[meeting_id] = WaitingRow(group_id, provider_ids)
    return list(rows.values())
