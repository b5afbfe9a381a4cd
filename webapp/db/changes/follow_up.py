"""Changing what a provider made of its results."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.db.models import ActionPoint, FocusPoint, Provider


def lock_provider(session: Session, provider_id: str) -> Provider | None:
    """The provider, held until the commit: its people change one thing at a time.

    Conversations about it go on meanwhile.
    """
    return session.get(Provider, provider_id, with_for_update={"key_share": True})


def remove_focus_point(session: Session, focus: FocusPoint) -> None:
    """Delete a focus point with its actions."""
    session.execute(delete(ActionPoint).where(ActionPoint.focus_id == focus.id))
    session.delete(focus)
