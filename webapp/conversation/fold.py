"""From entries to the state of a journal: what nobody replaced counts."""

import json
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from webapp.conversation.entries import Entry, Value

Key: TypeAlias = tuple[str, str]  # document, subject


def heads(entries: Iterable[Entry]) -> dict[Key, tuple[Entry, ...]]:
    """(document, subject) → the entries that count for it, the oldest first.

    An entry replaces others only of its own document and subject. The order in which entries
    come in does not matter, and the same entry twice is one.
    """
    known = {entry.id: entry for entry in entries}
    replaced = {
        id_
        for entry in known.values()
        for id_ in entry.replaces
        if id_ in known and _key(known[id_]) == _key(entry) and id_ != entry.id
    }
    state: dict[Key, tuple[Entry, ...]] = {}
    for entry in sorted(known.values(), key=lambda one: (one.written_at, one.id)):
        if entry.id not in replaced:
            state[_key(entry)] = (*state.get(_key(entry), ()), entry)
    return state


def subjects(entries: Iterable[Entry], document: str) -> dict[str, tuple[Entry, ...]]:
    """Subject → the entries that count for it in this document."""
    state = heads(entry for entry in entries if entry.document == document)
    return {subject: found for (_document, subject), found in state.items()}


def is_conflict(counting: Sequence[Entry]) -> bool:
    """Whether entries that count at once say different things: somebody must settle it."""
    return len({_as_text(entry.value) for entry in counting}) > 1


def is_marked(counting: Sequence[Entry]) -> bool:
    """Of a mark (`coverage`) on which two differ: what one of them saw happened, happened."""
    return any(entry.value is True for entry in counting)


def _key(entry: Entry) -> Key:
    return entry.document, entry.subject


def _as_text(value: Value) -> str:
    return json.dumps(value, sort_keys=True)
