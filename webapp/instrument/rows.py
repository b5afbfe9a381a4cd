"""A lenient look at a document that may be wrong anywhere: only what has the right shape."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from webapp.instrument.reading import Place

TEXT_KEYS = frozenset(
    {
        "apart",
        "help",
        "intro",
        "label",
        "name",
        "note",
        "reason",
        "scale_note",
        "short",
        "source",
        "text",
        "title",
    }
)


class Reference(NamedTuple):
    """An id somewhere in a list; a number is taken as the text it should have been."""

    place: Place
    id: str


class Row(NamedTuple):
    """A block of keys in a list, with its place in the document."""

    place: Place
    values: Mapping[str, Any]

    def id(self, key: str = "id") -> str | None:
        """The text under this key, or None where there is nothing that could be an id."""
        return _as_id(self.values.get(key))

    def references(self, key: str) -> list[Reference]:
        """The ids in the list under this key."""
        found = self.values.get(key)
        items = enumerate(found if isinstance(found, list) else ())
        ids = ((number, _as_id(item)) for number, item in items)
        return [Reference((*self.place, key, number), id_) for number, id_ in ids if id_]

    def ids(self, key: str) -> list[str]:
        """The same ids without their places."""
        return [reference.id for reference in self.references(key)]

    def rows(self, key: str) -> list["Row"]:
        """The blocks in the list under this key."""
        found = self.values.get(key)
        items = enumerate(found if isinstance(found, list) else ())
        return [
            Row((*self.place, key, number), item)
            for number, item in items
            if isinstance(item, dict)
        ]

    def row(self, key: str, number: int) -> "Row":
        """The block at this place in the list under this key; empty where it is something else."""
        found = self.values.get(key)
        item = found[number] if isinstance(found, list) else None
        return Row((*self.place, key, number), item if isinstance(item, dict) else {})


def root(document: object) -> Row:
    """The document itself; without keys where it is something else than a block of keys."""
    return Row((), document if isinstance(document, dict) else {})


def ids_of(rows: list[Row], key: str = "id") -> list[str]:
    """The ids that these rows have."""
    return [id_ for id_ in (row.id(key) for row in rows) if id_]


def languages_of(document: object) -> list[str]:
    """The languages that the document says it has."""
    return root(document).ids("languages")


def texts_of(row: Row) -> Iterator[tuple[Place, Any]]:
    """Every value that must be a text in the languages of the instrument, with its place."""
    for key, value in row.values.items():
        place = (*row.place, key)
        if key in TEXT_KEYS:
            yield place, value
        elif key == "questions" and isinstance(value, dict):
            yield from (((*place, group_id), text) for group_id, text in value.items())
        else:
            for child in row.rows(key):
                yield from texts_of(child)


def _as_id(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return str(value) or None
