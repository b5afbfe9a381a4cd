"""What made-up groups name at the end: typed by the leader, and in some groups on the phones."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import yaml

from webapp.analysis.statement_board import StatementRow
from webapp.db.changes.statements import add_statements, replace_codes
from webapp.db.models import StatementBox
from webapp.db.queries.statements import list_statements
from webapp.demo.plan import Conversation, seeded
from webapp.instrument.model import ClosingQuestion, Instrument
from webapp.platform import Platform
from webapp.sealing.codes import new_id
from webapp.services.change_statements import rank_statement, ranks_of
from webapp.services.close_statement_box import close_statement_box
from webapp.services.conflict import Seen
from webapp.services.open_statement_box import open_statement_box
from webapp.services.read_statements import field_names, statement_reader
from webapp.services.submit_statements import BoxDoor, submit_statements

ON_PHONES = 0  # the number of the conversation of each group whose people write themselves
NOT_CODED = 16  # …and of the one that is left for whoever tries the coding list
_FILE = Path(__file__).with_name("statements.yaml")


class Said(NamedTuple):
    """A made-up statement and the code that it is about."""

    kind: str
    text: str
    code: str


def say(
    platform: Platform, instrument: Instrument, conversation: Conversation, meeting_id: str
) -> None:
    """Let a made-up group answer the closing questions, rank what it named, and have it coded."""
    questions = instrument.closing_for(conversation.group_id)
    random = seeded(f"said/{conversation.group_id}/{conversation.number}")
    if conversation.number == ON_PHONES:
        _write(platform, instrument, conversation, meeting_id)
        return
    rows, codes = [], {}
    for kind in dict.fromkeys(question.kind for question in questions):
        named = list(_named(kind, random, many=4 + random.randrange(3)))
        for place, said in enumerate(named, start=1):
            rank = place if place <= ranks_of(questions, kind) else None
            row = StatementRow(new_id(), kind, "leader", said.text, rank, None, 1)
            rows.append(row)
            codes[row.id] = said.code
    with platform.database.writing() as session:
        add_statements(session, meeting_id, rows)
        if conversation.number != NOT_CODED:
            for id_, code in codes.items():
                replace_codes(session, id_, [code])


def _write(
    platform: Platform, instrument: Instrument, conversation: Conversation, meeting_id: str
) -> None:
    """On the phones: sealed, opened together, and the first three of each kind ranked."""
    box_id = open_statement_box(platform.database, platform.keystore, meeting_id)
    with platform.database.reading() as session:
        door = BoxDoor(box_id, session.get_one(StatementBox, box_id).public_key or b"")
    reader = statement_reader(instrument, conversation.group_id)
    for person in range(conversation.people):
        random = seeded(f"wrote/{conversation.group_id}/{person}")
        fields = [pair for question in reader.questions for pair in _fields(question, random)]
        sheet = reader.sheet(reader.read(fields))
        submit_statements(platform.database, door, sheet, new_id())
    close_statement_box(platform.database, platform.keystore, meeting_id)
    with platform.database.reading() as session:
        rows = list_statements(session, meeting_id)
    for question in reader.questions:
        of_kind = [row for row in rows if row.kind == question.kind]
        top = ranks_of(reader.questions, question.kind)
        for rank, row in enumerate(of_kind[:top], start=1):
            seen = Seen(row.id, row.version)
            rank_statement(platform.database, meeting_id, seen, rank, holder=None)


def _fields(question: ClosingQuestion, random: Random) -> Iterator[tuple[str, str]]:
    said = _named(question.kind, random, many=1)
    return ((name, one.text) for name, one in zip(field_names(question), said, strict=False))


def _named(kind: str, random: Random, *, many: int) -> Iterator[Said]:
    """Different statements, the one more often named than the other."""
    everything = [
        Said(kind, text, code)
        for code, texts in made_up_statements()[kind].items()
        for text in texts
    ]
    return iter(random.sample(everything, min(many, len(everything))))


@cache
def made_up_statements() -> dict[str, dict[str, list[str]]]:
    """Kind → code → what is said of it."""
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found
