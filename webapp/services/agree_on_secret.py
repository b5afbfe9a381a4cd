"""One SECRET_KEY for all hosts: sign-ins, forms and second factors are signed with it."""

import hashlib
import hmac

from webapp.db.changes import installation as marks
from webapp.db.database import Database
from webapp.db.in_use import InUseError, alone
from webapp.i18n import gettext as _
from webapp.services.errors import RefusedError


class OtherSecretError(RefusedError):
    """A host that is at work has another SECRET_KEY."""


def agree_on_secret(database: Database, secret_key: str) -> bool:
    """Compare with the other hosts; True when the key is another than last time.

    It may change while no server is at work. Raises OtherSecretError while one is.
    """
    ours = _mark_of(secret_key)
    with database.writing() as session:
        known = marks.keep_mark(session, marks.SECRET_KEY, ours)
    if known == ours:
        return False
    try:
        with alone(database), database.writing() as session:
            marks.change_mark(session, marks.SECRET_KEY, ours)
    except InUseError:
        raise OtherSecretError(
            _(
                "Een andere server van deze installatie werkt met een andere SECRET_KEY: geef alle"
                " servers dezelfde."
            )
        ) from None
    return True


def has_our_secret(database: Database, secret_key: str) -> bool:
    """Whether the hosts still agree on this key."""
    with database.reading() as session:
        return marks.find_mark(session, marks.SECRET_KEY) in (None, _mark_of(secret_key))


def _mark_of(secret_key: str) -> str:
    """Says nothing of a key of 32 random characters, and is good for nothing else."""
    return hmac.digest(secret_key.encode(), b"mark of an installation", hashlib.sha256).hex()[:32]
