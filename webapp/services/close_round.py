"""Closing a round: what waits is pooled over all providers or destroyed unopened."""

from dataclasses import dataclass

from webapp.db.changes.meetings import mark_destroyed
from webapp.db.database import Database
from webapp.db.models import Round
from webapp.db.queries.meetings import count_unfinished, list_pending_by_group
from webapp.db.queries.statements import count_unfinished_boxes
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.sealing.keystore import Keystore
from webapp.services.close_meeting import pool_meetings, pool_pending
from webapp.services.errors import WrongStateError
from webapp.services.existing import existing_round
from webapp.services.keep_keys import file_taken_keys
from webapp.services.publish_batch import MeetingsChangedError
from webapp.services.release_estimated import release_estimated


@dataclass(frozen=True, slots=True)
class ClosedRound:
    """What became of the meetings that waited: pooled into batches, or destroyed unopened.

    `waiting`: how many wait for the host with the keystore, which does it within seconds.
    """

    id: str
    state: str
    pooled: int
    destroyed: int
    waiting: int = 0


def close_round(database: Database, keystore: Keystore, round_id: str) -> ClosedRound:
    """Freeze the round; safe to do again after a crash. Raises NotFoundError, WrongStateError."""
    if keystore.is_here:
        file_taken_keys(database, keystore)
        _refuse_without_keys(database, keystore, round_id)
    _freeze(database, round_id)
    waiting = _pending_by_group(database, round_id)
    if waiting and not keystore.is_here:
        return ClosedRound(round_id, "closed", 0, 0, waiting=sum(map(len, waiting.values())))
    destroyed = 0
    for group_id in waiting:
        pool_pending(database, keystore, round_id, group_id)
        destroyed += _pool_or_destroy(database, keystore, round_id, group_id)
    with database.writing() as session:
        release_estimated(session, session.get_one(Round, round_id))
    pooled = sum(map(len, waiting.values())) - destroyed
    return ClosedRound(round_id, "closed", pooled, destroyed)


def _refuse_without_keys(database: Database, keystore: Keystore, round_id: str) -> None:
    """Answers whose key lies on another machine must not be destroyed as if they were too few."""
    without_key = {
        meeting_id
        for meeting_ids in _pending_by_group(database, round_id).values()
        for meeting_id in meeting_ids
        if not keystore.has(meeting_id)
    }
    # asked again: another process may have ended one, key and all, while we looked
    still_pending = {id_ for ids in _pending_by_group(database, round_id).values() for id_ in ids}
    if without_key & still_pending:
        raise WrongStateError(
            _(
                "De sleutel van een gesprek dat nog wacht, is hier niet (%(ids)s). Sluit de ronde"
                " op de machine met de sleutels. Is een sleutel echt weg, herstart dan eerst de"
                " server.",
                ids=", ".join(sorted(without_key & still_pending)),
            )
        )


def _pool_or_destroy(database: Database, keystore: Keystore, round_id: str, group_id: str) -> int:
    """End what is left of a group, over all providers; gives how many were destroyed."""
    while left := _pending_by_group(database, round_id).get(group_id):
        try:
            if not pool_meetings(database, keystore, left, keep_providers=False):
                return _destroy(database, keystore, left)
        except MeetingsChangedError:
            continue  # another process ended some of them: look again at what is left
    return 0


def _freeze(database: Database, round_id: str) -> None:
    with database.writing() as session:
        round_ = existing_round(session, round_id)
        still_open = count_unfinished(session, round_id)
        if still_open:
            raise WrongStateError(
                ngettext(
                    "Er is nog %(n)s gesprek open. Sluit of annuleer het eerst.",
                    "Er zijn nog %(n)s gesprekken open. Sluit of annuleer ze eerst.",
                    still_open,
                )
            )
        boxes = count_unfinished_boxes(session, round_id)
        if boxes:
            raise WrongStateError(
                ngettext(
                    "Bij %(n)s gesprek staan de slotvragen nog open. Sluit ze eerst.",
                    "Bij %(n)s gesprekken staan de slotvragen nog open. Sluit ze eerst.",
                    boxes,
                )
            )
        round_.state = "closed"


def _pending_by_group(database: Database, round_id: str) -> dict[str, list[str]]:
    with database.reading() as session:
        return list_pending_by_group(session, round_id)


def _destroy(database: Database, keystore: Keystore, meeting_ids: list[str]) -> int:
    """End those that still wait; gives how many that were."""
    with database.writing() as session:
        ended = mark_destroyed(session, meeting_ids)
    for meeting_id in ended:
        keystore.destroy(meeting_id)
    return len(ended)
