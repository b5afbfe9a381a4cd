"""What the pages of the closing questions show: the box, and what was said per kind."""

from dataclasses import dataclass

from flask import abort

from webapp.analysis.statement_board import Cluster, StatementRow, clusters_of
from webapp.db.models import StatementBox
from webapp.db.queries.meetings import MeetingRow, find_meeting
from webapp.db.queries.statements import find_box, list_statements
from webapp.instrument.local_text import LocalText
from webapp.services.change_statements import closing_questions_of, ranks_of
from webapp.services.keep_instrument import instrument_of
from webapp.web.access import platform


@dataclass(frozen=True, slots=True)
class KindView:
    """One kind of statement: the questions that ask for it, and what was said.

    `ranks` is 1 to the number that is ranked, empty where none is.
    """

    id: str
    questions: tuple[LocalText, ...]
    ranks: tuple[int, ...]
    clusters: tuple[Cluster, ...]

    @property
    def holders(self) -> dict[int, str]:
        """Rank → the id of the statement that has it."""
        heads = (cluster.head for cluster in self.clusters)
        return {head.rank: head.id for head in heads if head.rank is not None}

    @property
    def ranked(self) -> tuple[Cluster, ...]:
        return tuple(cluster for cluster in self.clusters if cluster.head.rank is not None)


@dataclass(frozen=True, slots=True)
class BoardView:
    """The closing questions of a meeting at this moment."""

    row: MeetingRow
    group_name: LocalText
    box: StatementBox | None
    kinds: tuple[KindView, ...]

    @property
    def meeting_id(self) -> str:
        return self.row.meeting.id

    @property
    def join_code(self) -> str:
        return self.row.meeting.join_code

    @property
    def phase(self) -> str:
        """The state of the box, "none" before there is one."""
        return self.box.state if self.box else "none"

    @property
    def still_needed(self) -> int:
        received = self.box.received if self.box else 0
        return max(0, self.row.round.min_group_size - received)

    @property
    def can_change(self) -> bool:
        """Whether what was said can still be typed, ordered and reworded."""
        return self.row.round.state == "open" and self.row.meeting.state != "cancelled"


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement on its own page; `others` are those it could say the same as."""

    board: BoardView
    kind: KindView
    row: StatementRow
    others: tuple[StatementRow, ...]


def find_statement(board: BoardView, statement_id: str) -> StatementView | None:
    """A statement of the board with the other heads of its kind."""
    for kind in board.kinds:
        heads = tuple(cluster.head for cluster in kind.clusters)
        for row in (*heads, *(other for one in kind.clusters for other in one.others)):
            if row.id == statement_id:
                others = tuple(head for head in heads if head.id not in (row.id, row.cluster_id))
                return StatementView(board, kind, row, others)
    return None


def board_or_404(meeting_id: str) -> BoardView:
    """The closing questions of a meeting, or a page that says it does not exist."""
    with platform().database.reading() as session:
        row = find_meeting(session, meeting_id)
        if row is None:
            abort(404)
        questions = closing_questions_of(session, row.meeting)
        statements = list_statements(session, meeting_id)
        box = find_box(session, meeting_id)
        instrument = instrument_of(session, row.round.instrument_hash)
    kinds = tuple(
        KindView(
            id=kind,
            questions=tuple(one.text for one in questions if one.kind == kind),
            ranks=tuple(range(1, ranks_of(questions, kind) + 1)),
            clusters=clusters_of(statements, kind),
        )
        for kind in dict.fromkeys(question.kind for question in questions)
    )
    return BoardView(row, instrument.group(row.meeting.group_id).name, box, kinds)
