"""Releasing the groups of visits whose estimates are signed, where the round says so."""

from sqlalchemy.orm import Session

from webapp.analysis.estimates import estimated_group
from webapp.db.changes.estimates import lock_releases, release_batches
from webapp.db.models import Round
from webapp.db.queries.assessments import (
    list_held_batches,
    list_unestimated,
    list_without_conversation,
)
from webapp.services.keep_instrument import instrument_of


def release_estimated(session: Session, round_: Round) -> tuple[str, ...]:
    """Release every batch of which all visits have their final estimates; gives their ids.

    Called inside the transaction that signs, closes or cancels: whichever comes last releases.
    The round is held until the commit, so that of a signing and a closing at the same moment
    one sees the other. A batch that came from no visit waits on. A visit in which nobody spoke
    for the provider waits as long as that conversation can still come: while the round is open.
    A regional meeting of several small providers has none and waits for nothing.
    """
    if round_.release != "estimate":
        return ()
    session.flush()
    lock_releases(session, round_.id)
    held = list_held_batches(session, round_.id)
    group = estimated_group(instrument_of(session, round_.instrument_hash))
    visit_ids = set().union(*held.values())
    waiting = list_unestimated(session, group.id, visit_ids)
    if round_.state == "open":
        waiting |= list_without_conversation(session, group.id, visit_ids)
    due = tuple(batch_id for batch_id, visits in held.items() if not visits & waiting)
    if due:
        release_batches(session, due)
    return due
