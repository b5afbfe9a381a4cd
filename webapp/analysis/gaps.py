"""Where groups differ most, and where the answers of one group run apart.

Two groups differ where the test of webapp.analysis.contrasts carries it. Running apart is a rule
of thumb that can be checked by hand, not a test.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from webapp.analysis.contrasts import Contrast, Share, contrast_groups
from webapp.analysis.results import BlockResult, Results
from webapp.instrument.model import Instrument, RespondentGroup, ScaleOption

LEAST_OPINIONS = 8
LEAST_SIDE = 25  # percent at each end of the scale, where answers are said to run apart


class Gap(NamedTuple):
    """The two groups that differ most on a bouwsteen."""

    block_id: str
    high: Share
    low: Share

    @property
    def points(self) -> int:
        """The difference of the two percentages as printed."""
        return self.high.percent - self.low.percent


def largest_gaps(
    results: Results, groups: Sequence[RespondentGroup], option_code: str, most: int = 5
) -> tuple[Gap, ...]:
    """The bouwstenen on which two groups differ by the test, the largest gaps first.

    All pairs of groups and all bouwstenen are one family of the test. Bouwstenen are put in
    order, never groups or providers.
    """
    totals = [total for group in groups if (total := results.total(group.id))]
    largest: dict[str, Gap] = {}
    for (block_id, _, _), contrast in contrast_groups(totals, option_code).items():
        if contrast.is_carried:
            low, high = sorted(
                (contrast.one, contrast.other), key=lambda share: share.chosen / share.valid
            )
            gap = Gap(block_id, high, low)
            if block_id not in largest or gap.points > largest[block_id].points:
                largest[block_id] = gap
    return tuple(sorted(largest.values(), key=lambda gap: -gap.points)[:most])


class Furthest(NamedTuple):
    """The two groups that stand furthest apart on a bouwsteen, whether or not a test carries it."""

    block_id: str
    contrast: Contrast


def furthest_apart(
    instrument: Instrument, results: Results, option_code: str
) -> tuple[Furthest, ...]:
    """Every bouwsteen about which two groups gave an opinion, what differs most first.

    First what the test carries, by points; then by how many people make the difference, since
    points of a few people say little. Equal ones stay in the order of the framework. As in
    `largest_gaps` all pairs are one family, and never are groups or providers put in order;
    groups that are no result of their own take no part.
    """
    groups = [group for group in instrument.groups if not group.apart]
    totals = [total for group in groups if (total := results.total(group.id))]
    furthest: dict[str, Contrast] = {}
    for (block_id, _, _), contrast in contrast_groups(totals, option_code).items():
        if block_id not in furthest or _weight(contrast) > _weight(furthest[block_id]):
            furthest[block_id] = contrast
    in_order = [
        Furthest(block.id, furthest[block.id])
        for block in instrument.blocks
        if block.id in furthest
    ]
    return tuple(sorted(in_order, key=lambda one: _weight(one.contrast), reverse=True))


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


def _weight(contrast: Contrast) -> tuple[bool, int]:
    carried = contrast.is_carried
    return carried, contrast.points if carried else contrast.people


def _sum(counts: Mapping[str, int], codes: Iterable[str]) -> int:
    return sum(counts[code] for code in codes)
