"""How far two inspectors agree in their estimates of the same provider, before they settle.

Two figures with their n: how many bouwstenen got the same option, and Gwet's AC2 with linear
weights, which also counts a near miss in part and takes off what chance would give. Gwet, K. L.
(2008). Computing inter-rater reliability and its variance in the presence of high agreement.
British Journal of Mathematical and Statistical Psychology 61, 29-48, and (2014) Handbook of
Inter-Rater Reliability, 4th ed., for the weights. Cohen's kappa is not used: where nearly all is
"passend" it falls to zero while the two agree on nearly everything.

Estimates are authored, not anonymous: no threshold of people applies to them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from webapp.analysis.gaps import LEAST_OPINIONS
from webapp.instrument.model import ScaleOption

Weights = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two people chose for the same bouwstenen.

    `n` bouwstenen got an option that counts from both, `same` of them the same one; `apart`
    are the bouwstenen with two different ones, in the order given. `one_sided` got such an
    option from one of them only (the other said nvt, knab or nothing). `coefficient` is Gwet's
    AC2 with linear weights: 1 is full agreement, 0 is chance; None with fewer than 8 bouwstenen.
    """

    n: int
    same: int
    apart: tuple[str, ...]
    one_sided: tuple[str, ...]
    coefficient: float | None


def agreement(
    one: Mapping[str, str],
    other: Mapping[str, str],
    block_ids: Iterable[str],
    scale: Iterable[ScaleOption],
) -> Agreement:
    """Compare two estimates (bouwsteen → option code) over these bouwstenen."""
    place = {option.code: step for step, option in enumerate(o for o in scale if o.counts)}
    table = [[0] * len(place) for _ in place]
    apart, one_sided = [], []
    for block_id in block_ids:
        row, column = place.get(one.get(block_id, "")), place.get(other.get(block_id, ""))
        if row is not None and column is not None:
            table[row][column] += 1
            if row != column:
                apart.append(block_id)
        elif row is not None or column is not None:
            one_sided.append(block_id)
    n = sum(map(sum, table))
    return Agreement(
        n=n,
        same=n - len(apart),
        apart=tuple(apart),
        one_sided=tuple(one_sided),
        coefficient=gwet(table, linear_weights(len(place))) if n >= LEAST_OPINIONS else None,
    )


def linear_weights(steps: int) -> list[list[float]]:
    """1 for the same option, less by equal parts for each step apart, 0 for the two ends."""
    width = max(1, steps - 1)
    return [[1 - abs(row - column) / width for column in range(steps)] for row in range(steps)]


def gwet(table: Sequence[Sequence[int]], weights: Weights) -> float:
    """Gwet's AC2 of a square table of two raters; with 1 on the diagonal and 0 beside it, AC1.

    `table[i][j]` is how often the one chose option i and the other option j. Raises ValueError
    for an empty table or one of fewer than two options.
    """
    n, steps = sum(map(sum, table)), len(table)
    if not n or steps < 2:
        raise ValueError("agreement wants two options or more, and answers")
    pairs = [(row, column) for row in range(steps) for column in range(steps)]
    seen = sum(weights[row][column] * table[row][column] for row, column in pairs) / n
    parts = [
        (sum(table[step]) + sum(row[step] for row in table)) / (2 * n) for step in range(steps)
    ]
    spread = sum(part * (1 - part) for part in parts)
    chance = sum(map(sum, weights)) / (steps * (steps - 1)) * spread
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)
