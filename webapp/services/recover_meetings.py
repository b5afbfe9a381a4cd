"""After a crash: finish what was closing, remove keys that should be gone."""

import logging
from collections.abc import Callable

from webapp.db.changes.meetings import change_state, remove_envelopes
from webapp.db.queries.meetings import list_given_up, list_ids_in_state, list_waiting_groups
from webapp.platform import Platform
from webapp.sealing.envelope import EnvelopeError
from webapp.services.close_meeting import close_meeting, pool_pending
from webapp.services.close_round import close_round
from webapp.services.errors import WrongStateError
from webapp.services.keep_keys import check_stock, claim_keystore, file_taken_keys
from webapp.services.publish_batch import EnvelopesMissingError
from webapp.services.recover_statement_boxes import recover_statement_boxes

_ENDED_STATES = ("closed", "cancelled", "destroyed")
_NEEDS_KEY = ("open", "closing", "pending")
_CANNOT_CLOSE = (EnvelopeError, EnvelopesMissingError, WrongStateError)

log = logging.getLogger(__name__)


def recover_meetings(platform: Platform) -> None:
    """Bring every meeting, and its closing questions, back to open or closed with everything.

    A meeting whose key is gone becomes `lost`, never open; it closes when its key comes back,
    unless its round has ended: no figure of that changes any more, so then it stays lost.
    One that cannot be closed (damaged) is logged and stays as it is, and stops no other.
    A host without the keystore leaves all this to the one that has it. Raises
    KeystoreUnknownError where the keystore is not the one that the database knows.
    """
    database, keystore = platform.database, platform.keystore
    if not keystore.is_here:
        return
    with database.writing() as session:
        claim_keystore(session, keystore)
    check_stock(database, keystore)
    with database.reading() as session:
        states = list_ids_in_state(session, (*_ENDED_STATES, *_NEEDS_KEY, "lost"))
        given_up = list_given_up(session)
    file_taken_keys(database, keystore)  # after the states: what was opened meanwhile is not lost
    keystore.sweep()
    for meeting_id in keystore.meeting_ids():
        if states.get(meeting_id) in _ENDED_STATES:
            keystore.destroy(meeting_id)
    for meeting_id, state in states.items():
        if meeting_id in given_up:
            _give_up(platform, meeting_id)
        else:
            _recover(platform, meeting_id, state)
    _finish_pooling(platform)
    recover_statement_boxes(platform)


def _recover(platform: Platform, meeting_id: str, state: str) -> None:
    database, keystore = platform.database, platform.keystore
    if state in _NEEDS_KEY and not keystore.has(meeting_id):
        log.error("the key of meeting %s is not in this keystore: it is lost", meeting_id)
        _change_state(platform, meeting_id, state, "lost")
    elif state == "lost" and keystore.has(meeting_id):
        _change_state(platform, meeting_id, "lost", "closing")
        _finish(meeting_id, close_meeting, database, keystore, meeting_id)
    elif state == "closing":
        _finish(meeting_id, close_meeting, database, keystore, meeting_id)


def _change_state(platform: Platform, meeting_id: str, old: str, new: str) -> None:
    with platform.database.writing() as session:
        change_state(session, meeting_id, old, new)


def _give_up(platform: Platform, meeting_id: str) -> None:
    with platform.database.writing() as session:
        remove_envelopes(session, [meeting_id])
    platform.keystore.destroy(meeting_id)


def _finish_pooling(platform: Platform) -> None:
    """What waits and suffices together is pooled; a round that was closing is closed."""
    parts = (platform.database, platform.keystore)
    with platform.database.reading() as session:
        waiting = list_waiting_groups(session)
    for round_id, _state, group_id in waiting:
        _finish(round_id, pool_pending, *parts, round_id, group_id)
    for round_id in {id_ for id_, state, _group in waiting if state == "closed"}:
        _finish(round_id, close_round, *parts, round_id)


def _finish(id_: str, end: Callable[..., object], *arguments: object) -> None:
    try:
        end(*arguments)
    except _CANNOT_CLOSE as error:
        log.error("%s cannot be closed: %s", id_, type(error).__name__)  # noqa: TRY400  # no answers in a traceback
