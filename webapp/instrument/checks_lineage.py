"""Mistakes in the lineage: to what does not exist, to itself, twice, or not true."""

from collections.abc import Iterator, Mapping
from typing import Any

from webapp.i18n import gettext as _
from webapp.instrument.local_text import LocalText
from webapp.instrument.model import Instrument
from webapp.instrument.naming import problem_at
from webapp.instrument.problems import Problem
from webapp.instrument.reading import Source
from webapp.instrument.rows import Row, ids_of, languages_of, root
from webapp.instrument.suggestion import did_you_mean


def problems_of_lineage(
    source: Source, known: Mapping[tuple[str, str], Instrument | None] | None
) -> Iterator[Problem]:
    """Lineage inside the file, and against the `known` instruments by (id, version).

    None among these stands for an instrument that exists and has mistakes of its own.
    """
    document = root(source.document)
    itself = (document.id(), document.id("version"))
    seen: set[tuple[str, str]] = set()
    for lineage in document.rows("lineage"):
        yield from _links(source, lineage, document)
        earlier_id, version = lineage.id("instrument"), lineage.id("version")
        if earlier_id is None or version is None:
            continue
        if (earlier_id, version) == itself:
            yield problem_at(source, lineage.place, _("verwijst naar dit instrument zelf"))
        elif (earlier_id, version) in seen:
            message = _("%(id)s versie %(version)s staat er al bij", id=earlier_id, version=version)
            yield problem_at(source, lineage.place, message)
        elif known is not None:
            yield from _against(source, lineage, (earlier_id, version), known)
        seen.add((earlier_id, version))


def _links(source: Source, lineage: Row, document: Row) -> Iterator[Problem]:
    blocks = ids_of(document.rows("blocks"))
    seen: set[str] = set()
    for link in lineage.rows("links"):
        for reference in link.references("blocks"):
            if reference.id not in blocks:
                message = _("onbekende bouwsteen ‘%(id)s’", id=reference.id)
                message += did_you_mean(reference.id, blocks)
                yield problem_at(source, reference.place, message)
            elif reference.id in seen:
                message = _("bouwsteen %(id)s heeft al een herkomst", id=reference.id)
                yield problem_at(source, reference.place, message)
            seen.add(reference.id)
        yield from _pairs(source, link)
    yield from _equal_twice(source, lineage)
    yield from _options(source, lineage, "", ids_of(document.rows("scale"), "code"))


def _equal_twice(source: Source, lineage: Row) -> Iterator[Problem]:
    seen: set[str] = set()
    for link in lineage.rows("links"):
        if link.values.get("relation") != "equal":
            continue
        for reference in link.references("earlier" if "earlier" in link.values else "blocks"):
            if reference.id in seen:
                message = _(
                    "de vroegere bouwsteen %(id)s is al aan een andere gelijk", id=reference.id
                )
                yield problem_at(source, reference.place, message)
            seen.add(reference.id)


def _pairs(source: Source, link: Row) -> Iterator[Problem]:
    if "earlier" not in link.values or link.values.get("relation") == "replaced":
        return
    here, there = len(link.references("blocks")), len(link.references("earlier"))
    if here != there:
        message = _(
            "hier (%(here)s) en vroeger (%(there)s) staan er niet evenveel bouwstenen:"
            " dat kan alleen bij ‘replaced’",
            here=here,
            there=there,
        )
        yield problem_at(source, (*link.place, "earlier"), message)


def _options(source: Source, lineage: Row, side: str, known: list[str]) -> Iterator[Problem]:
    """`options` is code here → code there; `side` is empty for here, else the earlier one."""
    options = lineage.values.get("options")
    for code, earlier in (options if isinstance(options, dict) else {}).items():
        option = earlier if side else code
        if not isinstance(option, str) or option in known:
            continue
        where = _(" in %(name)s", name=side) if side else ""
        message = _("onbekende optie ‘%(code)s’", code=option) + where + did_you_mean(option, known)
        yield problem_at(source, (*lineage.place, "options", code), message)


def _against(
    source: Source,
    lineage: Row,
    key: tuple[str, str],
    known: Mapping[tuple[str, str], Instrument | None],
) -> Iterator[Problem]:
    if key not in known:
        message = _("versie %(version)s van ‘%(id)s’ bestaat niet", id=key[0], version=key[1])
        close = did_you_mean(key[0], [id_ for id_, _version in known if id_ != key[0]])
        yield problem_at(source, (*lineage.place, "instrument"), message + close)
        return
    earlier = known[key]
    if earlier is None:
        return
    codes = [option.code for option in earlier.scale]
    yield from _options(source, lineage, earlier.id, codes)
    for link in lineage.rows("links"):
        yield from _earlier_blocks(source, link, earlier)


def _earlier_blocks(source: Source, link: Row, earlier: Instrument) -> Iterator[Problem]:
    known = [block.id for block in earlier.blocks]
    references = link.references("earlier" if "earlier" in link.values else "blocks")
    for reference in references:
        if reference.id not in known:
            message = _("%(name)s heeft geen bouwsteen ‘%(id)s’", name=earlier.id, id=reference.id)
            yield problem_at(source, reference.place, message)
    if link.values.get("relation") != "equal":
        return
    rows = root(source.document).rows("blocks")
    blocks = {row.id(): row.values for row in reversed(rows)}
    for here, there in zip(link.references("blocks"), references, strict=False):
        if there.id in known and here.id in blocks:
            text = blocks[here.id].get("text")
            if not _same_text(text, earlier.block(there.id).text, source):
                message = _("bouwsteen %(id)s heet gelijk, maar de tekst is anders", id=here.id)
                yield problem_at(source, here.place, message)


def _same_text(value: Any, earlier: LocalText, source: Source) -> bool:
    """Whether a text is the same in every language that both have."""
    languages = tuple(languages_of(source.document))
    if not languages or not isinstance(value, (str, dict)) or not value:
        return True
    texts = {languages[0]: value} if isinstance(value, str) else value
    return all(text == earlier[code] for code, text in texts.items() if earlier.has(code))
