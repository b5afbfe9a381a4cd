"""Finds every mistake of an instrument file at once, each with its line."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import TypeAlias

from webapp.i18n import gettext as _
from webapp.instrument.checks_lineage import problems_of_lineage
from webapp.instrument.checks_references import problems_of_references
from webapp.instrument.checks_scale import problems_of_scale
from webapp.instrument.checks_texts import problems_of_texts
from webapp.instrument.content_hash import content_hash
from webapp.instrument.model import Instrument
from webapp.instrument.naming import problem_at
from webapp.instrument.own_theme import OWN_THEME, is_own
from webapp.instrument.problems import Problem
from webapp.instrument.reading import Source
from webapp.instrument.rows import root
from webapp.instrument.shape import problems_of_shape

Known: TypeAlias = Mapping[tuple[str, str], Instrument | None]
UsedVersions: TypeAlias = Mapping[tuple[str, str], str]

# beside the page of each thema, /ronde/<id>/resultaten/<thema>: tests/web/test_other_instruments.py
TAKEN_AS_ADDRESS = ("kort", "sterktes")


def find_problems(
    source: Source,
    *,
    known: Known | None = None,
    used_versions: UsedVersions | None = None,
    path: PurePath | None = None,
) -> list[Problem]:
    """All mistakes in the order of the lines; none means that the instrument can be built.

    `known` are the instruments by (id, version) that lineage may point to, and it is not looked
    up where that is None. `used_versions` is (id, version) → content hash of what rounds use.
    The name of the file is checked where `path` is given.
    """
    problems = set(source.problems)
    if source.document is not None:
        problems.update(problems_of_shape(source))
        problems.update(problems_of_references(source))
        problems.update(problems_of_scale(source))
        problems.update(problems_of_texts(source))
        problems.update(problems_of_lineage(source, known))
        problems.update(_problems_of_version(source, used_versions or {}))
        problems.update(_problems_of_name(source, path))
    return sorted(problems)


def _problems_of_version(source: Source, used_versions: UsedVersions) -> Iterator[Problem]:
    document = root(source.document)
    id_, version = document.id() or "", document.id("version") or ""
    used = used_versions.get((id_, version))
    if used is not None and used != content_hash(document.values):
        message = _(
            "versie %(version)s van %(id)s is al gebruikt met een andere inhoud: zet de oude inhoud"
            " terug en geef de nieuwe een nieuwe versie",
            version=version,
            id=id_,
        )
        yield problem_at(source, ("version",), message)


def _problems_of_name(source: Source, path: PurePath | None) -> Iterator[Problem]:
    document = root(source.document)
    id_, version = document.id(), document.id("version")
    names = [f"{id_}.yaml", f"{id_}.v{version}.yaml"]
    if path and id_ and version and path.name not in names:
        message = _(
            "het bestand moet %(first)s of %(second)s heten", first=names[0], second=names[1]
        )
        yield problem_at(source, ("id",), message)
    if path:
        yield from _problems_of_own_names(source)


def _problems_of_own_names(source: Source) -> Iterator[Problem]:
    """Names kept free for what a provider adds, and themas whose page could not be reached."""
    document = root(source.document)
    for row in (*document.rows("themes"), *document.rows("blocks")):
        id_ = row.id()
        if id_ and (id_ == OWN_THEME or is_own(id_)):
            message = _("‘%(id)s’ is voor wat een aanbieder zelf toevoegt", id=id_)
            yield problem_at(source, (*row.place, "id"), message)
    for row in document.rows("themes"):
        if row.id() in TAKEN_AS_ADDRESS:
            message = _("‘%(id)s’ is al het adres van een andere pagina", id=row.id())
            yield problem_at(source, (*row.place, "id"), message)
