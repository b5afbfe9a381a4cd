"""One mail as it leaves: plain text, to one person, from a machine that wants no answer."""

import secrets
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from webapp.mail_server import MailServer


def make_message(
    server: MailServer, *, to: str, subject: str, text: str, language: str
) -> EmailMessage:
    """The mail. Its id is drawn by chance: it tells nothing about who else got one.

    Out-of-office replies are asked not to come. Raises ValueError for a line end in a header.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(server.sender_name, addr_spec=server.sender)
    message["To"] = Address(addr_spec=to)
    if server.reply_to:
        message["Reply-To"] = Address(addr_spec=server.reply_to)
    message["Subject"] = subject
    message["Date"] = formatdate()
    message["Message-ID"] = f"<{secrets.token_hex(16)}@{server.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(text, cte="quoted-printable")
    message["Content-Language"] = language
    return message
