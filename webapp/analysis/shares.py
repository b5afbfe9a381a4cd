"""Shares: which part of those who gave an opinion chose an option.

Only options that count are in a share, above and below the line; nvt, knab and what was left
open are shown beside it. Percentages are whole numbers, each rounded by itself, halves up. They
are not made to fit (no largest remainder): a printed number is always the one a reader gets who
divides the counts, so the parts of one bar may add up to 99 or 101.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from webapp.analysis.results import BlockResult

FEW = 20  # opinions; under this number counts are told before percentages


def percent(count: int, of: int) -> int | None:
    """`count` as a whole percentage of `of`, halves up; None where there is nothing to divide by.

    `of` is the `valid` of a result: never its n.
    """
    return (200 * count + of) // (2 * of) if of else None


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers to several bouwstenen together, counted by answer and not by person.

    `block_count` is how many bouwstenen they are about; the other fields are as in BlockResult,
    added up.
    """

    block_count: int
    counts: Mapping[str, int]
    blank: int
    valid: int


def answers_to(blocks: Iterable[BlockResult]) -> Answers:
    """The answers to these bouwstenen together, as the report's "globaal beeld" adds them up."""
    blocks = tuple(blocks)
    codes = blocks[0].counts if blocks else ()
    return Answers(
        block_count=len(blocks),
        counts={code: sum(block.counts[code] for block in blocks) for code in codes},
        blank=sum(block.blank for block in blocks),
        valid=sum(block.valid for block in blocks),
    )
