"""What is due: meetings whose countdown is over close, also when nobody looks at a screen."""

import time
from collections.abc import Iterable

from webapp.db.queries.meetings import list_due_ids, list_ids_in_state, list_waiting_groups
from webapp.db.queries.statements import list_boxes_in_state
from webapp.platform import Platform
from webapp.services.close_meeting import NotDueError, close_meeting
from webapp.services.close_round import close_round
from webapp.services.close_statement_box import finish_closing
from webapp.services.erase_round import erase_due_rounds
from webapp.services.keep_keys import destroy_ended_keys, file_taken_keys, fill_stock
from webapp.services.repeating import Repeating

PAUSE_SECONDS = 1.0
STUCK_SECONDS = 2.0  # a closing of 10,000 envelopes takes less than one; twice does no harm
_LOOKS_BETWEEN_KEYS = 10
_LOOKS_BETWEEN_ERASURES = 60


def close_due_meetings(platform: Platform) -> int:
    """Close every meeting whose countdown is over and whose key is here; gives how many.

    A host without the keystore marks them, so that nothing more comes in; the host that has it
    opens them. Raises what closing one raised, after the others were closed.
    """
    now = int(time.time())
    if platform.keystore.is_here:
        file_taken_keys(platform.database, platform.keystore)
    with platform.database.reading() as session:
        due = list_due_ids(session, now)
    return _close_all(platform, due, now)


def start_timer(platform: Platform) -> "Timer":
    """Look every second at what is due, in a thread of this process, until it ends."""
    timer = Timer(platform)
    timer.start()
    return timer


class Timer(Repeating):
    """Closes and erases what is due, and finishes what another process left half closed."""

    def __init__(self, platform: Platform) -> None:
        super().__init__("timer", pause_seconds=PAUSE_SECONDS, task="closing what is due")
        self._platform = platform
        self._closing_since: dict[str, float] = {}
        self._looks = 0

    def look_once(self) -> None:
        """Close what is due; where the keys are also what others left, and old rounds."""
        close_due_meetings(self._platform)
        if self._platform.keystore.is_here:
            self._keep_keys()
            self._finish_stuck()
            if self._looks % _LOOKS_BETWEEN_ERASURES == 1:
                erase_due_rounds(self._platform)

    def _keep_keys(self) -> None:
        parts = (self._platform.database, self._platform.keystore)
        fill_stock(*parts)
        if self._looks % _LOOKS_BETWEEN_KEYS == 0:
            destroy_ended_keys(*parts)
        self._looks += 1

    def _finish_stuck(self) -> None:
        """What stays `closing` was asked for by a host without the keystore, or left by a crash."""
        now = time.monotonic()
        with self._platform.database.reading() as session:
            closing = list_ids_in_state(session, ("closing",))
            boxes = list_boxes_in_state(session, ("closing",))
            waiting = list_waiting_groups(session)
        rounds = {id_ for id_, state, _group in waiting if state == "closed"}
        ending = (*closing, *boxes, *rounds)
        self._closing_since = {id_: self._closing_since.get(id_, now) for id_ in ending}
        stuck = [id_ for id_, since in self._closing_since.items() if now - since >= STUCK_SECONDS]
        _close_all(self._platform, [id_ for id_ in stuck if id_ in closing], int(time.time()))
        for box_id in boxes:
            if box_id in stuck and self._platform.keystore.has(box_id):
                finish_closing(self._platform.database, self._platform.keystore, box_id)
        for round_id in rounds.intersection(stuck):
            close_round(self._platform.database, self._platform.keystore, round_id)


def _close_all(platform: Platform, meeting_ids: Iterable[str], now: int) -> int:
    has_key = platform.keystore.has if platform.keystore.is_here else lambda _meeting_id: True
    ours = [meeting_id for meeting_id in meeting_ids if has_key(meeting_id)]
    closed, errors = 0, []
    for meeting_id in ours:
        try:
            close_meeting(platform.database, platform.keystore, meeting_id, due_at=now)
            closed += 1
        except NotDueError:
            continue  # somebody kept it open after all
        except Exception as error:  # noqa: BLE001  # one that fails must not keep others open
            errors.append(error)
    if errors:
        raise errors[0]
    return closed
