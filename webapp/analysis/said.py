"""Strengths and growth opportunities as groups named them: counted per thema and subthema.

A statement is said by a group together, not by a person: what is counted are statements, and n is
a number of conversations.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

STRENGTH, GROWTH = "strength", "growth"


class SaidRow(NamedTuple):
    """One coded statement: of which conversation and group, and the codes that it was given.

    A code is a thema of the coding scheme, or "thema/subthema".
    """

    meeting_id: str
    group_id: str
    kind: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """`counts` is (kind, group, code) → statements, a thema holding those of its subthemas once.

    `conversations` is group → in how many conversations something was said and coded; `uncoded`
    how many statements have no code yet.
    """

    counts: Mapping[tuple[str, str, str], int]
    conversations: Mapping[str, int]
    uncoded: int

    def count(self, kind: str, code: str, group_ids: Iterable[str]) -> int:
        """How many statements of a kind have a code, over these groups."""
        return sum(self.counts.get((kind, group_id, code), 0) for group_id in group_ids)


def count_said(rows: Iterable[SaidRow]) -> Said:
    """Count the strengths and growth opportunities; what is neither is left out."""
    counts: dict[tuple[str, str, str], int] = {}
    meetings: dict[str, set[str]] = {}
    uncoded = 0
    for row in rows:
        if row.kind not in (STRENGTH, GROWTH):
            continue
        uncoded += not row.codes
        if row.codes:
            meetings.setdefault(row.group_id, set()).add(row.meeting_id)
        for code in {code.partition("/")[0] for code in row.codes}.union(row.codes):
            key = (row.kind, row.group_id, code)
            counts[key] = counts.get(key, 0) + 1
    return Said(counts, {group: len(ids) for group, ids in meetings.items()}, uncoded)
