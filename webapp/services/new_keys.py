"""Keys that are made inside a transaction: they go again when it fails."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from webapp.sealing.keystore import Keystore


@dataclass(frozen=True, slots=True)
class NewKeys:
    """A keystore, and the meetings that got a key in this transaction."""

    keystore: Keystore
    added: list[str] = field(default_factory=list)


@contextmanager
def new_keys(keystore: Keystore) -> Iterator[NewKeys]:
    """Keys of meetings that were not stored after all are destroyed again."""
    keys = NewKeys(keystore)
    try:
        yield keys
    except BaseException:
        for meeting_id in keys.added:
            keystore.destroy(meeting_id)
        raise
