"""What a leader does with statements: type, reword, put together, rank; two never collide unseen.

Whoever changes a statement says which version of it they saw. When somebody else was first, nothing
is changed and a ConflictError tells what stands there now.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from webapp.analysis.statement_board import StatementRow
from webapp.db.changes.statements import add_statements, move_cluster, remove_statement
from webapp.db.database import Database
from webapp.db.models import Meeting, Round, Statement
from webapp.db.queries.statements import count_statements, find_holder, list_same
from webapp.i18n import gettext as _
from webapp.instrument.model import ClosingQuestion
from webapp.sealing.codes import is_id
from webapp.services.conflict import ConflictError, Seen
from webapp.services.errors import BadInputError, WrongStateError
from webapp.services.existing import existing_meeting
from webapp.services.keep_instrument import instrument_of
from webapp.services.read_statements import LONGEST_STATEMENT, one_line

MOST_RANKS = 3
MOST_STATEMENTS = 1000


def add_statement(
    database: Database, meeting_id: str, kind: str, text: str, *, statement_id: str
) -> None:
    """Store what the leader typed; the id comes from the device, so that sent twice it is one.

    Raises BadInputError, NotFoundError, WrongStateError.
    """
    text = _checked_text(text)
    if not is_id(statement_id):
        raise BadInputError(_("Open de pagina opnieuw en probeer het nog eens."))
    with _changing(database, meeting_id) as session:
        _check_kind(session, meeting_id, kind)
        there = session.get(Statement, statement_id)
        if there is not None and there.meeting_id == meeting_id:
            return  # it arrived before, though the device did not hear of it
        if there is not None:
            raise BadInputError(_("Open de pagina opnieuw en probeer het nog eens."))
        if count_statements(session, meeting_id) >= MOST_STATEMENTS:
            raise WrongStateError(
                _("Er zijn er al %(most)s: dat is het meeste.", most=MOST_STATEMENTS)
            )
        row = StatementRow(statement_id, kind, "leader", text, None, None, 1)
        add_statements(session, meeting_id, [row])


def reword(database: Database, meeting_id: str, seen: Seen, text: str) -> None:
    """Change the wording. Raises BadInputError, ConflictError, NotFoundError, WrongStateError."""
    text = _checked_text(text)
    with _changing(database, meeting_id) as session:
        one = _seen(session, meeting_id, seen)
        one.text = text
        one.version += 1


def move_to_kind(database: Database, meeting_id: str, seen: Seen, kind: str) -> None:
    """Make a growth opportunity of a strength, and so on, with all that says the same."""
    with _changing(database, meeting_id) as session:
        _check_kind(session, meeting_id, kind)
        one = _seen(session, meeting_id, seen)
        for moved in (one, *list_same(session, one.id)):
            moved.kind = kind
            moved.version += 1
        one.rank = None
        one.cluster_id = None


def say_the_same(database: Database, meeting_id: str, seen: Seen, head: Seen) -> None:
    """Put a statement, with all that says the same, under another one of its kind.

    The rank of the first goes to the other, where that has none.
    """
    with _changing(database, meeting_id) as session:
        one, other = _seen(session, meeting_id, seen), _seen(session, meeting_id, head)
        if other.cluster_id is not None or other.id == one.id or other.kind != one.kind:
            raise BadInputError(_("Deze twee kunnen niet samen. Kies een andere."))
        rank, one.rank = one.rank, None
        one.cluster_id = other.id
        one.version += 1
        session.flush()
        move_cluster(session, one.id, other.id)
        if rank is not None and other.rank is None:
            other.rank = rank
            other.version += 1


def stand_alone(database: Database, meeting_id: str, seen: Seen) -> None:
    """Take a statement out of its cluster."""
    with _changing(database, meeting_id) as session:
        one = _seen(session, meeting_id, seen)
        one.cluster_id = None
        one.version += 1


def rank_statement(
    database: Database, meeting_id: str, seen: Seen, rank: int | None, *, holder: str | None
) -> None:
    """Give a statement this rank, or none; who held it gets the rank that comes free.

    `holder` is the id of the statement that held it when the leader decided, None for nobody:
    ConflictError when another one holds it now.
    """
    with _changing(database, meeting_id) as session:
        one = _seen(session, meeting_id, seen)
        if rank is not None and not 1 <= rank <= _ranks_of(session, meeting_id, one.kind):
            raise BadInputError(_("Deze plaats bestaat hier niet."))
        if one.cluster_id is not None:
            raise BadInputError(_("Dit hoort bij een andere uitspraak: geef die een plaats."))
        held = None if rank is None else find_holder(session, one, rank)
        if held is not None and held.id != holder:
            raise ConflictError(
                _("Iemand anders gaf plaats %(n)s intussen aan iets anders.", n=rank), held.text
            )
        if held is not None:
            held.rank = one.rank
            held.version += 1
        one.rank = rank
        one.version += 1


def remove(database: Database, meeting_id: str, seen: Seen) -> None:
    """Delete a statement; those that say the same stand by themselves again."""
    with _changing(database, meeting_id) as session:
        remove_statement(session, _seen(session, meeting_id, seen))


def closing_questions_of(session: Session, meeting: Meeting) -> tuple[ClosingQuestion, ...]:
    """The closing questions of a meeting's group, in the order of the instrument."""
    round_ = session.get_one(Round, meeting.round_id)
    return instrument_of(session, round_.instrument_hash).closing_for(meeting.group_id)


def ranks_of(questions: tuple[ClosingQuestion, ...], kind: str) -> int:
    """How many of this kind are ranked: at most three."""
    return min(MOST_RANKS, max((one.top for one in questions if one.kind == kind), default=0))


@contextmanager
def _changing(database: Database, meeting_id: str) -> Iterator[Session]:
    """One change at a time per meeting; refused once its round is frozen."""
    with database.writing() as session:
        meeting = existing_meeting(session, meeting_id)
        if meeting.state == "cancelled":
            raise WrongStateError(_("Dit gesprek is geannuleerd: er zijn geen slotvragen meer."))
        if session.get_one(Round, meeting.round_id).state != "open":
            raise WrongStateError(_("Deze ronde is afgesloten: er verandert niets meer."))
        yield session


def _checked_text(typed: str) -> str:
    text = one_line(typed)
    if not text:
        raise BadInputError(_("Typ eerst wat er gezegd is."))
    if len(text) > LONGEST_STATEMENT:
        raise BadInputError(_("Dit is te lang: hoogstens %(most)s tekens.", most=LONGEST_STATEMENT))
    return text


def _check_kind(session: Session, meeting_id: str, kind: str) -> None:
    questions = closing_questions_of(session, session.get_one(Meeting, meeting_id))
    if kind not in {question.kind for question in questions}:
        raise BadInputError(_("Dit wordt aan deze groep niet gevraagd."))


def _ranks_of(session: Session, meeting_id: str, kind: str) -> int:
    return ranks_of(closing_questions_of(session, session.get_one(Meeting, meeting_id)), kind)


def _seen(session: Session, meeting_id: str, seen: Seen) -> Statement:
    one = session.get(Statement, seen.id)
    if one is None or one.meeting_id != meeting_id:
        raise ConflictError(_("Iemand anders nam dit intussen weg."))
    if one.version != seen.version:
        raise ConflictError(_("Iemand anders veranderde dit intussen."), one.text)
    return one
