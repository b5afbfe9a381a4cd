"""How much the people of one group agree with each other on an ordinal scale.

Tastle, W. J. and Wierman, M. J. (2007). Consensus and dissention: a measure of ordinal
dispersion. International Journal of Approximate Reasoning 45, 531-545:
Cns(X) = 1 + sum of p_i * log2(1 - |x_i - mean| / (highest - lowest)), with the options of the
scale as the steps 1, 2, 3 and so on. The mean of the steps is a step inside the formula only; it
is never shown, since the scale has no averages.
"""

from collections.abc import Iterable, Sequence
from math import log2

from webapp.analysis.gaps import LEAST_OPINIONS
from webapp.analysis.results import BlockResult
from webapp.instrument.model import ScaleOption


def consensus(block: BlockResult, scale: Iterable[ScaleOption]) -> float | None:
    """1 where all who gave an opinion chose one option, 0 where half of them are at each end.

    Options that do not count take no part. None with fewer than 8 opinions, and on a scale of
    fewer than two options.
    """
    counts = [block.counts[option.code] for option in scale if option.counts]
    if block.valid < LEAST_OPINIONS or len(counts) < 2:
        return None
    return consensus_of(counts)


def consensus_of(counts: Sequence[float]) -> float:
    """The measure of Tastle and Wierman of at least two counts (or weights), in the scale's order.

    Raises ValueError where there is nothing to measure: fewer than two options, or no answers.
    """
    total, width = sum(counts), len(counts) - 1
    if width < 1 or total <= 0:
        raise ValueError("consensus wants a scale of two options or more, and answers")
    mean = sum(step * count for step, count in enumerate(counts)) / total
    spread = sum(
        count / total * log2(1 - abs(step - mean) / width)
        for step, count in enumerate(counts)
        if count
    )
    return min(1.0, max(0.0, 1 + spread))
