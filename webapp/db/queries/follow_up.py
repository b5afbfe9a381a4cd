"""Reading what a provider made of its results."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.db.models import (
    ActionPoint,
    FocusPoint,
    Meeting,
    MeetingProvider,
    Round,
    Staff,
    TeamRating,
)
from webapp.db.queries.staff import name_of


def provider_takes_part(session: Session, round_id: str, provider_id: str) -> bool:
    """Whether this round is the provider's own, or a conversation of it is about the provider."""
    round_ = session.get(Round, round_id)
    if round_ is None or round_.owner_provider_id is not None:
        return round_ is not None and round_.owner_provider_id == provider_id
    query = (
        select(Meeting.id)
        .join(MeetingProvider, MeetingProvider.meeting_id == Meeting.id)
        .where(
            Meeting.round_id == round_id,
            Meeting.state != "cancelled",
            MeetingProvider.provider_id == provider_id,
        )
        .limit(1)
    )
    return session.scalar(query) is not None


def list_focus_points(session: Session, round_id: str, provider_id: str) -> list[FocusPoint]:
    """What a provider chose after a round, in the order of the ids: whoever shows it orders it."""
    query = select(FocusPoint).where(
        FocusPoint.round_id == round_id, FocusPoint.provider_id == provider_id
    )
    return list(session.scalars(query.order_by(FocusPoint.id)))


def list_actions(session: Session, focus_ids: Iterable[str]) -> list[ActionPoint]:
    """The actions of these focus points, by date and then by id."""
    query = select(ActionPoint).where(ActionPoint.focus_id.in_(list(focus_ids)))
    return list(session.scalars(query.order_by(ActionPoint.due, ActionPoint.id)))


def list_rounds_with_focus(session: Session, provider_id: str) -> list[Round]:
    """The rounds after which this provider chose focus points, the oldest first."""
    chosen = select(FocusPoint.round_id).where(FocusPoint.provider_id == provider_id)
    query = select(Round).where(Round.id.in_(chosen))
    return list(session.scalars(query.order_by(Round.created_on, Round.id)))


def list_team_ratings(
    session: Session, round_id: str, provider_id: str
) -> list[tuple[TeamRating, str]]:
    """What its team says of each bouwsteen, with the address of who wrote it."""
    query = (
        select(TeamRating, Staff.email)
        .join(Staff, Staff.id == TeamRating.staff_id)
        .where(TeamRating.round_id == round_id, TeamRating.provider_id == provider_id)
        .order_by(TeamRating.block_id)
    )
    return [(row[0], name_of(row[1])) for row in session.execute(query)]
