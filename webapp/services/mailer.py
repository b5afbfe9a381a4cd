"""The thread of a server that sends mails: what was started goes on, also after a restart."""

import time

from webapp.db.changes.mailings import set_problem
from webapp.db.models import Mailing
from webapp.db.queries.mailings import list_going, may_go_on
from webapp.platform import Platform
from webapp.services.end_mailing import end_mailing
from webapp.services.keep_keys import file_taken_keys
from webapp.services.repeating import Repeating
from webapp.services.send_mailing import AlreadySendingError, send_mailing
from webapp.services.today import today

PAUSE_SECONDS = 2.0
FIRST_WAIT_SECONDS = 60.0
LONGEST_WAIT_SECONDS = 1800.0
KEY_GONE = "key"


def start_mailer(platform: Platform) -> "Mailer":
    """Send what waits, in a thread of this process, until it ends."""
    mailer = Mailer(platform)
    mailer.start()
    return mailer


class Mailer(Repeating):
    """Sends, tries again later what a server did not take, and ends what is over."""

    def __init__(self, platform: Platform) -> None:
        super().__init__("mailer", pause_seconds=PAUSE_SECONDS, task="sending mails")
        self._platform = platform
        self._not_before: dict[str, float] = {}
        self._wait: dict[str, float] = {}

    def look_once(self) -> None:
        """End what is over, and send what waits."""
        platform = self._platform
        end_what_is_over(platform)
        with platform.database.reading() as session:
            going = list_going(session)
        if going and platform.keystore.is_here and platform.settings.mail is not None:
            file_taken_keys(platform.database, platform.keystore)
            for mailing in going:
                if not platform.keystore.has(mailing.id):
                    self._tell_key_is_gone(mailing)
                elif self._is_due(mailing):
                    self._send(mailing)

    def _is_due(self, mailing: Mailing) -> bool:
        """At once what nobody tried, or a leader asks for again; otherwise when its time comes."""
        return mailing.problem is None or time.monotonic() >= self._not_before.get(mailing.id, 0)

    def _tell_key_is_gone(self, mailing: Mailing) -> None:
        """As after a restored backup: a leader ends it, or its last day does."""
        if mailing.problem != KEY_GONE:
            with self._platform.database.writing() as session:
                set_problem(session, mailing.id, KEY_GONE)

    def _send(self, mailing: Mailing) -> None:
        try:
            row = send_mailing(self._platform, mailing.id)
        except AlreadySendingError:
            return
        if row.is_going and row.waiting:
            is_fresh = mailing.problem is None
            wait = FIRST_WAIT_SECONDS if is_fresh else self._wait.get(mailing.id, 0) * 2
            self._wait[mailing.id] = min(max(wait, FIRST_WAIT_SECONDS), LONGEST_WAIT_SECONDS)
            self._not_before[mailing.id] = time.monotonic() + self._wait[mailing.id]


def end_what_is_over(platform: Platform) -> int:
    """End mailings whose meeting is no longer open, and those past their last day; gives how many.

    So no list of addresses outlives its use because somebody forgot it.
    """
    with platform.database.reading() as session:
        over = [
            one.id
            for one in list_going(session)
            if one.ends_on < today() or not may_go_on(session, one.id)
        ]
    for mailing_id in over:
        end_mailing(platform.database, platform.keystore, mailing_id)
    return len(over)
