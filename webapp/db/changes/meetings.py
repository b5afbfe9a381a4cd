"""Changing meetings: their state, their slips, their envelopes."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from webapp.db.models import Envelope, Meeting, Slip


def lock_meeting(session: Session, meeting_id: str) -> Meeting | None:
    """The meeting, held until the commit: nobody else changes it meanwhile."""
    return session.get(Meeting, meeting_id, with_for_update=True)


def lock_meetings_of_round(session: Session, round_id: str) -> list[Meeting]:
    """The meetings of a round by id, held until the commit."""
    query = select(Meeting).where(Meeting.round_id == round_id).order_by(Meeting.id)
    return list(session.scalars(query.with_for_update()))


def lock_received(session: Session, meeting_ids: Iterable[str], state: str) -> dict[str, int]:
    """Meeting id → envelopes received, of those in this state, held until the commit."""
    query = (
        select(Meeting.id, Meeting.received)
        .where(Meeting.id.in_(list(meeting_ids)), Meeting.state == state)
        .order_by(Meeting.id)
        .with_for_update()
    )
    return {row.id: row.received for row in session.execute(query)}


def change_state(session: Session, meeting_id: str, old: str, new: str) -> None:
    """Bring a meeting from one state to another; nothing happens when it is in a third."""
    session.execute(
        update(Meeting).where(Meeting.id == meeting_id, Meeting.state == old).values(state=new)
    )


def let_wait(session: Session, meeting_id: str) -> None:
    """A closing meeting with too few answers waits, sealed; nothing more can come in."""
    session.execute(
        update(Meeting)
        .where(Meeting.id == meeting_id, Meeting.state == "closing")
        .values(state="pending", closes_at=None)
    )
    session.execute(delete(Slip).where(Slip.meeting_id == meeting_id))


def mark_closed(session: Session, counted: Mapping[str, int]) -> None:
    """End meetings whose answers are in a batch; `counted` is meeting id → sheets counted."""
    for meeting_id, sheets in counted.items():
        session.execute(
            update(Meeting)
            .where(Meeting.id == meeting_id)
            .values(state="closed", counted=sheets, closes_at=None, public_key=None)
        )
    remove_envelopes(session, list(counted))


def mark_destroyed(session: Session, meeting_ids: Sequence[str]) -> list[str]:
    """End those that still wait, unopened; gives which they were."""
    query = (
        update(Meeting)
        .where(Meeting.id.in_(meeting_ids), Meeting.state == "pending")
        .values(state="destroyed", public_key=None)
        .returning(Meeting.id)
    )
    ended = list(session.scalars(query))
    remove_envelopes(session, ended)
    return ended


def remove_envelopes(session: Session, meeting_ids: Sequence[str]) -> None:
    """Delete the envelopes and slips of meetings that ended."""
    session.execute(delete(Envelope).where(Envelope.meeting_id.in_(meeting_ids)))
    session.execute(delete(Slip).where(Slip.meeting_id.in_(meeting_ids)))


def add_slips(session: Session, meeting_id: str, slip_hashes: Sequence[bytes]) -> None:
    """Store the hashes of slips, in the order in which they are given."""
    if slip_hashes:
        rows = [{"slip_hash": hash_, "meeting_id": meeting_id} for hash_ in slip_hashes]
        session.execute(insert(Slip), rows)
