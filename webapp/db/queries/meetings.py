"""Reading meetings: what closing, the leader's page and a participant's phone need."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from webapp.db.models import Meeting, MeetingProvider, Provider, Round, Slip, StatementBox


class MeetingRow(NamedTuple):
    """A meeting as pages show it, with its round and the names of its providers."""

    meeting: Meeting
    round: Round
    provider_names: tuple[str, ...]


class Standing(NamedTuple):
    """What phones ask of a meeting again and again; `closes_at` in seconds since 1970.

    `questions`: whether its closing questions are open.
    """

    state: str
    held: str | None
    closes_at: int | None
    expected: int | None
    questions: bool = False


# Made once: a phone that comes in costs one statement, and that one is not made anew each time.
_FOUND: Select[Meeting, Round, str | None] = (
    select(Meeting, Round, Provider.name)
    .join(Round, Meeting.round_id == Round.id)
    .outerjoin(MeetingProvider, MeetingProvider.meeting_id == Meeting.id)
    .outerjoin(Provider, MeetingProvider.provider_id == Provider.id)
    .order_by(Provider.name)
)
_BY_ID = _FOUND.where(Meeting.id == bindparam("meeting_id"))
_BY_CODE = _FOUND.where(Meeting.join_code == bindparam("join_code"))
_BY_SLIP = _FOUND.join(Slip, Slip.meeting_id == Meeting.id).where(
    Slip.slip_hash == bindparam("slip_hash")
)
_STANDING = select(
    *(Meeting.state, Meeting.held, Meeting.closes_at, Meeting.expected),
    exists().where(StatementBox.meeting_id == Meeting.id, StatementBox.state == "open"),
).where(Meeting.id == bindparam("meeting_id"))


def find_meeting(session: Session, meeting_id: str) -> MeetingRow | None:
    """The meeting with this id."""
    return _find(session, _BY_ID, {"meeting_id": meeting_id})


def find_meeting_by_code(session: Session, join_code: str) -> MeetingRow | None:
    """The meeting that a room code leads to, whatever its state."""
    return _find(session, _BY_CODE, {"join_code": join_code})


def find_meeting_by_slip(session: Session, slip_hash: bytes) -> MeetingRow | None:
    """The meeting that a slip belongs to; slips are gone once it is closed."""
    return _find(session, _BY_SLIP, {"slip_hash": slip_hash})


def find_standing(session: Session, meeting_id: str) -> Standing:
    """How a meeting that exists stands."""
    return Standing(*session.execute(_STANDING, {"meeting_id": meeting_id}).one())


def list_meetings(session: Session, round_id: str) -> list[MeetingRow]:
    """The meetings of a round by day, group and names; never by how many came."""
    query = select(Meeting, Round).join(Round).where(Meeting.round_id == round_id)
    rows = session.execute(query).all()
    names = _provider_names(session, [row.Meeting.id for row in rows])
    meetings = [MeetingRow(row.Meeting, row.Round, names.get(row.Meeting.id, ())) for row in rows]
    return sorted(
        meetings, key=lambda row: (row.meeting.day, row.provider_names, row.meeting.group_id)
    )


def list_provider_ids(session: Session, meeting_id: str) -> tuple[str, ...]:
    """The providers of a meeting, in the order of their ids."""
    query = (
        select(MeetingProvider.provider_id)
        .where(MeetingProvider.meeting_id == meeting_id)
        .order_by(MeetingProvider.provider_id)
    )
    return tuple(session.scalars(query))


def list_pending_ids(session: Session, round_id: str, group_id: str) -> list[str]:
    """The meetings of a round and group that wait to be pooled."""
    query = (
        select(Meeting.id)
        .where(
            Meeting.round_id == round_id, Meeting.group_id == group_id, Meeting.state == "pending"
        )
        .order_by(Meeting.id)
    )
    return list(session.scalars(query))


def list_pending_by_group(session: Session, round_id: str) -> dict[str, list[str]]:
    """Group id → the meetings of a round that wait to be pooled."""
    query = (
        select(Meeting.group_id, Meeting.id)
        .where(Meeting.round_id == round_id, Meeting.state == "pending")
        .order_by(Meeting.group_id, Meeting.id)
    )
    by_group: dict[str, list[str]] = {}
    for group_id, meeting_id in session.execute(query):
        by_group.setdefault(group_id, []).append(meeting_id)
    return by_group


def list_waiting_groups(session: Session) -> list[tuple[str, str, str]]:
    """(round id, state of the round, group id) wherever a meeting waits to be pooled."""
    query = (
        select(Round.id, Round.state, Meeting.group_id)
        .join(Meeting)
        .where(Meeting.state == "pending")
        .distinct()
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def count_unfinished(session: Session, round_id: str) -> int:
    """How many meetings of a round are open or being closed."""
    query = (
        select(func.count())
        .select_from(Meeting)
        .where(Meeting.round_id == round_id, Meeting.state.in_(("open", "closing")))
    )
    return session.scalar(query) or 0


def has_meetings(session: Session, round_id: str) -> bool:
    """Whether a round has had any meeting, also one that was only planned or was cancelled."""
    return (
        session.scalar(select(Meeting.id).where(Meeting.round_id == round_id).limit(1)) is not None
    )


def find_round_of(session: Session, meeting_id: str) -> Round:
    """The round of a meeting that exists."""
    return session.scalars(select(Round).join(Meeting).where(Meeting.id == meeting_id)).one()


def list_due_ids(session: Session, now: int) -> list[str]:
    """The meetings whose countdown is over; `now` in seconds since 1970."""
    query = select(Meeting.id).where(Meeting.state == "open", Meeting.closes_at <= now)
    return list(session.scalars(query))


def list_ids_in_state(session: Session, states: Iterable[str]) -> dict[str, str]:
    """Meeting id → state, for the meetings in one of these states."""
    query = select(Meeting.id, Meeting.state).where(Meeting.state.in_(list(states)))
    return {row.id: row.state for row in session.execute(query)}


def list_given_up(session: Session) -> set[str]:
    """The meetings and closing questions whose key is lost, and whose round has ended since."""
    closed = select(Meeting.id).join(Round).where(Round.state == "closed")
    boxes = select(StatementBox.id).where(
        StatementBox.meeting_id.in_(closed), StatementBox.state == "lost"
    )
    return set(session.scalars(closed.where(Meeting.state == "lost").union_all(boxes)))


def _find(
    session: Session,
    query: Select[Meeting, Round, str | None],
    values: Mapping[str, str | bytes],
) -> MeetingRow | None:
    rows = session.execute(query, values).all()
    if not rows:
        return None
    names = tuple(name for _meeting, _round, name in rows if name is not None)
    return MeetingRow(rows[0][0], rows[0][1], names)


def _provider_names(session: Session, meeting_ids: list[str]) -> dict[str, tuple[str, ...]]:
    query = (
        select(MeetingProvider.meeting_id, Provider.name)
        .join(Provider)
        .where(MeetingProvider.meeting_id.in_(meeting_ids))
        .order_by(Provider.name)
    )
    names: dict[str, tuple[str, ...]] = {}
    for row in session.execute(query):
        names[row.meeting_id] = (*names.get(row.meeting_id, ()), row.name)
    return names
