"""The conversations of a visit as lines of its form: as typed, and as they are understood."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from webapp.db.models import Meeting
from webapp.db.queries.visits import VisitRow
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.services.errors import BadInputError
from webapp.services.open_meeting import MOST_PEOPLE
from webapp.services.visit_plan import MOST_CONVERSATIONS, ConversationPlan

SPARE = 2
USUAL = "15"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line, all as typed. `meeting` is what is planned already, None for a new one."""

    group_id: str = ""
    starts_at: str = ""
    ends_at: str = ""
    expected: str = USUAL
    has_slips: bool = True
    is_alone: bool = False
    is_cancelled: bool = False
    meeting_id: str = ""
    is_begun: bool = False


def lines_of_instrument(instrument: Instrument) -> list[Line]:
    """For a new visit: the groups that stand side by side, and some empty lines."""
    groups = [group for group in instrument.groups if not group.apart]
    return [*(Line(group_id=group.id) for group in groups), *[Line()] * SPARE]


def lines_of_visit(row: VisitRow) -> list[Line]:
    """What is planned, and some empty lines."""
    return [*map(_line_of, row.kept), *[Line()] * SPARE]


def lines_as_sent(fields: Mapping[str, str]) -> list[Line]:
    """What stood in the form, line by line."""
    numbers = (n for n in range(MOST_CONVERSATIONS + SPARE) if f"group_{n}" in fields)
    return [
        Line(
            group_id=fields[f"group_{n}"],
            starts_at=fields.get(f"starts_{n}", "").strip(),
            ends_at=fields.get(f"ends_{n}", "").strip(),
            expected=fields.get(f"expected_{n}", "").strip(),
            has_slips=f"slips_{n}" in fields,
            is_alone=f"alone_{n}" in fields,
            is_cancelled=f"drop_{n}" in fields,
            meeting_id=fields.get(f"meeting_{n}", ""),
            is_begun=f"begun_{n}" in fields,
        )
        for n in numbers
    ]


def planned_lines(lines: Iterable[Line]) -> tuple[ConversationPlan, ...]:
    """The lines that are filled in. Raises BadInputError for a number that cannot be read."""
    return tuple(
        ConversationPlan(
            group_id=line.group_id,
            starts_at=_hour(line.starts_at),
            ends_at=_hour(line.ends_at),
            expected=_number(number, line),
            has_slips=line.has_slips,
            is_alone=line.is_alone,
            meeting_id=line.meeting_id or None,
            is_cancelled=line.is_cancelled,
        )
        for number, line in enumerate(lines, start=1)
        if line.group_id
    )


def _line_of(meeting: Meeting) -> Line:
    return Line(
        group_id=meeting.group_id,
        starts_at=meeting.starts_at or "",
        ends_at=meeting.ends_at or "",
        expected=str(meeting.expected or ""),
        has_slips=meeting.slip_count > 0,
        is_alone=meeting.setting == "alone",
        meeting_id=meeting.id,
        is_begun=meeting.held != "planned",
    )


def _hour(typed: str) -> str | None:
    """As the plan wants it: 9:30, 9.30, 9u30 and 9u become 09:30 and 09:00."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.uUhH](\d{2})?)", typed)
    return f"{int(found[1]):02}:{found[2] or '00'}" if found else typed or None


def _number(number: int, line: Line) -> int:
    text = line.expected
    if line.is_begun and not text:
        return 1
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_PEOPLE))):
        problem = _("Geef hoeveel mensen u verwacht: 1 tot %(most)s.", most=MOST_PEOPLE)
        raise BadInputError(_("Gesprek %(n)s: %(problem)s", n=number, problem=problem))
    return int(text)
