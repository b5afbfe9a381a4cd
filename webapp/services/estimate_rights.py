"""Who may see and write which estimate of a conversation.

Two inspectors first make an estimate each, and neither sees the other's until both are signed.
A joint one, in which they settle where they differ, has no author.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.conversation.entries import Entry
from webapp.db.queries.assessments import DOCUMENT, AssessmentRow, list_assessments
from webapp.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class About:
    """The estimates of one conversation about one provider (or about none: both are None)."""

    provider_id: str | None
    provider_name: str | None
    rows: tuple[AssessmentRow, ...]

    @property
    def by_one(self) -> tuple[AssessmentRow, ...]:
        """Those of one inspector that say something."""
        return tuple(row for row in self.rows if row.author_id and (row.is_begun or row.is_signed))

    @property
    def signed(self) -> tuple[AssessmentRow, ...]:
        """Those of one inspector that are signed: two of them can be settled."""
        return tuple(row for row in self.rows if row.author_id and row.is_signed)

    @property
    def joint(self) -> AssessmentRow | None:
        """The one in which two inspectors settle their differences."""
        return next((row for row in self.rows if row.author_id is None), None)

    @property
    def final(self) -> AssessmentRow | None:
        """The signed one that counts; after it nothing changes."""
        return next((row for row in self.rows if row.is_final and row.is_signed), None)

    def own(self, staff_id: str) -> AssessmentRow | None:
        """That of this inspector."""
        return next((row for row in self.rows if row.author_id == staff_id), None)

    def can_settle(self, staff_id: str) -> bool:
        """Whether this is one of two inspectors who both signed their own."""
        return len(self.signed) == 2 and any(row.author_id == staff_id for row in self.signed)

    def can_see(self, row: AssessmentRow, staff_id: str) -> bool:
        """One sees one's own, after signing it also the signed one of the other, and all of it
        once there is a final one.
        """
        own = self.own(staff_id)
        is_done = own is not None and own.is_signed
        is_settling = row.author_id is None and self.can_settle(staff_id)
        return bool(
            row.author_id == staff_id or self.final or is_settling or (row.is_signed and is_done)
        )

    def can_write(self, row: AssessmentRow, staff_id: str) -> bool:
        """One writes in one's own, and two who settle in their joint one."""
        return row.author_id == staff_id or (row.author_id is None and self.can_settle(staff_id))


def visible_estimates(session: Session, meeting_id: str, staff_id: str) -> frozenset[str]:
    """The documents of the journal with estimates that this member of staff may read now."""
    rows = list_assessments(session, meeting_id)
    return frozenset(row.document for row in rows if _about(rows, row).can_see(row, staff_id))


def may_read(document: str, visible: frozenset[str]) -> bool:
    """Whether a document is no estimate, or one of these; one that was withdrawn is not."""
    return not document.startswith(DOCUMENT) or document in visible


def foreign_entries(session: Session, meeting_id: str, entries: Sequence[Entry]) -> dict[str, str]:
    """Entry id → what is wrong, of entries in an estimate of somebody else.

    What comes in after the signing, from a device that had no network, is kept and changes
    nothing; so is what belongs to an estimate that was withdrawn.
    """
    if not any(entry.document.startswith(DOCUMENT) for entry in entries):
        return {}
    rows = list_assessments(session, meeting_id)
    by_document = {row.document: row for row in rows}
    return {
        entry.id: _("Dit is de inschatting van iemand anders.")
        for entry in entries
        if (row := by_document.get(entry.document))
        and not _about(rows, row).can_write(row, entry.staff_id)
    }


def _about(rows: Sequence[AssessmentRow], row: AssessmentRow) -> About:
    same = tuple(one for one in rows if one.provider_id == row.provider_id)
    return About(row.provider_id, row.provider_name, same)
