"""What people get before a visit: when it is, and the questions that will be asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from webapp.conversation.guide import conversation_guide
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument


@dataclass(frozen=True, slots=True)
class Section:
    """Questions under one heading, in the language in which texts are made now."""

    heading: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """One conversation as the people of a group hear of it beforehand; times are "HH:MM"."""

    round_title: str
    provider_names: tuple[str, ...]
    group_name: str
    day: date
    starts_at: str | None
    ends_at: str | None
    place: str
    has_observers: bool
    is_made_up: bool
    sections: tuple[Section, ...]


def question_sections(instrument: Instrument, group_id: str) -> tuple[Section, ...]:
    """Every question for this group: to get acquainted, per thema, and at the end."""
    return tuple(one for one in _sections(instrument, group_id) if one.questions)


def _sections(instrument: Instrument, group_id: str) -> Iterator[Section]:
    guide = conversation_guide(instrument, group_id)
    yield Section(_("Kennismaking"), tuple(map(str, guide.general)))
    for part in guide.themes:
        questions = (*part.general, *part.depth)
        yield Section(str(part.theme.name), tuple(map(str, questions)))
    yield Section(_("Verder"), tuple(map(str, guide.depth)))
    yield Section(_("Om te besluiten"), tuple(str(one.text) for one in guide.closing))
