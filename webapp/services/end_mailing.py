"""Ending a mailing: the list and the secret are gone, and only counts are left."""

from webapp.db.changes.mailings import (
    forget_recipients,
    lock_mailing,
    offer_refused_again,
    set_problem,
)
from webapp.db.database import Database
from webapp.db.queries.mailings import MailingRow, find_mailing, list_refused
from webapp.i18n import gettext as _
from webapp.sealing.keystore import KeyMissingError, Keystore
from webapp.sealing.mailing import MailingSecret
from webapp.services.errors import NotFoundError, WrongStateError


def end_mailing(database: Database, keystore: Keystore, mailing_id: str) -> MailingRow:
    """Forget whom it was for, also where some wait or were refused; once it ended, it stays so.

    The key goes last: after a crash in between, `destroy_ended_keys` does it. Raises
    NotFoundError.
    """
    with database.writing() as session:
        mailing = lock_mailing(session, mailing_id)
        row = find_mailing(session, mailing_id)
        if mailing is None or row is None:
            raise NotFoundError(_("Deze mails bestaan niet."))
        if mailing.state == "sending":
            mailing.sent, mailing.refused = row.sent, row.refused
            mailing.state, mailing.problem, mailing.sealed_secret = "done", None, None
            forget_recipients(session, mailing_id)
        session.flush()
        session.expunge(mailing)
    keystore.destroy(mailing_id)
    return MailingRow(mailing, row.sent, row.refused, row.waiting)


def try_again(database: Database, mailing_id: str) -> None:
    """Let whom the server refused be offered again, and begin at once. Raises WrongStateError."""
    with database.writing() as session:
        mailing = lock_mailing(session, mailing_id)
        if mailing is None or mailing.state != "sending":
            raise WrongStateError(_("Deze mails zijn klaar of gestopt."))
        offer_refused_again(session, mailing_id)
        set_problem(session, mailing_id, None)


def refused_addresses(database: Database, keystore: Keystore, mailing_id: str) -> list[str]:
    """Whom the server refuses, for as long as the mailing is not done, in alphabetical order.

    Only where the keystore is; elsewhere nobody can read them. Raises NotFoundError.
    """
    with database.reading() as session:
        row = find_mailing(session, mailing_id)
        sealed = list_refused(session, mailing_id)
    if row is None:
        raise NotFoundError(_("Deze mails bestaan niet."))
    if row.mailing.sealed_secret is None or not sealed:
        return []
    try:
        secret = MailingSecret.opened(row.mailing.sealed_secret, keystore.get(mailing_id))
    except KeyMissingError:
        return []
    return sorted(secret.open(one).address for one in sealed)
