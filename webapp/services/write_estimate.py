"""Writing in an estimate without a script: what a posted form changed goes into the journal."""

from collections.abc import Mapping, Sequence

from webapp.analysis.estimates import NOTHING, Rating
from webapp.conversation.entries import Entry
from webapp.conversation.fold import is_conflict
from webapp.conversation.reading import LONGEST_REMARK
from webapp.db.database import Database
from webapp.i18n import gettext as _
from webapp.services.errors import BadInputError, NotFoundError, WrongStateError
from webapp.services.keep_journal import keep_entries, new_entry
from webapp.services.read_estimates import rating_of, read_agreed, read_estimated, read_written


def write_estimate(
    database: Database,
    meeting_id: str,
    assessment_id: str,
    staff_id: str,
    *,
    sent: Mapping[str, Rating],
    seen: Mapping[str, Sequence[str]],
) -> int:
    """Keep what somebody changed in a form; gives how many bouwstenen that were.

    `sent` is what the form says and `seen` the ids of the entries that it was made of, both by
    block id. What another device wrote meanwhile is not replaced: the two stand side by side.
    Raises BadInputError, NotFoundError, WrongStateError.
    """
    with database.reading() as session:
        estimated = read_estimated(session, meeting_id)
        about, row = estimated.find(assessment_id)
        if not about.can_write(row, staff_id):
            raise NotFoundError(_("Dit is de inschatting van iemand anders."))
        if row.is_signed:
            raise WrongStateError(_("Deze inschatting is getekend: ze verandert niet meer."))
        history = read_written(session, meeting_id, row).history
        at_first = read_agreed(session, estimated, row)
    known = {block.id for block in estimated.blocks}
    codes = {option.code for option in estimated.instrument.scale}
    fresh = []
    for block_id, rating in sent.items():
        _check(block_id in known and rating.option in {None, *codes}, rating)
        replaced = [one for one in history.get(block_id, ()) if one.id in seen.get(block_id, ())]
        if rating != _shown(replaced, at_first.get(block_id, NOTHING)):
            value = {"option": rating.option, "remark": rating.remark}
            entry = new_entry(row.document, block_id, value, staff_id=staff_id, replaces=replaced)
            fresh.append(entry)
    if fresh:
        keep_entries(database, meeting_id, fresh)
    return len(fresh)


def _shown(entries: Sequence[Entry], otherwise: Rating) -> Rating:
    """What the form said when it was made; of two that differ no option was chosen in it."""
    if not entries:
        return otherwise
    last = rating_of(entries[-1])
    return Rating(None, last.remark) if is_conflict(entries) else last


def _check(is_known: bool, rating: Rating) -> None:  # noqa: FBT001  # a condition, not a switch
    if not is_known:
        raise BadInputError(_("Er kwam iets mee dat niet bij deze inschatting hoort."))
    if len(rating.remark) > LONGEST_REMARK:
        raise BadInputError(
            _("Een opmerking heeft hoogstens %(most)s tekens.", most=LONGEST_REMARK)
        )
