"""Whether counts of two sides could come from one and the same share: Fisher's exact test.

Fisher, R. A. (1935). The logic of inductive inference. Journal of the Royal Statistical Society
98, 39-82. Two-sided as R's fisher.test and scipy.stats.fisher_exact have it: all tables with
these margins that are as likely as the one that was counted, or less.

The corrections for a family of tests: Holm, S. (1979). A simple sequentially rejective multiple
test procedure. Scandinavian Journal of Statistics 6, 65-70.
"""

from collections.abc import Hashable, Iterator, Mapping
from typing import TypeVar

_Key = TypeVar("_Key", bound=Hashable)

_EQUAL = 1 + 1e-7  # tables that are equally likely, but for the rounding of floats (as in R)


def fisher_exact(chosen: int, valid: int, other_chosen: int, other_valid: int) -> float:
    """The probability of counts at least this far apart, where both sides have one share.

    `chosen` of `valid` on the one side, `other_chosen` of `other_valid` on the other; between
    0 and 1, and 1 where a side is empty. Raises ValueError where more chose than there are.
    """
    if not (0 <= chosen <= valid and 0 <= other_chosen <= other_valid):
        raise ValueError("more people chose an option than gave an opinion")
    lowest = max(0, chosen + other_chosen - other_valid)
    weights = list(_weights(lowest, valid, other_valid, chosen + other_chosen))
    most = weights[chosen - lowest] * _EQUAL
    rare = sum(weight for weight in weights if weight <= most)
    return min(1.0, rare / sum(weights))


def holm(p_values: Mapping[_Key, float]) -> dict[_Key, float]:
    """The same p-values, corrected for being a family: at most 1, and never below the given one.

    Whoever calls what is at most 0.05 a difference, wrongly calls any of the whole family one
    in at most one of twenty such families, however the tests hang together.
    """
    in_order = sorted(p_values, key=lambda key: p_values[key])
    corrected: dict[_Key, float] = {}
    highest = 0.0
    for place, key in enumerate(in_order):
        highest = max(highest, min(1.0, p_values[key] * (len(in_order) - place)))
        corrected[key] = highest
    return {key: corrected[key] for key in p_values}


def _weights(lowest: int, valid: int, other_valid: int, chosen: int) -> Iterator[float]:
    """How likely each table with these margins is, over the likeliest one; from `lowest` on."""
    highest = min(valid, chosen)
    mode = (valid + 1) * (chosen + 1) // (valid + other_valid + 2)
    mode = min(max(mode, lowest), highest)
    down, weight = [], 1.0
    for x in range(mode, lowest, -1):
        weight *= x * (other_valid - chosen + x) / ((valid - x + 1) * (chosen - x + 1))
        down.append(weight)
    yield from reversed(down)
    yield 1.0
    weight = 1.0
    for x in range(mode, highest):
        weight *= (valid - x) * (chosen - x) / ((x + 1) * (other_valid - chosen + x + 1))
        yield weight
