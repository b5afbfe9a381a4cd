"""The mail server of an installation: how mail leaves it, as the settings say; none: no mail."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit

from webapp.i18n import gettext as _

PORTS = {"starttls": 587, "tls": 465, "none": 25}
LONGEST_NAME = 100

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_LOCAL}@{_LABEL}(?:\.{_LABEL})+")
_HOST = re.compile(r"[A-Za-z0-9.:-]{1,253}")
_NAMES = (
    *("MAIL_HOST", "MAIL_PORT", "MAIL_SECURITY", "MAIL_USER", "MAIL_PASSWORD", "MAIL_FROM"),
    *("MAIL_FROM_NAME", "MAIL_REPLY_TO", "MAIL_BOUNCES"),
)


class MailServerError(ValueError):
    """A setting of the mail is missing or unsafe; the message says which and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MailServer:
    """Where mail is handed in, and under which address. Raises MailServerError when unsafe.

    `security` is "starttls", "tls" (from the first byte) or "none", which only this machine may
    have: mails hold slips and links. `bounces` is the envelope's sender, where mail that could
    not be delivered comes back. `public_url` is what links in mails begin with.
    """

    host: str
    port: int
    sender: str
    public_url: str
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    sender_name: str = ""
    reply_to: str = ""
    bounces: str = ""

    def __post_init__(self) -> None:
        _check_host(self.host, self.port)
        _check_security(self)
        for name, address in (
            ("MAIL_FROM", self.sender),
            ("MAIL_REPLY_TO", self.reply_to or self.sender),
            ("MAIL_BOUNCES", self.bounces or self.sender),
        ):
            if not is_address(address):
                raise MailServerError(_("%(name)s is geen e-mailadres.", name=name))
        if len(self.sender_name) > LONGEST_NAME or not self.sender_name.isprintable():
            raise MailServerError(
                _("MAIL_FROM_NAME is één regel van hoogstens %(most)s tekens.", most=LONGEST_NAME)
            )
        _check_public_url(self.public_url)

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self | None:
        """Read the settings; None where no mail server is named. Raises MailServerError."""
        values = {name: env.get(name, "").strip() for name in _NAMES}
        if not values["MAIL_HOST"]:
            if given := next((name for name in _NAMES if values[name]), None):
                raise MailServerError(
                    _("%(name)s staat er, maar MAIL_HOST niet: welke mailserver?", name=given)
                )
            return None
        security = values["MAIL_SECURITY"] or "starttls"
        return cls(
            host=values["MAIL_HOST"],
            port=_port(values["MAIL_PORT"], security),
            security=security,
            user=values["MAIL_USER"],
            password=values["MAIL_PASSWORD"],
            sender=values["MAIL_FROM"],
            sender_name=values["MAIL_FROM_NAME"],
            reply_to=values["MAIL_REPLY_TO"],
            bounces=values["MAIL_BOUNCES"],
            public_url=env.get("PUBLIC_URL", "").strip().rstrip("/"),
        )


def is_address(text: str) -> bool:
    """Whether mail can go to it: plain ASCII, so that nothing hides in a header."""
    local, _at, domain = text.rpartition("@")
    fits = len(text) <= 254 and len(local) <= 64 and len(domain) <= 253
    return fits and _ADDRESS.fullmatch(text) is not None


def _check_host(host: str, port: int) -> None:
    if not _HOST.fullmatch(host):
        raise MailServerError(_("MAIL_HOST is geen naam van een machine."))
    if not 1 <= port <= 65535:
        raise MailServerError(_("MAIL_PORT is een poort van 1 tot 65535."))


def _check_security(server: MailServer) -> None:
    if server.security not in PORTS:
        raise MailServerError(_("MAIL_SECURITY is starttls, tls of none."))
    if server.security == "none" and not _is_this_machine(server.host):
        raise MailServerError(
            _(
                "MAIL_SECURITY is none: mails met strookjes, en het wachtwoord, gaan dan leesbaar"
                " over het netwerk. Dat mag alleen naar deze machine zelf; kies starttls of tls."
            )
        )
    if bool(server.user) != bool(server.password):
        raise MailServerError(_("MAIL_USER en MAIL_PASSWORD horen samen: geef ze alle twee."))


def _check_public_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, scheme = parts.hostname or "", parts.scheme
        is_plain = bool(host) and url == f"{scheme}://{parts.netloc}" and not parts.username
    except ValueError:
        host, scheme, is_plain = "", "", False
    if not (is_plain and scheme in ("http", "https") and url.isprintable() and " " not in url):
        raise MailServerError(
            _("PUBLIC_URL ontbreekt: links in mails beginnen ermee, zoals https://voorbeeld.be")
        )
    if scheme == "http" and not _is_this_machine(host):
        raise MailServerError(
            _("PUBLIC_URL begint met http: strookjes in links zijn dan leesbaar. Neem https.")
        )


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _port(text: str, security: str) -> int:
    if not text:
        return PORTS.get(security, PORTS["starttls"])
    if not (text.isascii() and text.isdecimal() and len(text) <= 5):
        raise MailServerError(_("MAIL_PORT is een poort van 1 tot 65535."))
    return int(text)
