"""Changing estimates, and releasing what waited for them."""

from collections.abc import Collection, Mapping

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from webapp.analysis.estimates import Rating
from webapp.db.models import AssessmentRating, Batch, Round


def add_ratings(session: Session, assessment_id: str, ratings: Mapping[str, Rating]) -> None:
    """Store what a signed estimate says; a bouwsteen of which it says nothing gets no row."""
    rows = [
        {
            "assessment_id": assessment_id,
            "block_id": block_id,
            "option_code": rating.option or "",
            "remark": rating.remark,
        }
        for block_id, rating in ratings.items()
        if rating.option or rating.remark
    ]
    if rows:
        session.execute(insert(AssessmentRating), rows)


def lock_releases(session: Session, round_id: str) -> None:
    """Until the commit nobody else releases in this round, or closes a meeting into it."""
    query = select(Round.id).where(Round.id == round_id).with_for_update(key_share=True)
    session.execute(query)


def release_batches(session: Session, batch_ids: Collection[str]) -> None:
    """Let these batches be seen."""
    session.execute(update(Batch).where(Batch.id.in_(list(batch_ids))).values(is_released=True))
