"""What a group says at the end: statements that say the same stand together, ranked ones first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class StatementRow(NamedTuple):
    """A statement; `cluster_id` is the one that it says the same as, `rank` 1 to 3 or None.

    Holds nobody who said it on purpose. `version` goes up with every change.
    """

    id: str
    kind: str
    source: str
    text: str
    rank: int | None
    cluster_id: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """A statement with those that say the same; only `head` has a rank."""

    head: StatementRow
    others: tuple[StatementRow, ...]

    @property
    def size(self) -> int:
        """How often it was said."""
        return 1 + len(self.others)


def clusters_of(rows: Iterable[StatementRow], kind: str) -> tuple[Cluster, ...]:
    """The clusters of one kind: by rank, then in the order of their random ids.

    Never by how often something was said: the group decides what weighs most.
    """
    of_kind = sorted((row for row in rows if row.kind == kind), key=lambda row: row.id)
    others: dict[str, list[StatementRow]] = {}
    for row in of_kind:
        if row.cluster_id is not None:
            others.setdefault(row.cluster_id, []).append(row)
    heads = [row for row in of_kind if row.cluster_id is None]
    heads.sort(key=lambda row: (row.rank is None, row.rank or 0))
    return tuple(Cluster(head, tuple(others.get(head.id, ()))) for head in heads)
