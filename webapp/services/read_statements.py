"""Reading what one person answers to the closing questions: an allow-list, nothing is guessed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from webapp.i18n import gettext as _
from webapp.instrument.model import ClosingQuestion, Instrument
from webapp.sealing.envelope import MAX_TEXT_BYTES, PlacedRemark, Sheet, text_size
from webapp.services.read_sheet import clean_text

LONGEST_STATEMENT = 300
FIELDS = 3  # of each question: the three that weigh most
OTHER_FIELDS = frozenset({"token", "again", "taal"})


@dataclass(slots=True)
class Written:
    """What was sent, by field name, so that a page can show it again; and what is wrong with it.

    `problems` is field name → sentence; "" holds what is about the whole.
    """

    texts: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


class StatementReader:
    """Reads the answers of one group; a place in an envelope stands for a field of the form."""

    def __init__(self, questions: tuple[ClosingQuestion, ...]) -> None:
        self.questions = questions
        self._place = {
            name: place
            for place, name in enumerate(
                name for question in questions for name in field_names(question)
            )
        }

    def read(self, fields: Iterable[tuple[str, str]]) -> Written:
        """Sort what was sent into texts and problems; nothing is stored."""
        written = Written()
        for name, value in fields:
            if name in self._place:
                _read_text(written, name, value)
            elif name not in OTHER_FIELDS:
                written.problems[""] = _("Er kwam iets mee dat niet bij dit formulier hoort.")
        if text_size(list(written.texts.values())) > MAX_TEXT_BYTES:
            written.problems[""] = _("Dit is samen te lang. Kort het wat in.")
        return written

    def sheet(self, written: Written) -> Sheet:
        """What goes into the envelope; only for answers without problems."""
        return Sheet(
            (), tuple(PlacedRemark(self._place[name], text) for name, text in written.texts.items())
        )

    def kind_at(self, place: int) -> str:
        """The kind of the question that a place in an envelope belongs to."""
        return self.questions[place // FIELDS].kind


def field_names(question: ClosingQuestion) -> tuple[str, ...]:
    """The fields of a question on the form."""
    return tuple(f"{question.id}_{number}" for number in range(1, FIELDS + 1))


@lru_cache(maxsize=256)
def statement_reader(instrument: Instrument, group_id: str) -> StatementReader:
    """The reader for a group of an instrument."""
    return StatementReader(instrument.closing_for(group_id))


def one_line(typed: str) -> str:
    """A statement is one line, whatever was typed."""
    return " ".join(clean_text(typed).split())


def _read_text(written: Written, name: str, value: str) -> None:
    text = one_line(value)
    if name in written.texts:
        written.problems[name] = _("Hier kwamen twee antwoorden aan. Behoud er één.")
    elif len(text) > LONGEST_STATEMENT:
        written.problems[name] = _(
            "Dit is te lang: hoogstens %(most)s tekens.", most=LONGEST_STATEMENT
        )
    if text:
        written.texts[name] = text
