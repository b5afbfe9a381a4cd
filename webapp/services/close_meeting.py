"""Closing a meeting: open the envelopes together, keep one batch, destroy the key.

In four steps, each of which may be the last before a crash (see recover_meetings.py):
(a) mark it `closing`, nothing more comes in; (b) open and add up without the write lock;
(c) one short transaction writes the batch and deletes the envelopes; (d) destroy the key.
"""

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.db.changes.meetings import let_wait, lock_meeting
from webapp.db.database import Database
from webapp.db.models import Meeting
from webapp.db.queries.meetings import find_round_of, list_pending_ids, list_provider_ids
from webapp.i18n import gettext as _
from webapp.sealing.envelope import EnvelopeError
from webapp.sealing.keystore import KeyMissingError, Keystore
from webapp.services.errors import NotFoundError, WrongStateError
from webapp.services.keep_instrument import instrument_of
from webapp.services.keep_keys import file_taken_keys
from webapp.services.open_envelopes import Contents, open_envelopes
from webapp.services.publish_batch import MeetingsChangedError, publish_batch

ENDED = frozenset({"closed", "pending", "destroyed"})


class NotDueError(WrongStateError):
    """Somebody stopped the countdown before it was over."""


@dataclass(frozen=True, slots=True)
class ClosedMeeting:
    """How a meeting ended; `counted` is 0 while its envelopes wait sealed.

    `closing`: nothing more comes in, and the host with the keystore opens it within seconds.
    """

    id: str
    state: str
    received: int
    counted: int


def start_countdown(database: Database, meeting_id: str, seconds: int) -> int:
    """Let phones and screens count down; gives the moment of closing in seconds since 1970.

    A countdown that runs already goes on as it was. Raises NotFoundError, WrongStateError.
    """
    with database.writing() as session:
        meeting = _meeting(session, meeting_id, lock=True)
        if meeting.state != "open":
            raise WrongStateError(_("Dit gesprek is niet open."))
        meeting.held = None  # who was kept waiting can send in the meantime
        if meeting.closes_at is None:
            meeting.closes_at = int(time.time()) + seconds
        return meeting.closes_at


def stop_countdown(database: Database, meeting_id: str) -> None:
    """Keep the meeting open after all. Raises NotFoundError, WrongStateError when too late."""
    with database.writing() as session:
        meeting = _meeting(session, meeting_id, lock=True)
        if meeting.state != "open":
            raise WrongStateError(_("Te laat: dit gesprek is al gesloten."))
        meeting.closes_at = None


def close_meeting(
    database: Database, keystore: Keystore, meeting_id: str, *, due_at: int | None = None
) -> ClosedMeeting:
    """Close now; a meeting that ended before tells how. Raises NotFoundError, WrongStateError.

    With `due_at` (seconds since 1970) an open meeting closes only if its countdown is over then:
    NotDueError when somebody stopped it just now.

    Fewer answers than the round's threshold stay sealed: the meeting becomes `pending`, and is
    pooled with others of the same round, group and providers as soon as they suffice together.
    A host without the keystore only marks it, and tells that it is `closing`.
    """
    if not _mark_closing(database, meeting_id, due_at):
        return outcome_of(database, meeting_id)
    if not keystore.is_here:
        return _asked_for(database, meeting_id)
    file_taken_keys(database, keystore)
    if not keystore.has(meeting_id):  # another process closed it just now, or it is lost
        return outcome_of(database, meeting_id)
    with database.reading() as session:
        round_ = find_round_of(session, meeting_id)
        group_id = _meeting(session, meeting_id).group_id
        opened = _open_if_enough(session, keystore, [meeting_id], round_.min_group_size)
    if opened:
        with suppress(MeetingsChangedError):  # another process was first: its batch stands
            _publish(database, keystore, opened, state="closing")
    elif keystore.has(meeting_id):
        _mark_pending(database, meeting_id)
        pool_pending(database, keystore, round_.id, group_id)
    return outcome_of(database, meeting_id)


def pool_pending(database: Database, keystore: Keystore, round_id: str, group_id: str) -> None:
    """Pool pending meetings of the same providers wherever they suffice together."""
    while True:
        try:
            for meeting_ids in _pending_by_providers(database, round_id, group_id):
                pool_meetings(database, keystore, meeting_ids)
        except MeetingsChangedError:
            continue  # another process pooled some of them: look again at what is left
        return


def pool_meetings(
    database: Database, keystore: Keystore, meeting_ids: list[str], *, keep_providers: bool = True
) -> bool:
    """Make one batch of pending meetings of one round and group; False when still too few.

    Without `keep_providers` the batch belongs to no provider. Raises MeetingsChangedError when
    another process ended one of them first; then nothing was changed.
    """
    with database.reading() as session:
        round_ = find_round_of(session, meeting_ids[0])
        opened = _open_if_enough(session, keystore, meeting_ids, round_.min_group_size)
    if not opened:
        return False
    _publish(database, keystore, opened, state="pending", keep_providers=keep_providers)
    return True


def outcome_of(database: Database, meeting_id: str) -> ClosedMeeting:
    """How a meeting ended. Raises WrongStateError when it did not."""
    with database.reading() as session:
        meeting = _meeting(session, meeting_id)
        if meeting.state == "cancelled":
            raise WrongStateError(_("Dit gesprek is geannuleerd: er valt niets te sluiten."))
        if meeting.state not in ENDED:
            raise WrongStateError(
                _("De sleutel van dit gesprek is hier niet: het kan nu niet sluiten.")
            )
        return ClosedMeeting(meeting.id, meeting.state, meeting.received, meeting.counted or 0)


def _asked_for(database: Database, meeting_id: str) -> ClosedMeeting:
    with database.reading() as session:
        meeting = _meeting(session, meeting_id)
        return ClosedMeeting(meeting.id, meeting.state, meeting.received, meeting.counted or 0)


def _mark_closing(database: Database, meeting_id: str, due_at: int | None = None) -> bool:
    """Step (a). False when the meeting is not open or closing."""
    with database.writing() as session:
        meeting = _meeting(session, meeting_id, lock=True)
        if meeting.state not in ("open", "closing"):
            return False
        if meeting.state == "open" and due_at is not None:
            _check_due(meeting.closes_at, due_at)
        meeting.state, meeting.held = "closing", None
        return True


def _check_due(closes_at: int | None, due_at: int) -> None:
    if closes_at is None or closes_at > due_at:
        raise NotDueError(_("Het aftellen is gestopt: dit gesprek blijft open."))


def _mark_pending(database: Database, meeting_id: str) -> None:
    with database.writing() as session:
        let_wait(session, meeting_id)


def _pending_by_providers(database: Database, round_id: str, group_id: str) -> list[list[str]]:
    """Ids of pending meetings, together where they are about the same providers."""
    by_providers: dict[tuple[str, ...], list[str]] = {}
    with database.reading() as session:
        for meeting_id in list_pending_ids(session, round_id, group_id):
            by_providers.setdefault(list_provider_ids(session, meeting_id), []).append(meeting_id)
    return list(by_providers.values())


def _open_if_enough(
    session: Session, keystore: Keystore, meeting_ids: Iterable[str], min_group_size: int
) -> dict[str, Contents]:
    """Meeting id → contents, of those whose key is here; nothing where they are too few together.

    Where fewer came in than that, no envelope is opened: people are told that it is not. Without
    the meetings whose key is gone, lost or ended elsewhere. Raises EnvelopeError for what is
    damaged while its key is there.
    """
    here = [_meeting(session, id_) for id_ in meeting_ids if keystore.has(id_)]
    if sum(meeting.received for meeting in here) < min_group_size:
        return {}
    opened = _open_those_with_a_key(session, keystore, [meeting.id for meeting in here])
    is_enough = sum(part.counted for part in opened.values()) >= min_group_size
    return opened if is_enough else {}


def _open_those_with_a_key(
    session: Session, keystore: Keystore, meeting_ids: Iterable[str]
) -> dict[str, Contents]:
    opened = {}
    for meeting_id in meeting_ids:
        try:
            opened[meeting_id] = open_envelopes(session, keystore, meeting_id)
        except KeyMissingError:
            continue
        except EnvelopeError:
            if keystore.has(meeting_id):
                raise
            # another process destroyed the key while we were reading it
    return opened


def _publish(
    database: Database,
    keystore: Keystore,
    opened: dict[str, Contents],
    *,
    state: str,
    keep_providers: bool = True,
) -> None:
    """Steps (c) and (d). Raises MeetingsChangedError when another process was first."""
    some_id = next(iter(opened))
    with database.writing() as session:
        meeting = _meeting(session, some_id)
        round_ = find_round_of(session, some_id)
        publish_batch(
            session,
            round_,
            instrument_of(session, round_.instrument_hash),
            opened,
            group_id=meeting.group_id,
            provider_ids=list_provider_ids(session, some_id) if keep_providers else (),
            state=state,
        )
    for meeting_id in opened:
        keystore.destroy(meeting_id)


def _meeting(session: Session, meeting_id: str, *, lock: bool = False) -> Meeting:
    found = lock_meeting(session, meeting_id) if lock else session.get(Meeting, meeting_id)
    if found is None:
        raise NotFoundError(_("Er is geen gesprek %(id)s.", id=meeting_id))
    return found
