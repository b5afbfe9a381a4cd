"""The form of the list of what is stored: words beside columns, in chapters."""

from typing import NamedTuple


class Stored(NamedTuple):
    """Something that is stored, and the columns ("table.column", or "table.*") that hold it."""

    words: str
    columns: tuple[str, ...]


class Chapter(NamedTuple):
    """Things that are stored together and as long as each other."""

    id: str
    title: str
    how_long: str
    items: tuple[Stored, ...]
