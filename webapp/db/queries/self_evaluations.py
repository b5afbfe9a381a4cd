"""Reading the rounds that providers began for themselves, and whether they are shared."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.db.models import (
    Provider,
    Round,
    RoundDraft,
    RoundShare,
    StaffProvider,
)
from webapp.db.queries.staff import works_for


class OwnedRound(NamedTuple):
    """A self-evaluation, with the name of its provider."""

    round: Round
    provider_name: str


def is_shared(session: Session, round_id: str) -> bool:
    """Whether a self-evaluation is shared with the inspectorate now."""
    return find_share(session, round_id) is not None


def find_share(session: Session, round_id: str) -> RoundShare | None:
    """The sharing that goes on."""
    return session.scalars(
        select(RoundShare).where(RoundShare.round_id == round_id, RoundShare.stopped_on.is_(None))
    ).first()


def list_shared_rounds(session: Session) -> list[OwnedRound]:
    """What providers share with the inspectorate, by name of the provider."""
    query = (
        select(Round, Provider.name)
        .join(Provider, Provider.id == Round.owner_provider_id)
        .join(RoundShare, RoundShare.round_id == Round.id)
        .where(RoundShare.stopped_on.is_(None))
        .order_by(Provider.name, Round.created_on.desc(), Round.id)
    )
    return [OwnedRound(*row) for row in session.execute(query)]


def list_rounds_led_by(session: Session, staff_id: str) -> list[OwnedRound]:
    """The self-evaluations of the providers that somebody works for: open ones, then the newest."""
    query = (
        select(Round, Provider.name)
        .join(Provider, Provider.id == Round.owner_provider_id)
        .join(StaffProvider, StaffProvider.provider_id == Provider.id)
        .where(StaffProvider.staff_id == staff_id)
        .order_by(Round.state.desc(), Round.created_on.desc(), Round.title, Round.id)
    )
    return [OwnedRound(*row) for row in session.execute(query)]


def list_rounds_of_owner(session: Session, provider_id: str) -> list[Round]:
    """The self-evaluations of one provider, the newest first."""
    query = select(Round).where(Round.owner_provider_id == provider_id)
    return list(session.scalars(query.order_by(Round.created_on.desc(), Round.id)))


def is_own_draft(session: Session, draft_id: str, staff_id: str) -> bool:
    """Whether somebody prepares this self-evaluation, or leads it since it was started."""
    draft = session.get(RoundDraft, draft_id)
    if draft is not None:
        return draft.staff_id == staff_id and works_for(session, draft.provider_id, staff_id)
    round_ = session.get(Round, draft_id)
    owner = round_.owner_provider_id if round_ else None
    return owner is not None and works_for(session, owner, staff_id)


def list_drafts(session: Session, staff_id: str) -> list[tuple[RoundDraft, str]]:
    """What somebody is preparing, each with the name of the provider; the newest first."""
    query = (
        select(RoundDraft, Provider.name)
        .join(Provider, Provider.id == RoundDraft.provider_id)
        .where(RoundDraft.staff_id == staff_id)
        .order_by(RoundDraft.changed_on.desc(), RoundDraft.id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]
