"""Checks instrument files together: lineage crosses from one file to another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from webapp.i18n import gettext as _
from webapp.instrument.building import build_instrument
from webapp.instrument.checks import UsedVersions, find_problems
from webapp.instrument.model import Instrument
from webapp.instrument.naming import problem_at
from webapp.instrument.problems import Problem
from webapp.instrument.reading import Source, read_file
from webapp.instrument.rows import root


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file with all its mistakes, or the instrument in it where there are none."""

    path: Path
    problems: tuple[Problem, ...]
    instrument: Instrument | None


def check_files(
    paths: Iterable[Path],
    *,
    library: Iterable[Path] = (),
    used_versions: UsedVersions | None = None,
) -> list[CheckedFile]:
    """Every file of `paths` with its mistakes, in that order; OSError where one cannot be read.

    Lineage may point to an instrument in `paths` or in `library`, whose own mistakes are not told.
    """
    checked = {path: read_file(path) for path in paths}
    others = {path: read_file(path) for path in library if path not in checked}
    known = _instruments({**others, **checked})
    twice = dict(_versions_in_two_files(checked))
    found = []
    for path, source in checked.items():
        problems = find_problems(source, known=known, used_versions=used_versions, path=path)
        problems = sorted([*problems, *twice.get(path, ())])
        instrument = None if problems else build_instrument(source.document)
        found.append(CheckedFile(path, tuple(problems), instrument))
    return found


def _instruments(sources: Mapping[Path, Source]) -> dict[tuple[str, str], Instrument | None]:
    """By (id, version); None for an instrument with mistakes of its own."""
    known: dict[tuple[str, str], Instrument | None] = {}
    for source in sources.values():
        key = _key(source)
        if key:
            known[key] = None if find_problems(source) else build_instrument(source.document)
    return known


def _versions_in_two_files(sources: Mapping[Path, Source]) -> Iterator[tuple[Path, list[Problem]]]:
    first: dict[tuple[str, str], Path] = {}
    for path, source in sources.items():
        key = _key(source)
        if key and key in first:
            message = _(
                "versie %(version)s van %(id)s staat ook in %(file)s",
                version=key[1],
                id=key[0],
                file=first[key].name,
            )
            yield path, [problem_at(source, ("version",), message)]
        elif key:
            first[key] = path


def _key(source: Source) -> tuple[str, str] | None:
    document = root(source.document)
    id_, version = document.id(), document.id("version")
    return (id_, version) if id_ and version else None
