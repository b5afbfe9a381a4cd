"""What an import would do, row by row: nothing is changed here."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.db.models import Provider, ProviderMerge
from webapp.db.queries.networks import list_pupils
from webapp.db.queries.provider_merges import list_active_merges
from webapp.exports.register_file import PROVIDER_COLUMNS, PUPILS_PER_TYPE
from webapp.i18n import gettext as _
from webapp.services.csv_lines import Mistake
from webapp.services.provider_kinds import provinces
from webapp.services.read_provider_file import ProviderLine, ReadFile
from webapp.services.register.cells import PupilCount, written_pupils

NEW, CHANGED, UNCHANGED, WRONG = "new", "changed", "unchanged", "wrong"
STATES = (WRONG, NEW, CHANGED, UNCHANGED)


@dataclass(frozen=True, slots=True)
class Change:
    """A column that the file says otherwise; empty: nothing."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What becomes of one line of the file."""

    line: int
    name: str
    state: str
    changes: tuple[Change, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # what is read otherwise than it is written


@dataclass(frozen=True, slots=True)
class Matched:
    """A line with the provider that it is about (None: a new one), and its pupils so far."""

    provider: Provider | None
    line: ProviderLine
    pupils: tuple[PupilCount, ...] = ()

    def wanted(self) -> dict[str, str | int | None]:
        """What the line says; one without a number does not take away the one that is known."""
        values = {column: getattr(self.line, column) for column in PROVIDER_COLUMNS}
        if self.provider is not None and not values["instellingsnummer"]:
            values["instellingsnummer"] = self.provider.instellingsnummer
        return values

    def changes(self) -> tuple[Change, ...]:
        """In the order of the columns; the school years that the line does not name stay."""
        found = [
            Change(column, _cell(old), _cell(value))
            for column, value in self.wanted().items()
            if (old := getattr(self.provider, column, None)) != value
        ]
        years = {one.school_year for one in self.line.pupils_per_type}
        before = written_pupils(one for one in self.pupils if one.school_year in years)
        after = written_pupils(self.line.pupils_per_type)
        return (*found, *([Change(PUPILS_PER_TYPE, before, after)] if before != after else []))


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Every line of a file with what becomes of it."""

    rows: tuple[PlannedRow, ...]
    matches: tuple[Matched, ...]
    mistakes: tuple[Mistake, ...]

    def count(self, state: str) -> int:
        """How many lines are new, changed, unchanged or wrong."""
        return sum(row.state == state for row in self.rows)

    @property
    def fingerprint(self) -> str:
        """The same for the same plan: whoever confirms says which one was looked at."""
        told = [(row.name, row.state, row.changes) for row in self.rows]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def plan_import(session: Session, there: Sequence[Provider], file: ReadFile) -> ImportPlan:
    """What the lines of a file would do to the providers that are there."""
    mistakes = list(file.mistakes)
    matches = _match(session, there, file.lines, mistakes)
    problems: dict[int, list[str]] = {}
    for mistake in sorted(mistakes):
        problems.setdefault(mistake.line, []).append(mistake.text)
    rows = [_row(match) for match in matches if match.line.line not in problems]
    rows += [
        PlannedRow(line, file.names.get(line, ""), WRONG, problems=tuple(texts))
        for line, texts in problems.items()
    ]
    return ImportPlan(
        tuple(sorted(rows, key=lambda row: row.line)), tuple(matches), tuple(sorted(mistakes))
    )


def _row(match: Matched) -> PlannedRow:
    line, changes, state = match.line, match.changes(), NEW
    if match.provider is not None:
        state = CHANGED if changes else UNCHANGED
    return PlannedRow(line.line, line.name, state, changes, notes=line.notes)


def _match(
    session: Session,
    there: Sequence[Provider],
    lines: Iterable[ProviderLine],
    mistakes: list[Mistake],
) -> list[Matched]:
    by_number = {one.instellingsnummer: one for one in there if one.instellingsnummer}
    by_name = {one.name: one for one in there}
    pupils = list_pupils(session)
    matches = []
    for line in lines:
        provider = by_number.get(line.instellingsnummer or "")
        if provider is None:
            provider = by_name.get(line.name)
            if provider and line.instellingsnummer and provider.instellingsnummer:
                mistakes.append(_other_number(line, provider))
        counts = pupils.get(provider.id, ()) if provider else ()
        matches.append(Matched(provider, line, tuple(PupilCount(*one) for one in counts)))
    mistakes += _unknown_provinces(matches)
    mistakes += _taken_names(by_name, matches)
    mistakes += _met_twice(matches)
    mistakes += _merged(matches, list_active_merges(session), {one.id: one for one in there})
    return matches


def _other_number(line: ProviderLine, provider: Provider) -> Mistake:
    return Mistake(
        line.line,
        _(
            "'%(name)s' heeft hier een ander instellingsnummer (%(number)s).",
            name=line.name,
            number=provider.instellingsnummer,
        ),
    )


def _unknown_provinces(matches: Iterable[Matched]) -> list[Mistake]:
    """Provinces of no list, but for the one that the provider has already."""
    return [
        Mistake(
            one.line.line,
            _(
                "province '%(province)s' bestaat niet. Kies uit: %(provinces)s.",
                province=one.line.province,
                provinces=", ".join(provinces()),
            ),
        )
        for one in matches
        if one.line.province not in ("", *provinces())
        and not (one.provider and one.provider.province == one.line.province)
    ]


def _taken_names(by_name: Mapping[str, Provider], matches: Sequence[Matched]) -> list[Mistake]:
    """New names that belong to a provider whom the file does not rename."""
    renamed = {
        one.provider.id for one in matches if one.provider and one.provider.name != one.line.name
    }
    return [
        Mistake(
            one.line.line,
            _("De naam '%(name)s' is al van een andere aanbieder.", name=one.line.name),
        )
        for one in matches
        if (owner := by_name.get(one.line.name))
        and owner is not one.provider
        and owner.id not in renamed
    ]


def _met_twice(matches: Iterable[Matched]) -> list[Mistake]:
    """Two lines about the same provider: one by its number, one by its name."""
    first: dict[str, int] = {}
    return [
        Mistake(
            one.line.line,
            _(
                "Dit is dezelfde aanbieder als op regel %(first)s.",
                first=first[one.provider.id],
            ),
        )
        for one in matches
        if one.provider and first.setdefault(one.provider.id, one.line.line) != one.line.line
    ]


def _merged(
    matches: Iterable[Matched], merges: Sequence[ProviderMerge], there: Mapping[str, Provider]
) -> list[Mistake]:
    """Lines that would bring back what was merged, or give its name to the one that stayed."""
    by_name = {one.gone_name: one for one in merges if one.kept_id in there}
    by_number = {one.gone_number: one for one in merges if one.gone_number and one.kept_id in there}
    mistakes = []
    for one in matches:
        number = one.line.instellingsnummer or ""
        merge = by_name.get(one.line.name) or (by_number.get(number) if not one.provider else None)
        if merge is not None and (one.provider is None or one.provider.name != one.line.name):
            told = _(
                "'%(gone)s' is samengevoegd met '%(kept)s'. Haal deze regel weg, of maak dat eerst"
                " ongedaan.",
                gone=merge.gone_name,
                kept=there[merge.kept_id].name,
            )
            mistakes.append(Mistake(one.line.line, told))
    return mistakes


def _cell(value: str | int | None) -> str:
    return "" if value is None else str(value)
