"""Signed estimates of several providers, counted per bouwsteen: a source of its own.

Authored by inspectors, so no threshold of people applies, and never added to what people answered.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from webapp.analysis.results import BlockResult
from webapp.instrument.model import Instrument


class EstimateRow(NamedTuple):
    """What one signed estimate says of one bouwsteen."""

    assessment_id: str
    provider_id: str | None
    block_id: str
    option_code: str


@dataclass(frozen=True, slots=True)
class EstimateTally:
    """How many of `n` signed estimates chose which option, per bouwsteen."""

    n: int
    blocks: tuple[BlockResult, ...]

    def block(self, block_id: str) -> BlockResult | None:
        """What they say of a bouwsteen; `n` in it is the number of estimates."""
        return next((block for block in self.blocks if block.block_id == block_id), None)


def tally_estimates(instrument: Instrument, rows: Iterable[EstimateRow]) -> EstimateTally:
    """Count the estimates; a bouwsteen that none of them rates is left out."""
    rows = tuple(rows)
    n = len({row.assessment_id for row in rows})
    chosen: dict[str, Counter[str]] = {}
    for row in rows:
        chosen.setdefault(row.block_id, Counter())[row.option_code] += 1
    counting = set(instrument.counting_codes)
    blocks = (
        BlockResult(
            block_id=block.id,
            theme_id=block.theme_id,
            counts={option.code: counts[option.code] for option in instrument.scale},
            n=n,
            blank=n - counts.total(),
            valid=sum(times for code, times in counts.items() if code in counting),
        )
        for block in instrument.blocks
        if (counts := chosen.get(block.id))
    )
    return EstimateTally(n, tuple(blocks))
