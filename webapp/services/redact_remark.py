"""Going through remarks: a coder decides what others may read of each, if anything."""

from webapp.analysis.redaction import is_anything_left, is_redaction_of
from webapp.db.changes.remarks import find_redaction, keep_redaction, lock_remark
from webapp.db.database import Database
from webapp.db.models import Batch
from webapp.i18n import gettext as _
from webapp.services.conflict import ConflictError, Seen
from webapp.services.errors import BadInputError, NotFoundError
from webapp.services.read_sheet import LONGEST_REMARK

LONGEST_REDACTION = LONGEST_REMARK + 500  # brackets may be longer than what they hide


def redact_remark(database: Database, round_id: str, seen: Seen, typed: str | None) -> int:
    """Let others read what a coder left of a remark; None: they read nothing of it.

    The original stays, for coders. Also in a round that is closed. Gives the new version. Raises
    BadInputError, ConflictError (whose text is what others read now), NotFoundError.
    """
    with database.writing() as session:
        remark = lock_remark(session, seen.id)
        batch = session.get(Batch, remark.batch_id) if remark else None
        if remark is None or batch is None or batch.round_id != round_id or not batch.is_released:
            raise NotFoundError(_("Deze opmerking is er niet."))
        text = "" if typed is None else _checked(typed, remark.text)
        before = find_redaction(session, remark.id)
        if seen.version != (before.version if before else 0):
            raise ConflictError(
                _("Iemand anders las deze opmerking intussen na."), before.text if before else None
            )
        return keep_redaction(session, before, remark.id, text)


def _checked(typed: str, original: str) -> str:
    text = typed.replace("\r\n", "\n").strip()
    if len(text) > LONGEST_REDACTION:
        raise BadInputError(
            _("Deze tekst is te lang: hoogstens %(most)s tekens.", most=LONGEST_REDACTION)
        )
    if not is_redaction_of(text, original):
        raise BadInputError(
            _(
                "Hier staan woorden die niet in de opmerking staan, of er is iets weg. Zet […] in"
                " de plaats van wat u weglaat, en herschrijf niets."
            )
        )
    if not is_anything_left(text):
        raise BadInputError(_("Er blijft niets over om te lezen. Kies dan „Niet tonen”."))
    return text
