"""Waiting at the command line while phones and screens count down."""

import math
import time

from webapp.cli.output import say
from webapp.db.queries.meetings import find_meeting
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.platform import Platform
from webapp.services.close_meeting import start_countdown
from webapp.services.errors import WrongStateError

_TOLD_EVERY = 10  # seconds; the last ones are told one by one


def wait_for_closing(platform: Platform, meeting_id: str) -> None:
    """Start the countdown, or join one that runs, and return when it is over.

    Raises NotFoundError, and WrongStateError when the leader stopped it. A server that is
    running may close the meeting a moment before us: closing again tells the same outcome.
    """
    if _has_ended(platform, meeting_id):
        return
    closes_at = start_countdown(platform.database, meeting_id, platform.settings.countdown_seconds)
    told = None
    while (left := math.ceil(closes_at - time.time())) > 0:
        if told is None or left <= _TOLD_EVERY or told - left >= _TOLD_EVERY:
            say(ngettext("Nog %(n)s seconde.", "Nog %(n)s seconden.", left))
            told = left
        time.sleep(min(1.0, max(0.0, closes_at - time.time())))
        if not _still_counts(platform, meeting_id):
            return


def _has_ended(platform: Platform, meeting_id: str) -> bool:
    with platform.database.reading() as session:
        found = find_meeting(session, meeting_id)
        return found is not None and found.meeting.state not in ("open", "closing")


def _still_counts(platform: Platform, meeting_id: str) -> bool:
    with platform.database.reading() as session:
        found = find_meeting(session, meeting_id)
        if found is None or found.meeting.state != "open":
            return False
        if found.meeting.closes_at is None:
            raise WrongStateError(_("Het aftellen is gestopt: het gesprek blijft open."))
        return True
