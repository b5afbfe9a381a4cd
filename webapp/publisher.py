"""Who answers for an installation: the blanks of its statements, as the settings fill them in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from webapp.i18n import gettext as _

LONGEST = 500
_MAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
_WEB = re.compile(r"https://[^\s<>\"']+")


class PublisherError(ValueError):
    """A blank was filled in with something that cannot stand there; the message says which."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Publisher:
    """What only the organisation knows; "" and None are blanks, and the pages say so.

    A contact is an e-mail address, an https address, or words. `enforcement_contact` is where
    people go who are not content with the answer about accessibility, `privacy_authority` those
    about privacy. `statement_date` is the day on which the organisation made the accessibility
    statement its own. `retention` says how long it keeps results.
    """

    organisation: str = ""
    accessibility_contact: str = ""
    enforcement_contact: str = ""
    statement_date: date | None = None
    privacy_contact: str = ""
    privacy_authority: str = ""
    legal_basis: str = ""
    retention: str = ""
    security_contact: str = ""

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        """Read the blanks. Raises PublisherError."""
        return cls(
            organisation=_words(env, "ORGANISATION"),
            accessibility_contact=_words(env, "ACCESSIBILITY_CONTACT"),
            enforcement_contact=_words(env, "ENFORCEMENT_CONTACT"),
            statement_date=_day(env, "STATEMENT_DATE"),
            privacy_contact=_words(env, "PRIVACY_CONTACT"),
            privacy_authority=_words(env, "PRIVACY_AUTHORITY"),
            legal_basis=_words(env, "LEGAL_BASIS"),
            retention=_words(env, "RETENTION"),
            security_contact=_address(env, "SECURITY_CONTACT"),
        )


NOT_FILLED_IN = Publisher()


def address_of(contact: str) -> str | None:
    """Where a contact leads, as an address for a link; None when it is words."""
    if _WEB.fullmatch(contact):
        return contact
    return f"mailto:{contact}" if _MAIL.fullmatch(contact) else None


def _words(env: Mapping[str, str], name: str) -> str:
    text = env.get(name, "").strip()
    if len(text) > LONGEST or not text.isprintable():
        raise PublisherError(
            _(
                "%(name)s is één regel van hoogstens %(most)s tekens.",
                name=name,
                most=LONGEST,
            )
        )
    return text


def _address(env: Mapping[str, str], name: str) -> str:
    text = _words(env, name)
    if text and address_of(text) is None:
        raise PublisherError(_("%(name)s is een e-mailadres of begint met https://.", name=name))
    return text


def _day(env: Mapping[str, str], name: str) -> date | None:
    text = env.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PublisherError(
            _(
                "%(name)s is een dag, geschreven als 2027-03-01, niet '%(text)s'.",
                name=name,
                text=text,
            )
        ) from None
