"""Closing questions for the tests: a box, people who write, and what became of it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from tests import builders
from tests.analysis.samples import instrument as small_instrument
from tests.builders import OpenMeeting
from webapp.analysis.statement_board import StatementRow
from webapp.db.models import Meeting, Round, StatementBox, StatementEnvelope
from webapp.db.queries.statements import find_box, list_statements
from webapp.instrument.loader import instrument_from_document
from webapp.instrument.model import Instrument
from webapp.platform import Platform
from webapp.sealing.codes import new_id
from webapp.services.change_statements import add_statement, rank_statement
from webapp.services.close_statement_box import ClosedBox, close_statement_box
from webapp.services.conflict import Seen
from webapp.services.keep_instrument import instrument_of
from webapp.services.open_statement_box import open_statement_box
from webapp.services.read_statements import statement_reader
from webapp.services.submit_statements import BoxDoor, submit_statements

SAID = "bcdfghjkmn"  # a statement of which tests of pages know the id
CLOSING = [
    {"id": "sterktes", "kind": "strength", "top": 3, "text": "Wat loopt goed?"},
    {"id": "groeikansen", "kind": "growth", "top": 3, "text": "Wat kan beter?"},
    {"id": "tips", "kind": "tip", "groups": ["beleid"], "text": "Welke tips geeft u?"},
]
SCHEME = [
    {
        "id": "organisatie",
        "name": "Organisatie",
        "subthemes": [{"id": "visie", "name": "Visie"}, {"id": "overleg", "name": "Overleg"}],
    },
    {"id": "samenwerking", "name": "Samenwerking", "subthemes": [{"id": "clb", "name": "CLB"}]},
]


def instrument() -> Instrument:
    """The small instrument, with closing questions and a coding scheme."""
    small = small_instrument().document
    document = {**small, "id": "k2", "closing": CLOSING, "coding_scheme": SCHEME}
    return instrument_from_document(document)


def open_meeting(platform: Platform, round_id: str | None = None, **plan: object) -> OpenMeeting:
    """An open meeting of a group that is asked all three."""
    round_id = round_id or builders.open_round(platform, instrument())
    return builders.open_meeting(platform, round_id, **plan)


def open_box(platform: Platform, meeting: OpenMeeting) -> str:
    return open_statement_box(platform.database, platform.keystore, meeting.id)


def write(
    platform: Platform, meeting: OpenMeeting, fields: Mapping[str, str], token: str
) -> int | None:
    """One person answers on a device with this token."""
    with platform.database.reading() as session:
        box = find_box(session, meeting.id)
        row = session.get_one(Meeting, meeting.id)
        hash_ = session.get_one(Round, row.round_id).instrument_hash
        reader = statement_reader(instrument_of(session, hash_), row.group_id)
    written = reader.read(fields.items())
    assert not written.problems
    door = BoxDoor(box.id, box.public_key or b"")
    return submit_statements(platform.database, door, reader.sheet(written), token)


def answered(platform: Platform, meeting: OpenMeeting, texts: Sequence[str]) -> str:
    """An open box with a strength by each of so many people; gives its id."""
    box_id = open_box(platform, meeting)
    for number, text in enumerate(texts):
        assert write(platform, meeting, {"sterktes_1": text}, f"device {number}") == number + 1
    return box_id


def close(platform: Platform, meeting: OpenMeeting) -> ClosedBox:
    return close_statement_box(platform.database, platform.keystore, meeting.id)


def typed(platform: Platform, meeting: OpenMeeting, text: str, kind: str = "strength") -> str:
    """What the leader typed; gives its id."""
    id_ = new_id()
    add_statement(platform.database, meeting.id, kind, text, statement_id=id_)
    return id_


def statements(platform: Platform, meeting: OpenMeeting) -> list[StatementRow]:
    with platform.database.reading() as session:
        return list_statements(session, meeting.id)


def fill_world(platform: Platform, some_open: OpenMeeting, closed: OpenMeeting) -> None:
    """For tests of pages: an open box, and what was said and ranked at the end of another."""
    open_box(platform, some_open)
    for kind, text, id_ in (
        ("strength", "1", SAID),
        ("strength", "2", None),
        ("growth", "3", None),
    ):
        add_statement(platform.database, closed.id, kind, text, statement_id=id_ or new_id())
    seen = Seen(SAID, 1)
    rank_statement(platform.database, closed.id, seen, 1, holder=None)


def box_of(platform: Platform, meeting: OpenMeeting) -> StatementBox:
    with platform.database.reading() as session:
        return find_box(session, meeting.id)


def envelopes(platform: Platform) -> int:
    with platform.database.reading() as session:
        return session.scalar(select(func.count()).select_from(StatementEnvelope))
