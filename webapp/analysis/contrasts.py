"""When two sides differ: only where a test on their counts carries it, else so many people.

Fisher's exact test per bouwsteen, corrected by Holm over all bouwstenen (and pairs of sides) that
were looked at together; carried at 5 %. See webapp.analysis.fisher for the sources, and decision
70 for why. The test takes everybody as answering alone; people in one conversation hear each
other, so it says at most that counts would be surprising if nothing were behind them.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple, TypeVar

from webapp.analysis.fisher import fisher_exact, holm
from webapp.analysis.results import BlockResult, GroupResult
from webapp.analysis.shares import percent

LIMIT = 0.05  # of the corrected p-value

_Key = TypeVar("_Key", bound=Hashable)


class Share(NamedTuple):
    """Which part of a side chose an option: `chosen` of the `valid` who gave an opinion."""

    key: str
    chosen: int
    valid: int

    @property
    def percent(self) -> int:
        """As printed; 0 where nobody gave an opinion."""
        return percent(self.chosen, self.valid) or 0


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two shares beside each other; `p` is corrected over a family of `family` tests."""

    one: Share
    other: Share
    p: float
    family: int

    @property
    def is_carried(self) -> bool:
        """Whether it may be called a difference."""
        return self.p <= LIMIT

    @property
    def points(self) -> int:
        """The difference of the two percentages as printed, never below zero."""
        return abs(self.one.percent - self.other.percent)

    @property
    def high_and_low(self) -> tuple[Share, Share]:
        """The larger share and the smaller one; as given where they are equal."""
        is_turned = self.one.chosen * self.other.valid < self.other.chosen * self.one.valid
        return (self.other, self.one) if is_turned else (self.one, self.other)

    @property
    def people(self) -> int:
        """How many of the smaller side make the difference: rounded, halves up.

        Where both sides are equally large, just the difference of the counts.
        """
        smaller = min(self.one.valid, self.other.valid)
        product = self.one.valid * self.other.valid
        apart = abs(self.one.chosen * self.other.valid - self.other.chosen * self.one.valid)
        return (2 * apart * smaller + product) // (2 * product)

    @property
    def is_equal(self) -> bool:
        """Whether the two shares are exactly the same."""
        return self.one.chosen * self.other.valid == self.other.chosen * self.one.valid


def contrasts(pairs: Mapping[_Key, tuple[Share, Share]]) -> dict[_Key, Contrast]:
    """Test all pairs as one family; those where a side has no opinions are left out.

    Give everything that a reader looks at together: leaving out what is dull makes the rest look
    surer than it is.
    """
    tested = {key: pair for key, pair in pairs.items() if pair[0].valid and pair[1].valid}
    p_values = holm(
        {
            key: fisher_exact(one.chosen, one.valid, other.chosen, other.valid)
            for key, (one, other) in tested.items()
        }
    )
    return {key: Contrast(*pair, p_values[key], len(tested)) for key, pair in tested.items()}


def share_of(key: str, block: BlockResult, option_code: str) -> Share:
    """The share of one option in a result."""
    return Share(key, block.counts[option_code], block.valid)


def contrast_results(
    one: GroupResult, other: GroupResult, option_code: str, keys: tuple[str, str]
) -> dict[str, Contrast]:
    """Per bouwsteen (by id, in the order of `one`) that both have: the two shares, tested.

    `keys` names the two sides in their shares: two groups, a provider and the others, and so on.
    """
    pairs = {}
    for block in one.blocks:
        beside = other.block(block.block_id)
        if beside:
            pairs[block.block_id] = (
                share_of(keys[0], block, option_code),
                share_of(keys[1], beside, option_code),
            )
    return contrasts(pairs)


def contrast_groups(
    totals: Sequence[GroupResult], option_code: str
) -> dict[tuple[str, str, str], Contrast]:
    """Every two groups per bouwsteen: (bouwsteen, group, group) → the shares, as one family."""
    pairs = {}
    for one, other in combinations(totals, 2):
        for block in one.blocks:
            beside = other.block(block.block_id)
            if beside:
                pairs[block.block_id, one.group_id, other.group_id] = (
                    share_of(one.group_id, block, option_code),
                    share_of(other.group_id, beside, option_code),
                )
    return contrasts(pairs)
