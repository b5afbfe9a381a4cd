"""Changing what is known of providers."""

from collections.abc import Iterable

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from webapp.db.models import ProviderPupils


def set_pupils(session: Session, provider_id: str, counts: Iterable[tuple[int, str, int]]) -> None:
    """(school year, type, pupils), instead of all that is known of the years that are named."""
    counts = tuple(counts)
    years = {school_year for school_year, _type, _count in counts}
    forget_pupils(session, provider_id, years)
    rows = [
        {"provider_id": provider_id, "school_year": year, "type": type_, "count": count}
        for year, type_, count in counts
    ]
    if rows:
        session.execute(insert(ProviderPupils), rows)


def forget_pupils(session: Session, provider_id: str, years: Iterable[int]) -> None:
    """Take away what is known of these school years."""
    session.execute(
        delete(ProviderPupils).where(
            ProviderPupils.provider_id == provider_id,
            ProviderPupils.school_year.in_(list(years)),
        )
    )
