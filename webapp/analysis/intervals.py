"""How far a share could lie from what was counted: the interval of Wilson.

Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
Journal of the American Statistical Association 22, 209-212. Called "score" without continuity
correction (method 3) in Newcombe, R. G. (1998). Two-sided confidence intervals for the single
proportion: comparison of seven methods. Statistics in Medicine 17, 857-872.

It never leaves 0 to 100 %, and says something sensible of 0 of 5 and of 5 of 5. It takes the
people who answered as if they were drawn from many like them, each on their own. People in one
conversation hear each other, so the real uncertainty is rather larger than smaller.
"""

from math import sqrt
from typing import NamedTuple

LEVEL = 95  # percent
_Z = 1.959963984540054  # of the normal distribution, for 95 %


class Interval(NamedTuple):
    """From where to where, as parts of one: 0 <= low <= high <= 1."""

    low: float
    high: float


def wilson(chosen: int, valid: int) -> Interval | None:
    """The interval of 95 % around `chosen` of `valid`; None where nobody gave an opinion.

    Raises ValueError where more people chose it than gave an opinion.
    """
    if not 0 <= chosen <= valid:
        raise ValueError(f"{chosen} of {valid} is no share")
    if not valid:
        return None
    share, z2 = chosen / valid, _Z * _Z
    middle = (share + z2 / (2 * valid)) / (1 + z2 / valid)
    half = _Z / (1 + z2 / valid) * sqrt(share * (1 - share) / valid + z2 / (4 * valid * valid))
    low = 0.0 if chosen == 0 else middle - half
    high = 1.0 if chosen == valid else middle + half
    return Interval(low, high)
