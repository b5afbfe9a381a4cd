"""Changing what others may read of a remark; the remark itself never changes."""

from sqlalchemy.orm import Session

from webapp.db.models import Remark, RemarkRedaction


def lock_remark(session: Session, remark_id: str) -> Remark | None:
    """The remark, held until the commit: no other coder decides about it meanwhile."""
    return session.get(Remark, remark_id, with_for_update=True)


def find_redaction(session: Session, remark_id: str) -> RemarkRedaction | None:
    """What a coder decided before, None where nobody did; to be asked with the remark held."""
    return session.get(RemarkRedaction, remark_id, populate_existing=True)


def keep_redaction(
    session: Session, before: RemarkRedaction | None, remark_id: str, text: str
) -> int:
    """Write what others may read; gives the new version."""
    if before is None:
        session.add(RemarkRedaction(remark_id=remark_id, text=text, version=1))
        return 1
    before.text = text
    before.version += 1
    return before.version
