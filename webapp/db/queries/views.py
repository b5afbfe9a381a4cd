"""Reading the views of results that staff keep."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.db.models import SavedView


def list_views(session: Session, round_id: str, staff_id: str) -> list[SavedView]:
    """Somebody's own views of a round, by name."""
    query = select(SavedView).where(SavedView.round_id == round_id, SavedView.staff_id == staff_id)
    return sorted(session.scalars(query), key=lambda one: (one.name.casefold(), one.id))


def find_view(session: Session, view_id: str) -> SavedView | None:
    """The view with this id."""
    return session.get(SavedView, view_id)


def find_view_named(session: Session, round_id: str, staff_id: str, name: str) -> SavedView | None:
    """Somebody's view of a round with exactly this name."""
    query = select(SavedView).where(
        SavedView.round_id == round_id, SavedView.staff_id == staff_id, SavedView.name == name
    )
    return session.scalar(query)


def count_views(session: Session, round_id: str, staff_id: str) -> int:
    """How many views somebody keeps in a round."""
    query = select(func.count()).where(
        SavedView.round_id == round_id, SavedView.staff_id == staff_id
    )
    return session.scalar(query) or 0
