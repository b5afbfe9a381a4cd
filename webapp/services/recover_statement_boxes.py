"""After a crash: finish the boxes that were closing, remove their keys that should be gone."""

import logging

from webapp.db.changes.statements import change_box_state, end_box, lock_box
from webapp.db.queries.meetings import list_given_up
from webapp.db.queries.statements import list_boxes_in_state
from webapp.platform import Platform
from webapp.sealing.envelope import EnvelopeError
from webapp.services.close_statement_box import finish_closing
from webapp.services.errors import WrongStateError
from webapp.services.keep_keys import file_taken_keys
from webapp.services.publish_batch import EnvelopesMissingError

_ENDED = ("closed", "destroyed")
_NEEDS_KEY = ("open", "closing")
_CANNOT_CLOSE = (EnvelopeError, EnvelopesMissingError, WrongStateError)

log = logging.getLogger(__name__)


def recover_statement_boxes(platform: Platform) -> None:
    """Bring every box back to open with everything, or closed with everything.

    A box whose key is gone becomes `lost`, never open; it is opened when its key comes back,
    unless its round has ended.
    """
    with platform.database.reading() as session:
        states = list_boxes_in_state(session, (*_ENDED, *_NEEDS_KEY, "lost"))
        given_up = list_given_up(session)
    file_taken_keys(platform.database, platform.keystore)  # after the states, as for meetings
    for box_id, state in states.items():
        has_key = platform.keystore.has(box_id)
        if state in _ENDED:
            platform.keystore.destroy(box_id)
        elif state in _NEEDS_KEY and not has_key:
            log.error("the key of closing questions %s is not in this keystore: lost", box_id)
            _change(platform, box_id, state, "lost")
        elif box_id in given_up:
            _give_up(platform, box_id)
        elif state == "lost" and has_key:
            _change(platform, box_id, "lost", "closing")
            _finish(platform, box_id)
        elif state == "closing":
            _finish(platform, box_id)


def _change(platform: Platform, box_id: str, old: str, new: str) -> None:
    with platform.database.writing() as session:
        change_box_state(session, box_id, old, new)


def _give_up(platform: Platform, box_id: str) -> None:
    with platform.database.writing() as session:
        box = lock_box(session, box_id)
        if box is not None:
            end_box(session, box, "lost")
    platform.keystore.destroy(box_id)


def _finish(platform: Platform, box_id: str) -> None:
    try:
        finish_closing(platform.database, platform.keystore, box_id)
    except _CANNOT_CLOSE as error:
        log.error("%s cannot be closed: %s", box_id, type(error).__name__)  # noqa: TRY400  # no answers in a traceback
