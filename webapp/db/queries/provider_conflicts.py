"""Reading what stands in the way of taking two providers for one."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from webapp.db.models import (
    Assessment,
    BatchProvider,
    FocusPoint,
    Meeting,
    MeetingProvider,
    NetworkMember,
    Round,
    Staff,
    StaffProvider,
    TeamRating,
    VisitProvider,
)

UNFINISHED = ("open", "closing", "pending")


def stand_together(session: Session, one_id: str, other_id: str) -> bool:
    """Whether both are named by one conversation, one visit or one batch."""
    return any(
        session.scalar(query) is not None
        for query in (
            _both(MeetingProvider, MeetingProvider.meeting_id, one_id, other_id),
            _both(VisitProvider, VisitProvider.visit_id, one_id, other_id),
            _both(BatchProvider, BatchProvider.batch_id, one_id, other_id),
        )
    )


def are_in_each_other(session: Session, one_id: str, other_id: str) -> bool:
    """Whether one is, or was, a member of the other."""
    ids = (one_id, other_id)
    query = select(NetworkMember.id).where(
        NetworkMember.network_id.in_(ids),
        NetworkMember.member_id.in_(ids),
        NetworkMember.network_id != NetworkMember.member_id,
    )
    return session.scalar(query.limit(1)) is not None


def is_closing(session: Session, provider_ids: tuple[str, ...]) -> bool:
    """Whether envelopes about one of them are being opened at this moment."""
    query = (
        select(Meeting.id)
        .join(MeetingProvider, MeetingProvider.meeting_id == Meeting.id)
        .where(MeetingProvider.provider_id.in_(provider_ids), Meeting.state == "closing")
    )
    return session.scalar(query.limit(1)) is not None


def list_unfinished_meetings(session: Session, provider_id: str) -> list[str]:
    """Meetings about a provider of which nothing was counted yet: open or waiting."""
    query = (
        select(Meeting.id)
        .join(MeetingProvider, MeetingProvider.meeting_id == Meeting.id)
        .where(MeetingProvider.provider_id == provider_id, Meeting.state.in_(UNFINISHED))
        .order_by(Meeting.id)
    )
    return list(session.scalars(query))


def were_counted(session: Session, meeting_ids: list[str]) -> bool:
    """Whether one of these was counted by now, or is being counted."""
    query = select(Meeting.id).where(
        Meeting.id.in_(meeting_ids), Meeting.state.in_(("closing", "closed"))
    )
    return session.scalar(query.limit(1)) is not None


def list_rounds_with_both(session: Session, one_id: str, other_id: str) -> list[str]:
    """Titles of rounds in which both have a final estimate, focus points or own judgements."""
    ids = set()
    for of_provider in (_estimated, _focused, _judged):
        ids |= set(session.scalars(of_provider(one_id))) & set(
            session.scalars(of_provider(other_id))
        )
    query = select(Round.title).where(Round.id.in_(ids)).order_by(Round.title, Round.id)
    return list(session.scalars(query))


def list_coordinators(session: Session, provider_id: str) -> list[str]:
    """The addresses of who works for a provider and may sign in."""
    query = (
        select(Staff.email)
        .join(StaffProvider, StaffProvider.staff_id == Staff.id)
        .where(StaffProvider.provider_id == provider_id, Staff.ended_on.is_(None))
        .order_by(Staff.email)
    )
    return list(session.scalars(query))


def _both(
    table: type[MeetingProvider | VisitProvider | BatchProvider],
    key: object,
    one_id: str,
    other_id: str,
) -> Select[str]:
    name = key.key  # type: ignore[attr-defined]  # a column of the table
    other = aliased(table)
    return (
        select(table.provider_id)
        .join(other, getattr(table, name) == getattr(other, name))
        .where(table.provider_id == one_id, other.provider_id == other_id)
        .limit(1)
    )


def _estimated(provider_id: str) -> Select[str]:
    return (
        select(Meeting.round_id)
        .join(Assessment, Assessment.meeting_id == Meeting.id)
        .where(Assessment.provider_id == provider_id, Assessment.is_final)
    )


def _focused(provider_id: str) -> Select[str]:
    return select(FocusPoint.round_id).where(FocusPoint.provider_id == provider_id)


def _judged(provider_id: str) -> Select[str]:
    return select(TeamRating.round_id).where(TeamRating.provider_id == provider_id)
