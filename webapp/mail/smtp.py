"""Handing mails to a server. What it answers never leaves here as text: it names people."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from webapp.mail_server import MailServer

SECONDS = 20.0


class ServerProblemError(Exception):
    """The server takes nothing now; `why` is "unreachable", "sign-in" or "sender"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class LaterError(Exception):
    """The server asks to offer this one mail again later (4xx)."""


class RefusedAddressError(Exception):
    """The server refuses this one mail for good (5xx)."""


class Connection:
    """An open connection on which mails are handed over, one by one."""

    def __init__(self, client: smtplib.SMTP, server: MailServer) -> None:
        self._client, self._server = client, server

    def send(self, message: EmailMessage, to: str) -> None:
        """Returns once the server took it upon itself to deliver the mail.

        Raises LaterError, RefusedAddressError, ServerProblemError.
        """
        sender = self._server.bounces or self._server.sender
        try:
            self._client.sendmail(sender, [to], message.as_bytes())
        except smtplib.SMTPRecipientsRefused as error:
            _raise_for(next(iter(error.recipients.values()))[0])
        except smtplib.SMTPSenderRefused:
            raise ServerProblemError("sender") from None
        except smtplib.SMTPDataError as error:
            _raise_for(error.smtp_code)
        except (smtplib.SMTPException, OSError):
            raise ServerProblemError("unreachable") from None


@contextmanager
def connected(server: MailServer) -> Iterator[Connection]:
    """A connection, encrypted and signed in where the settings say so. Raises ServerProblemError.

    A server that offers no encryption where it is asked for, or cannot prove its name, is refused.
    """
    client = _connect(server)
    try:
        yield Connection(client, server)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            client.quit()
        client.close()


def _connect(server: MailServer) -> smtplib.SMTP:
    client = None
    try:
        client = _open(server)
        if server.user:
            client.login(server.user, server.password)
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        if client is not None:
            client.close()
        is_sign_in = isinstance(error, smtplib.SMTPAuthenticationError)
        raise ServerProblemError("sign-in" if is_sign_in else "unreachable") from None
    return client


def _open(server: MailServer) -> smtplib.SMTP:
    name = server.sender.rpartition("@")[2]  # that of this machine is nobody's business
    if server.security == "tls":
        return smtplib.SMTP_SSL(
            server.host, server.port, name, timeout=SECONDS, context=_encryption()
        )
    client = smtplib.SMTP(server.host, server.port, name, timeout=SECONDS)
    if server.security == "starttls":
        try:
            client.starttls(context=_encryption())
        except BaseException:
            client.close()
            raise
    return client


def _encryption() -> ssl.SSLContext:
    return ssl.create_default_context()


def _raise_for(code: int) -> None:
    if code == 421:  # it hangs up on everybody
        raise ServerProblemError("unreachable") from None
    raise (LaterError if 400 <= code < 500 else RefusedAddressError) from None
