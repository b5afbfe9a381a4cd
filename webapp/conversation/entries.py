"""One thing that somebody of staff wrote: an entry of the journal of a meeting.

A journal only grows. The documents in it, with what an entry's `subject` and `value` are:

- `notes`: a part of the conversation (`part:depth`) or a thema; {"text": "…"}
- `coverage`: a bouwsteen; true where it was discussed
- `clock`: a part; {"started": ms since 1970 or null, "before": ms that it ran before that}.
  Subject `end`: {"at": "HH:MM"}, when the conversation must be over
- `screen`: subject `results`; {"slide": number or null}, what the beamer shows after closing
- `estimate:<assessment id>`: a bouwsteen; {"option": code or null, "remark": "…"}
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

from webapp.sealing.codes import ALPHABET

ENTRY_ID_LENGTH = 20
DEVICE_LENGTH = 10
SIGNS = frozenset(ALPHABET.lower())

Value: TypeAlias = Any  # what JSON can say; `reading` checks it per document


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something written, marked or rated; `replaces` are the ids that it takes the place of.

    `id` is 20 random signs made on the device, so that sending twice is one. `written_at` is in
    milliseconds since 1970 by the clock of the device. `place` is its number in the journal on
    the server, None before it is stored; `by` is how its author is shown, where that is known.
    """

    id: str
    device: str
    document: str
    subject: str
    value: Value
    replaces: tuple[str, ...]
    written_at: int
    staff_id: str
    place: int | None = None
    by: str | None = None

    def says_the_same(self, other: "Entry") -> bool:
        """Whether the other is this very entry, sent again: all but where it is stored."""
        return _content(self) == _content(other)


def _content(entry: Entry) -> tuple[object, ...]:
    return (
        *(entry.id, entry.device, entry.document, entry.subject, entry.value),
        *(entry.replaces, entry.written_at, entry.staff_id),
    )
