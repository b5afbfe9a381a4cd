"""How far groups or rounds are apart, and where the answers of one group run apart.

Two shares are called far apart where whoever divides the counts sees at least 15 points between
them, that is more than what three people of the smaller side make, and each side has at least
8 opinions. It is a rule of thumb that can be checked by hand, not a test: nothing here says that
a difference would come back with other people.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from webapp.analysis.results import BlockResult, Results
from webapp.analysis.shares import percent
from webapp.instrument.model import RespondentGroup, ScaleOption

LEAST_OPINIONS = 8
LEAST_POINTS = 15
PEOPLE = 3
LEAST_SIDE = 25  # percent at each end of the scale, where answers are said to run apart


class Share(NamedTuple):
    """Which part of a side chose an option: `chosen` of the `valid` who gave an opinion."""

    key: str
    chosen: int
    valid: int

    @property
    def percent(self) -> int:
        """As printed; 0 where nobody gave an opinion."""
        return percent(self.chosen, self.valid) or 0


class Gap(NamedTuple):
    """The two groups that are furthest apart on a bouwsteen."""

    block_id: str
    high: Share
    low: Share

    @property
    def points(self) -> int:
        """The difference of the two percentages as printed."""
        return self.high.percent - self.low.percent


def is_far(one: Share, other: Share) -> bool:
    """Whether two shares are far apart, by the rule of this file."""
    smallest = min(one.valid, other.valid)
    points = abs(one.percent - other.percent)
    return (
        smallest >= LEAST_OPINIONS and points >= LEAST_POINTS and points * smallest > PEOPLE * 100
    )


def largest_gaps(
    results: Results, groups: Sequence[RespondentGroup], option_code: str, most: int = 5
) -> tuple[Gap, ...]:
    """The bouwstenen on which two groups are far apart, the largest gaps first.

    Bouwstenen are put in order, never groups or providers.
    """
    gaps = [gap for gap in _gaps(results, groups, option_code) if is_far(gap.high, gap.low)]
    return tuple(sorted(gaps, key=lambda gap: -gap.points)[:most])


def runs_apart(block: BlockResult, scale: Iterable[ScaleOption]) -> bool:
    """Whether a quarter or more of the opinions are at each end of the scale.

    The ends are the first and the last options that count: one of each in a scale of up to four,
    two of five or six, three of seven. Never with fewer than 8 opinions.
    """
    codes = [option.code for option in scale if option.counts]
    width = max(1, (len(codes) - 1) // 2)
    if block.valid < LEAST_OPINIONS or len(codes) < 2:
        return False
    ends = (_sum(block.counts, codes[:width]), _sum(block.counts, codes[-width:]))
    return all(100 * end >= LEAST_SIDE * block.valid for end in ends)


def _sum(counts: Mapping[str, int], codes: Iterable[str]) -> int:
    return sum(counts[code] for code in codes)


def _gaps(results: Results, groups: Sequence[RespondentGroup], option_code: str) -> Iterable[Gap]:
    shares: dict[str, list[Share]] = {}
    for group in groups:
        total = results.total(group.id)
        for block in total.blocks if total else ():
            if block.valid >= LEAST_OPINIONS:
                share = Share(group.id, block.counts[option_code], block.valid)
                shares.setdefault(block.block_id, []).append(share)
    for block_id, of_groups in shares.items():
        if len(of_groups) > 1:
            in_order = sorted(of_groups, key=lambda share: share.chosen / share.valid)
            yield Gap(block_id, in_order[-1], in_order[0])
