"""Opening the envelopes of a meeting and adding them up, in memory, without any lock."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from webapp.db.queries.envelopes import stream_sealed
from webapp.sealing.envelope import BLANK, Opener, PlacedRemark, Sheet
from webapp.sealing.keystore import Keystore


@dataclass(slots=True)
class Contents:
    """What is in the envelopes of one or more meetings of one group, added up.

    `ratings` counts (place of the block, index in the scale); `counted` leaves out sheets on
    which nothing was filled in, `received` does not.
    """

    received: int = 0
    counted: int = 0
    writers: int = 0
    ratings: Counter[tuple[int, int]] = field(default_factory=Counter)
    remarks: list[PlacedRemark] = field(default_factory=list)

    def add(self, sheet: Sheet) -> None:
        """Add one person's sheet; from here on it cannot be told from the others."""
        self.received += 1
        if sheet.is_empty:
            return
        self.counted += 1
        self.writers += bool(sheet.remarks)
        self.remarks.extend(sheet.remarks)
        self.ratings.update(
            (place, index) for place, index in enumerate(sheet.ratings) if index != BLANK
        )

    def answers_at(self, place: int) -> int:
        """How many answered the block at this place in any way."""
        return sum(count for (at, _), count in self.ratings.items() if at == place)


def open_envelopes(session: Session, keystore: Keystore, meeting_id: str) -> Contents:
    """The contents of a meeting's envelopes. Raises KeyMissingError, EnvelopeError."""
    opener = Opener(keystore.get(meeting_id))
    contents = Contents()
    for sealed in stream_sealed(session, meeting_id):
        contents.add(opener.open(sealed))
    return contents


def together(parts: Iterable[Contents]) -> Contents:
    """The contents of several meetings as one."""
    whole = Contents()
    for part in parts:
        whole.received += part.received
        whole.counted += part.counted
        whole.writers += part.writers
        whole.ratings.update(part.ratings)
        whole.remarks.extend(part.remarks)
    return whole
