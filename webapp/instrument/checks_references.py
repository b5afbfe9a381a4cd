"""Mistakes in what points where: ids that are double, unknown, or used by nobody."""

from collections.abc import Iterator

from webapp.i18n import gettext as _
from webapp.instrument.naming import problem_at
from webapp.instrument.problems import Problem
from webapp.instrument.reading import Source
from webapp.instrument.rows import Reference, Row, ids_of, languages_of, root
from webapp.instrument.suggestion import did_you_mean


def problems_of_references(source: Source) -> Iterator[Problem]:
    """Doubles in every list that has ids, and references to what is not in the file."""
    document = root(source.document)
    yield from _doubles(source, document)
    yield from _blocks(source, document)
    yield from _themes(source, document)
    yield from _selections(source, document)
    yield from _apart(source, document)
    yield from _questions(source, document)
    yield from _closing(source, document)


def _doubles(source: Source, document: Row) -> Iterator[Problem]:
    for key in ("themes", "blocks", "groups", "closing", "coding_scheme"):
        yield from _double_ids(source, document.rows(key), "id")
    yield from _double_ids(source, document.rows("scale"), "code")
    for theme in document.rows("coding_scheme"):
        yield from _double_ids(source, theme.rows("subthemes"), "id")


def _double_ids(source: Source, rows: list[Row], key: str) -> Iterator[Problem]:
    first: dict[str, Row] = {}
    for row in rows:
        id_ = row.id(key)
        if id_ is None:
            continue
        if id_ in first:
            line = source.line(first[id_].place)
            message = _("de id ‘%(id)s’ bestaat al (regel %(line)s)", id=id_, line=line)
            yield problem_at(source, (*row.place, key), message)
        first.setdefault(id_, row)


def _blocks(source: Source, document: Row) -> Iterator[Problem]:
    themes = ids_of(document.rows("themes"))
    groups = document.rows("groups")
    asked = {reference.id for group in groups for reference in group.references("blocks")}
    languages = languages_of(source.document)
    texts: dict[str, str] = {}
    for block in document.rows("blocks"):
        id_, theme = block.id(), block.id("theme")
        if theme and theme not in themes:
            yield _unknown(source, Reference((*block.place, "theme"), theme), "theme", themes)
        if groups and id_ and id_ not in asked:
            yield problem_at(source, block.place, _("wordt aan niemand voorgelegd"))
        text = _first_text(block, languages)
        if text and text in texts:
            message = _("heeft dezelfde tekst als bouwsteen %(id)s", id=texts[text])
            yield problem_at(source, (*block.place, "text"), message)
        texts.setdefault(text, id_ or "")


def _first_text(block: Row, languages: list[str]) -> str:
    text = block.values.get("text")
    if isinstance(text, dict) and languages:
        text = text.get(languages[0])
    return text.strip().casefold() if isinstance(text, str) else ""


def _themes(source: Source, document: Row) -> Iterator[Problem]:
    blocks = document.rows("blocks")
    used = set(ids_of(blocks, "theme"))
    for theme in document.rows("themes"):
        if blocks and theme.id() and theme.id() not in used:
            yield problem_at(source, theme.place, _("heeft geen bouwstenen"))


def _selections(source: Source, document: Row) -> Iterator[Problem]:
    blocks = ids_of(document.rows("blocks"))
    for group in document.rows("groups"):
        yield from _references(source, group.references("blocks"), "block", blocks)


def _apart(source: Source, document: Row) -> Iterator[Problem]:
    groups = document.rows("groups")
    if groups and all("apart" in group.values for group in groups):
        message = _("alle gesprekspartners staan apart: minstens één ervan is een resultaat")
        yield problem_at(source, (*groups[0].place, "apart"), message)


def _questions(source: Source, document: Row) -> Iterator[Problem]:
    groups = document.rows("groups")
    asked = {group.id(): group.ids("blocks") for group in groups}
    known = ids_of(groups)
    for block in document.rows("blocks"):
        questions = block.values.get("questions")
        for group_id in questions if isinstance(questions, dict) else ():
            place = (*block.place, "questions", group_id)
            if group_id not in known:
                yield _unknown(source, Reference(place, group_id), "group", known)
            elif block.id() and block.id() not in asked[group_id]:
                message = _("deze bouwsteen wordt niet aan ‘%(id)s’ voorgelegd", id=group_id)
                yield problem_at(source, place, message)
    themes = ids_of(document.rows("themes"))
    for question in document.rows("conversation"):
        theme = question.id("theme")
        if theme and theme not in themes:
            yield _unknown(source, Reference((*question.place, "theme"), theme), "theme", themes)
        yield from _references(source, question.references("groups"), "group", known)


def _closing(source: Source, document: Row) -> Iterator[Problem]:
    known = ids_of(document.rows("groups"))
    put: set[tuple[str, str]] = set()
    for question in document.rows("closing"):
        yield from _references(source, question.references("groups"), "group", known)
        kind = question.id("kind")
        groups = question.ids("groups") if "groups" in question.values else known
        if kind not in {"strength", "growth"}:
            continue
        again = [group for group in groups if (kind, group) in put]
        if again:
            message = _("‘%(kind)s’ wordt al gevraagd aan %(who)s", kind=kind, who=", ".join(again))
            yield problem_at(source, question.place, message)
        put |= {(kind, group) for group in groups}


def _references(
    source: Source, references: list[Reference], what: str, known: list[str]
) -> Iterator[Problem]:
    seen: set[str] = set()
    for reference in references:
        if reference.id not in known:
            yield _unknown(source, reference, what, known)
        elif reference.id in seen:
            message = _("‘%(id)s’ staat er twee keer in", id=reference.id)
            yield problem_at(source, reference.place, message)
        seen.add(reference.id)


def _unknown(source: Source, reference: Reference, what: str, known: list[str]) -> Problem:
    messages = {
        "block": _("onbekende bouwsteen ‘%(id)s’", id=reference.id),
        "group": _("onbekende gesprekspartner ‘%(id)s’", id=reference.id),
        "theme": _("onbekend thema ‘%(id)s’", id=reference.id),
    }
    message = messages[what] + did_you_mean(reference.id, known)
    return problem_at(source, reference.place, message)
