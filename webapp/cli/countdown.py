"""Waiting at the command line while phones and screens count down."""

import math
import time

from webapp.cli.output import say
from webapp.db.queries.meetings import find_meeting
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.platform import Platform
from webapp.services.close_meeting import (
    ClosedMeeting,
    outcome_of,
    start_countdown,
    stop_countdown,
)
from webapp.services.errors import WrongStateError

_LONGEST_WAIT = 60  # seconds
_TOLD_EVERY = 10  # seconds; the last ones are told one by one


def wait_for_closing(platform: Platform, meeting_id: str) -> None:
    """Start the countdown, or join one that runs, and return when it is over.

    Raises NotFoundError, and WrongStateError when the leader stopped it. A server that is
    running may close the meeting a moment before us: closing again tells the same outcome.

    Ctrl-C stops a countdown that began here: what was broken off must not close after all.
    """
    if _has_ended(platform, meeting_id):
        return
    is_ours = not _counts_already(platform, meeting_id)
    closes_at = start_countdown(platform.database, meeting_id, platform.settings.countdown_seconds)
    try:
        _count_down(platform, meeting_id, closes_at)
    except KeyboardInterrupt:
        if not is_ours:
            raise
        stop_countdown(platform.database, meeting_id)
        raise _stopped() from None


def _count_down(platform: Platform, meeting_id: str, closes_at: int) -> None:
    told = None
    while (left := math.ceil(closes_at - time.time())) > 0:
        if told is None or left <= _TOLD_EVERY or told - left >= _TOLD_EVERY:
            say(ngettext("Nog %(n)s seconde.", "Nog %(n)s seconden.", left))
            told = left
        time.sleep(min(1.0, max(0.0, closes_at - time.time())))
        if not _still_counts(platform, meeting_id):
            return


def wait_for_keys(platform: Platform, meeting_id: str) -> ClosedMeeting:
    """On a host without the keystore: how it ended once the host that has it opened everything.

    Raises WrongStateError when that takes longer than a minute.
    """
    say(_("Er komt niets meer bij. Wachten op de server met de sleutels …"))
    end = time.monotonic() + _LONGEST_WAIT
    while not _has_ended(platform, meeting_id):
        if time.monotonic() > end:
            raise WrongStateError(
                _(
                    "De server met de sleutels antwoordt niet. Er gaat niets verloren: hij sluit"
                    " het gesprek zodra hij er weer is."
                )
            )
        time.sleep(0.2)
    return outcome_of(platform.database, meeting_id)


def _has_ended(platform: Platform, meeting_id: str) -> bool:
    with platform.database.reading() as session:
        found = find_meeting(session, meeting_id)
        return found is not None and found.meeting.state not in ("open", "closing")


def _counts_already(platform: Platform, meeting_id: str) -> bool:
    with platform.database.reading() as session:
        found = find_meeting(session, meeting_id)
        return found is not None and found.meeting.closes_at is not None


def _stopped() -> WrongStateError:
    return WrongStateError(_("Het aftellen is gestopt: het gesprek blijft open."))


def _still_counts(platform: Platform, meeting_id: str) -> bool:
    with platform.database.reading() as session:
        found = find_meeting(session, meeting_id)
        if found is None or found.meeting.state != "open":
            return False
        if found.meeting.closes_at is None:
            raise _stopped()
        return True
