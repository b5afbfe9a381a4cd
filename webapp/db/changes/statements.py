"""Changing closing questions: boxes with their envelopes, and what a group says."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from webapp.analysis.statement_board import StatementRow
from webapp.db.models import Statement, StatementBox, StatementCode, StatementEnvelope


def lock_box(session: Session, box_id: str) -> StatementBox | None:
    """The box, held until the commit: nobody else changes it or puts anything in meanwhile."""
    return session.get(StatementBox, box_id, with_for_update=True)


def lock_box_of(session: Session, meeting_id: str) -> StatementBox | None:
    """The box of a meeting, held until the commit."""
    query = select(StatementBox).where(StatementBox.meeting_id == meeting_id).with_for_update()
    return session.scalar(query)


def change_box_state(session: Session, box_id: str, old: str, new: str) -> None:
    """Bring a box from one state to another; nothing happens when it is in a third."""
    session.execute(
        update(StatementBox)
        .where(StatementBox.id == box_id, StatementBox.state == old)
        .values(state=new)
    )


def put_in_box(session: Session, box: StatementBox, nullifier: bytes, sealed: bytes) -> None:
    """Store an envelope in a box that is held, or replace the one under this nullifier."""
    there = session.get(StatementEnvelope, nullifier)
    if there is not None:
        there.sealed = sealed
        return
    session.add(StatementEnvelope(nullifier=nullifier, box_id=box.id, sealed=sealed))
    box.received += 1


def end_box(session: Session, box: StatementBox, state: str, writers: int | None = None) -> None:
    """End a box that is held, with all its envelopes; the caller destroys the key afterwards."""
    box.state, box.writers, box.public_key = state, writers, None
    session.execute(delete(StatementEnvelope).where(StatementEnvelope.box_id == box.id))


def add_statements(session: Session, meeting_id: str, rows: Sequence[StatementRow]) -> None:
    """Store statements in the order given: the caller has shuffled those of people."""
    if rows:
        values = [{"meeting_id": meeting_id, **row._asdict()} for row in rows]
        session.execute(insert(Statement), values)


def remove_statement(session: Session, statement: Statement) -> None:
    """Delete a statement with its codes; those that say the same stand by themselves again."""
    session.execute(
        update(Statement)
        .where(Statement.cluster_id == statement.id)
        .values(cluster_id=None, version=Statement.version + 1)
        .execution_options(synchronize_session=False)
    )
    session.execute(delete(StatementCode).where(StatementCode.statement_id == statement.id))
    session.delete(statement)


def move_cluster(session: Session, head_id: str, new_head_id: str) -> None:
    """Those that say the same as one statement say the same as another from now on."""
    session.execute(
        update(Statement)
        .where(Statement.cluster_id == head_id)
        .values(cluster_id=new_head_id, version=Statement.version + 1)
        .execution_options(synchronize_session=False)
    )


def replace_codes(session: Session, statement_id: str, codes: Iterable[str]) -> None:
    """Give a statement these codes and no others."""
    session.execute(delete(StatementCode).where(StatementCode.statement_id == statement_id))
    rows = [{"statement_id": statement_id, "code": code} for code in codes]
    if rows:
        session.execute(insert(StatementCode), rows)
