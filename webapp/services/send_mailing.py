"""Sending the mails of a mailing: each one committed once the server took it, so that it can be
broken off at any moment and taken up again by another process.
"""

import fcntl
import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from webapp.db.changes.mailings import mark_recipient, set_problem
from webapp.db.models import MailingRecipient, Meeting
from webapp.db.queries.mailings import MailingRow, find_mailing, list_waiting, may_go_on
from webapp.i18n import gettext as _
from webapp.mail.message import make_message
from webapp.mail.smtp import (
    Connection,
    LaterError,
    RefusedAddressError,
    ServerProblemError,
    connected,
)
from webapp.mail.texts import SLIPS
from webapp.mail_server import MailServer
from webapp.platform import Platform
from webapp.sealing.mailing import MailingSecret
from webapp.services.end_mailing import end_mailing
from webapp.services.errors import NotFoundError, WrongStateError
from webapp.services.keep_keys import file_taken_keys
from webapp.services.mailing_texts import Mails, mails_of

MOST_TRIES = 6
LATER = "later"

Told = Callable[[int], None]  # how many were handed over in this pass


class AlreadySendingError(WrongStateError):
    """Another process of this host sends mails now."""


def send_mailing(platform: Platform, mailing_id: str, told: Told | None = None) -> MailingRow:
    """Offer everybody who waits to the mail server once; gives how it stands then.

    Whom the server asks to offer later keeps waiting, and `problem` says that there are. When
    nobody waits and nobody was refused, the mailing ends and is forgotten. Raises
    AlreadySendingError, NotFoundError, WrongStateError, KeyMissingError.
    """
    server = platform.settings.mail
    if server is None:
        raise WrongStateError(_("Er is geen mailserver ingesteld: geef MAIL_HOST en MAIL_FROM."))
    with only_sender(platform.settings.home):
        file_taken_keys(platform.database, platform.keystore)
        row = _find(platform, mailing_id)
        if not row.is_going:
            return row
        problem = _Pass(platform, server, row, told or (lambda _number: None)).run()
        with platform.database.writing() as session:
            left = bool(list_waiting(session, mailing_id))
            set_problem(session, mailing_id, problem or (LATER if left else None))
        row = _find(platform, mailing_id)
        if row.is_going and not row.waiting and not row.refused:
            row = end_mailing(platform.database, platform.keystore, mailing_id)
        return row


@contextmanager
def only_sender(home: Path) -> Iterator[None]:
    """Nobody else of this host sends meanwhile; a killed process lets go by itself.

    Raises AlreadySendingError.
    """
    descriptor = os.open(home / "mailing.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadySendingError(
                _("De server verstuurt nu zelf mails: dit komt vanzelf aan de beurt.")
            ) from None
        yield
    finally:
        os.close(descriptor)


class _Pass:
    """One time through everybody who waits."""

    def __init__(self, platform: Platform, server: MailServer, row: MailingRow, told: Told) -> None:
        self._database, self._server, self._told = platform.database, server, told
        self._id, self._meeting_id = row.mailing.id, row.mailing.meeting_id
        self._secret = MailingSecret.opened(
            row.mailing.sealed_secret or b"", platform.keystore.get(self._id)
        )
        with self._database.reading() as session:
            meeting = session.get_one(Meeting, self._meeting_id)
            self._mails: Mails = mails_of(session, meeting, row.mailing.kind)
            self._waiting = deque(list_waiting(session, self._id))
        self._handed = 0

    def run(self) -> str | None:
        """Gives what is wrong with the server; None: everybody was offered, or it was ended."""
        try:
            while self._waiting:
                before = self._handed
                with connected(self._server) as connection:
                    problem = self._hand_over(connection)
                if problem is not None and (problem != "unreachable" or self._handed == before):
                    return problem
        except ServerProblemError as error:
            return error.why
        return None

    def _hand_over(self, connection: Connection) -> str | None:
        """On one connection, until the server hangs up or nobody waits."""
        while self._waiting:
            with self._database.reading() as session:
                if not may_go_on(session, self._id):
                    self._waiting.clear()
                    return None
            one = self._waiting.popleft()
            problem = None
            try:
                state = self._offer(connection, one)
            except ServerProblemError as error:
                state, problem = "waiting", error.why
            if problem in (None, "unreachable"):  # it may be this one that it hung up on
                self._mark(one, state)
            if problem is not None:
                return problem
        return None

    def _offer(self, connection: Connection, one: MailingRecipient) -> str:
        """The state that this recipient has then. Raises ServerProblemError."""
        address, language = self._secret.open(one.sealed)
        is_invitation = self._mails.kind == SLIPS
        slip = self._secret.slip_of(self._meeting_id, address) if is_invitation else None
        mail = self._mails.made(language, self._server.public_url, slip)
        message = make_message(
            self._server, to=address, subject=mail.subject, text=mail.text, language=language
        )
        try:
            connection.send(message, address)
        except LaterError:
            return "waiting"
        except RefusedAddressError:
            return "refused"
        return "sent"

    def _mark(self, one: MailingRecipient, state: str) -> None:
        if state == "waiting" and one.tries + 1 >= MOST_TRIES:
            state = "refused"
        with self._database.writing() as session:
            if not mark_recipient(session, one.id, state):
                self._waiting.clear()
        if state == "sent":
            self._handed += 1
            self._told(self._handed)


def _find(platform: Platform, mailing_id: str) -> MailingRow:
    with platform.database.reading() as session:
        row = find_mailing(session, mailing_id)
    if row is None:
        raise NotFoundError(_("Deze mails bestaan niet."))
    return row
