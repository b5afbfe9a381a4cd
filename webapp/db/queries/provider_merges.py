"""Reading which providers were merged."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.db.models import ProviderMerge


def list_active_merges(session: Session) -> list[ProviderMerge]:
    """Those that were not undone, the oldest first."""
    query = select(ProviderMerge).where(ProviderMerge.undone_on.is_(None))
    return list(session.scalars(query.order_by(ProviderMerge.place)))


def list_merges_into(session: Session, provider_id: str) -> list[ProviderMerge]:
    """What was merged into this provider, also what was undone; the newest first."""
    query = select(ProviderMerge).where(ProviderMerge.kept_id == provider_id)
    return list(session.scalars(query.order_by(ProviderMerge.place.desc())))


def next_place(session: Session) -> int:
    """The place of the next merge; the caller holds the providers."""
    return (session.scalar(select(func.max(ProviderMerge.place))) or 0) + 1
