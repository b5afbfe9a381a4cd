"""What leaders do with statements: nothing typed is lost, nobody overwrites anybody unseen."""

import pytest

from tests import builders
from tests import closing_questions as closing
from webapp.db.queries.statements import list_to_code
from webapp.sealing.codes import new_id
from webapp.services.change_statements import (
    add_statement,
    move_to_kind,
    rank_statement,
    remove,
    reword,
    say_the_same,
    stand_alone,
)
from webapp.services.close_round import close_round
from webapp.services.code_statements import code_statement
from webapp.services.conflict import ConflictError, Seen
from webapp.services.errors import BadInputError, NotFoundError, WrongStateError


@pytest.fixture
def round_id(platform):
    return builders.open_round(platform, closing.instrument())


@pytest.fixture
def meeting(platform, round_id):
    return closing.open_meeting(platform, round_id)


@pytest.fixture
def board(platform, meeting):
    return Board(platform, meeting)


class Board:
    """The statements of a meeting, as somebody who looks at this moment sees them."""

    def __init__(self, platform, meeting):
        self.platform, self.meeting = platform, meeting

    def typed(self, text, kind="strength"):
        return closing.typed(self.platform, self.meeting, text, kind)

    def row(self, id_):
        rows = closing.statements(self.platform, self.meeting)
        return next(row for row in rows if row.id == id_)

    def seen(self, id_):
        return Seen(id_, self.row(id_).version)

    def do(self, action, *arguments, **names):
        action(self.platform.database, self.meeting.id, *arguments, **names)

    def rank(self, id_, rank, holder=None):
        self.do(rank_statement, self.seen(id_), rank, holder=holder)


def test_what_is_sent_twice_is_one(board):
    id_ = new_id()
    for _ in range(2):
        board.do(add_statement, "growth", " meer  tijd ", statement_id=id_)

    (row,) = closing.statements(board.platform, board.meeting)
    assert (row.text, row.kind, row.source, row.version) == ("meer tijd", "growth", "leader", 1)


@pytest.mark.parametrize(
    ("kind", "text", "id_"),
    [
        ("strength", " \n ", "bcdfghjkmn"),
        ("strength", "x" * 301, "bcdfghjkmn"),
        ("opinion", "tekst", "bcdfghjkmn"),
        ("strength", "tekst", "not-an-id!"),
    ],
    ids=["empty", "too-long", "kind", "id"],
)
def test_what_is_not_allowed_is_refused(board, kind, text, id_):
    with pytest.raises(BadInputError):
        board.do(add_statement, kind, text, statement_id=id_)


def test_id_of_another_meeting_is_refused(platform, board, round_id):
    id_ = board.typed("hier")
    elsewhere = closing.open_meeting(platform, round_id)

    with pytest.raises(BadInputError):
        add_statement(platform.database, elsewhere.id, "strength", "daar", statement_id=id_)


def test_second_of_two_who_reword_is_told_what_stands_there(board):
    id_ = board.typed("een")
    seen = board.seen(id_)
    board.do(reword, seen, "van de eerste")

    with pytest.raises(ConflictError) as told:
        board.do(reword, seen, "van de tweede")

    assert told.value.text == board.row(id_).text == "van de eerste"


def test_rank_that_somebody_else_gave_away_meanwhile_is_a_conflict(board):
    mine, theirs = board.typed("de mijne"), board.typed("de hunne")
    board.rank(theirs, 1)

    with pytest.raises(ConflictError) as told:
        board.rank(mine, 1)

    assert told.value.text == "de hunne"
    assert board.row(mine).rank is None


def test_known_holder_of_a_rank_takes_the_one_that_comes_free(board):
    first, second = board.typed("een"), board.typed("twee")
    board.rank(first, 1)
    board.rank(second, 2)

    board.rank(second, 1, holder=first)

    assert (board.row(second).rank, board.row(first).rank) == (1, 2)
    board.rank(second, None)
    assert board.row(second).rank is None


def test_rank_that_does_not_exist_is_refused(board):
    for kind, rank in (("strength", 4), ("strength", 0), ("tip", 1)):
        with pytest.raises(BadInputError):
            board.rank(board.typed("een", kind), rank)


def test_statements_that_say_the_same_are_one_with_its_rank(board):
    head, one, under = (board.typed(text) for text in ("kop", "zelfde", "ook"))
    board.do(say_the_same, board.seen(under), board.seen(one))
    board.rank(one, 2)

    board.do(say_the_same, board.seen(one), board.seen(head))

    assert {board.row(id_).cluster_id for id_ in (one, under)} == {head}
    assert (board.row(head).rank, board.row(one).rank) == (2, None)
    with pytest.raises(BadInputError):
        board.rank(one, 1)
    board.do(stand_alone, board.seen(one))
    assert board.row(one).cluster_id is None


def test_statements_of_two_kinds_or_under_themselves_do_not_go_together(board):
    one, other = board.typed("een"), board.typed("ander", "growth")

    for head in (one, other):
        with pytest.raises(BadInputError):
            board.do(say_the_same, board.seen(one), board.seen(head))


def test_statement_moves_to_another_kind_with_its_cluster(board):
    head, under = board.typed("kop"), board.typed("ook")
    board.do(say_the_same, board.seen(under), board.seen(head))
    board.rank(head, 1)

    board.do(move_to_kind, board.seen(head), "growth")

    assert [board.row(id_).kind for id_ in (head, under)] == ["growth", "growth"]
    assert board.row(head).rank is None
    assert board.row(under).cluster_id == head


def test_removed_statement_leaves_those_that_said_the_same(board):
    head, under = board.typed("kop"), board.typed("ook")
    board.do(say_the_same, board.seen(under), board.seen(head))
    seen = board.seen(head)

    board.do(remove, seen)

    assert board.row(under).cluster_id is None
    with pytest.raises(ConflictError):
        board.do(remove, seen)


def test_closed_round_takes_codes_but_no_other_changes(platform, board, round_id):
    id_ = board.typed("een")
    builders.close(platform, board.meeting)
    close_round(platform.database, platform.keystore, round_id)

    with pytest.raises(WrongStateError):
        board.typed("te laat")
    with pytest.raises(WrongStateError):
        board.do(reword, board.seen(id_), "te laat")
    assert code_statement(platform.database, round_id, board.seen(id_), "1a") == 2


def test_codes_are_read_and_replaced(platform, board, round_id):
    id_ = board.typed("een")

    code_statement(platform.database, round_id, board.seen(id_), " 1A, 2 1a")
    assert codes_of(platform, round_id) == [("organisatie/visie", "samenwerking")]
    code_statement(platform.database, round_id, board.seen(id_), "2a")
    assert codes_of(platform, round_id) == [("samenwerking/clb",)]
    stale = board.seen(id_)._replace(version=1)
    with pytest.raises(ConflictError):
        code_statement(platform.database, round_id, stale, "")
    for wrong in ("9z", "1 1a 1b 2 2a 3", "organisatie"):
        with pytest.raises(BadInputError):
            code_statement(platform.database, round_id, board.seen(id_), wrong)
    with pytest.raises(NotFoundError):
        code_statement(platform.database, "elsewhere", board.seen(id_), "1a")
    assert codes_of(platform, round_id) == [("samenwerking/clb",)]


def codes_of(platform, round_id):
    with platform.database.reading() as session:
        return [row.codes for row in list_to_code(session, round_id)]
