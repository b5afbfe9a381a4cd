"""Reading closing questions: boxes, what groups said, and how it was coded."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.analysis.statement_board import StatementRow
from webapp.db.models import Meeting, Statement, StatementBox, StatementCode


class ToCode(NamedTuple):
    """A statement on the list of what is coded; `codes` in the order of the alphabet."""

    id: str
    meeting_id: str
    group_id: str
    kind: str
    text: str
    rank: int | None
    size: int
    version: int
    codes: tuple[str, ...]


def find_box(session: Session, meeting_id: str) -> StatementBox | None:
    """The box of a meeting, whatever its state."""
    return session.scalar(select(StatementBox).where(StatementBox.meeting_id == meeting_id))


def list_boxes_in_state(session: Session, states: Iterable[str]) -> dict[str, str]:
    """Box id → state, for the boxes in one of these states."""
    query = select(StatementBox.id, StatementBox.state).where(StatementBox.state.in_(list(states)))
    return {row.id: row.state for row in session.execute(query)}


def count_unfinished_boxes(session: Session, round_id: str) -> int:
    """How many boxes of a round are open or being opened."""
    query = (
        select(func.count())
        .select_from(StatementBox)
        .join(Meeting, StatementBox.meeting_id == Meeting.id)
        .where(Meeting.round_id == round_id, StatementBox.state.in_(("open", "closing")))
    )
    return session.scalar(query) or 0


def list_statements(session: Session, meeting_id: str) -> list[StatementRow]:
    """What was said in a meeting, in the order of random ids."""
    query = (
        select(
            Statement.id,
            Statement.kind,
            Statement.source,
            Statement.text,
            Statement.rank,
            Statement.cluster_id,
            Statement.version,
        )
        .where(Statement.meeting_id == meeting_id)
        .order_by(Statement.id)
    )
    return [StatementRow(*row) for row in session.execute(query)]


def count_statements(session: Session, meeting_id: str) -> int:
    """How many statements a meeting has."""
    query = select(func.count()).where(Statement.meeting_id == meeting_id)
    return session.scalar(query) or 0


def list_same(session: Session, head_id: str) -> list[Statement]:
    """The statements that say the same as this one."""
    return list(session.scalars(select(Statement).where(Statement.cluster_id == head_id)))


def find_holder(session: Session, one: Statement, rank: int) -> Statement | None:
    """The other statement of the same meeting and kind that has this rank."""
    query = select(Statement).where(
        Statement.meeting_id == one.meeting_id,
        Statement.kind == one.kind,
        Statement.rank == rank,
        Statement.id != one.id,
    )
    return session.scalar(query)


def list_to_code(session: Session, round_id: str) -> list[ToCode]:
    """The statements of all meetings of a round, without those that say the same as another."""
    statements = (
        select(Statement, Meeting.group_id)
        .join(Meeting, Statement.meeting_id == Meeting.id)
        .where(Meeting.round_id == round_id)
        .order_by(Statement.id)
    )
    rows = session.execute(statements).all()
    sizes: dict[str, int] = {}
    for statement, _group in rows:
        head = statement.cluster_id or statement.id
        sizes[head] = sizes.get(head, 0) + 1
    codes = _codes_of_round(session, round_id)
    return [
        ToCode(
            id=one.id,
            meeting_id=one.meeting_id,
            group_id=group_id,
            kind=one.kind,
            text=one.text,
            rank=one.rank,
            size=sizes[one.id],
            version=one.version,
            codes=codes.get(one.id, ()),
        )
        for one, group_id in rows
        if one.cluster_id is None
    ]


def _codes_of_round(session: Session, round_id: str) -> dict[str, tuple[str, ...]]:
    query = (
        select(StatementCode.statement_id, StatementCode.code)
        .join(Statement, StatementCode.statement_id == Statement.id)
        .join(Meeting, Statement.meeting_id == Meeting.id)
        .where(Meeting.round_id == round_id)
        .order_by(StatementCode.code)
    )
    codes: dict[str, tuple[str, ...]] = {}
    for statement_id, code in session.execute(query):
        codes[statement_id] = (*codes.get(statement_id, ()), code)
    return codes
