"""What is still wrong with a self-evaluation that is being prepared, per step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.instrument.own_blocks import MOST_OWN_BLOCKS, derived_instrument
from webapp.instrument.problems import InstrumentError
from webapp.publisher import LONGEST
from webapp.services.errors import BadInputError
from webapp.services.open_meeting import MOST_PEOPLE
from webapp.services.open_round import LONGEST_TITLE
from webapp.services.self_evaluation.draft import Draft
from webapp.services.today import today
from webapp.services.visit_plan import read_day

BLOCKS, GROUPS, DATES, LOOK = STEPS = ("bouwstenen", "groepen", "wanneer", "nakijken")
_LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day."""

    starts_on: date
    ends_on: date


def problems_of(draft: Draft, core: Instrument, step: str) -> list[str]:
    """What has to change before a step is done; of LOOK: of all steps together."""
    checks = {BLOCKS: _of_blocks, GROUPS: _of_groups, DATES: _of_dates}
    asked = checks if step == LOOK else {step: checks[step]}
    return [problem for check in asked.values() for problem in check(draft, core)]


def instrument_of_draft(draft: Draft, core: Instrument) -> Instrument:
    """What will be asked. Raises BadInputError with everything that is wrong with it."""
    problems = list(_of_blocks(draft, core))
    if problems:
        raise BadInputError(" ".join(problems))
    return derived_instrument(core, draft.choice)


def too_few(draft: Draft, core: Instrument, least: int) -> list[str]:
    """The names of the groups of which fewer people are expected than the threshold."""
    numbers = {group_id: _number(draft.group(group_id).expected) for group_id in asked(draft, core)}
    return [str(core.group(id_).name) for id_, n in numbers.items() if n is not None and n < least]


def asked(draft: Draft, core: Instrument) -> list[str]:
    """The groups that are asked something, in the order of the framework."""
    return [group.id for group in core.groups if draft.blocks.get(group.id)]


def expected(draft: Draft, group_id: str) -> int:
    """How many people are expected. Raises BadInputError."""
    number = _number(draft.group(group_id).expected)
    if number is None:
        raise BadInputError(_("Geef hoeveel mensen u verwacht: 1 tot %(most)s.", most=MOST_PEOPLE))
    return number


def period(draft: Draft) -> Period:
    """When it runs. Raises BadInputError for days that cannot be."""
    try:
        found = Period(read_day(draft.starts_on), read_day(draft.ends_on))
    except BadInputError:
        raise BadInputError(_("Geef een eerste en een laatste dag.")) from None
    if found.ends_on < found.starts_on:
        raise BadInputError(_("De laatste dag komt na de eerste."))
    if found.ends_on < today():
        raise BadInputError(_("De laatste dag is al voorbij."))
    if found.ends_on - found.starts_on > _LONGEST:
        raise BadInputError(_("Een zelfevaluatie duurt hoogstens een jaar."))
    return found


def _of_blocks(draft: Draft, core: Instrument) -> Iterator[str]:
    if not asked(draft, core):
        yield _("Kies minstens één groep, met minstens één bouwsteen.")
        return
    if len(draft.choice.own) > MOST_OWN_BLOCKS:
        yield _("Er kunnen hoogstens %(most)s eigen bouwstenen bij.", most=MOST_OWN_BLOCKS)
        return
    known = set(asked(draft, core))
    for one in draft.choice.own:
        if not known.intersection(one.group_ids):
            yield _("Kies aan wie u ‘%(text)s’ voorlegt.", text=one.text.strip())
            return
    try:
        derived_instrument(core, draft.choice)
    except InstrumentError as error:
        yield from (problem.message for problem in error.problems)


def _of_groups(draft: Draft, core: Instrument) -> Iterator[str]:
    for group_id in asked(draft, core):
        if _number(draft.group(group_id).expected) is None:
            yield _(
                "%(group)s: geef hoeveel mensen u verwacht, van 1 tot %(most)s.",
                group=core.group(group_id).name,
                most=MOST_PEOPLE,
            )


def _of_dates(draft: Draft, _core: Instrument) -> Iterator[str]:
    title = " ".join(draft.title.split())
    if not title or len(title) > LONGEST_TITLE or not title.isprintable():
        yield _("Geef een titel van hoogstens %(most)s tekens.", most=LONGEST_TITLE)
    try:
        period(draft)
    except BadInputError as error:
        yield str(error)
    contact = " ".join(draft.contact.split())
    if not contact or len(contact) > LONGEST or not contact.isprintable():
        yield _(
            "Geef waar mensen terechtkunnen met vragen over privacy, in hoogstens %(most)s tekens.",
            most=LONGEST,
        )


def _number(typed: str) -> int | None:
    text = typed.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        return None
    return int(text) if 1 <= int(text) <= MOST_PEOPLE else None
