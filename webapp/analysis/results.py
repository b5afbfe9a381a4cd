"""What may be shown of a round: counts per group, provider and bouwsteen, and what is left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from webapp.instrument.own_theme import is_own

Reason: TypeAlias = Literal["te-weinig", "niet-vrijgegeven"]

TOO_FEW: Reason = "te-weinig"
NOT_RELEASED: Reason = "niet-vrijgegeven"


@dataclass(frozen=True, slots=True)
class BlockResult:
    """The answers to one bouwsteen.

    `counts` has every option of the scale. `n` is the number of sheets in the batches that
    count for this bouwsteen, `blank` how many of those left it open, and `valid` how many chose
    an option that counts: the denominator of every share, without nvt and knab.
    """

    block_id: str
    theme_id: str
    counts: Mapping[str, int]
    n: int
    blank: int
    valid: int


@dataclass(frozen=True, slots=True)
class GroupResult:
    """What one group answered about one provider or set of providers.

    No `provider_ids`: pooled or without a provider; or, in the totals, all providers together.
    `n` is the number of sheets. `blocks` leaves out the bouwstenen that too few answered.
    """

    group_id: str
    provider_ids: tuple[str, ...]
    n: int
    blocks: tuple[BlockResult, ...]

    def block(self, block_id: str) -> BlockResult | None:
        """The answers to a bouwsteen, or None where too few answered it."""
        return next((block for block in self.blocks if block.block_id == block_id), None)

    @property
    def of_framework(self) -> tuple[BlockResult, ...]:
        """What counts in a total: all but the bouwstenen that a provider added itself."""
        return tuple(block for block in self.blocks if not is_own(block.block_id))

    def in_theme(self, theme_id: str) -> tuple[BlockResult, ...]:
        """The bouwstenen of a thema of which something may be shown."""
        return tuple(block for block in self.blocks if block.theme_id == theme_id)


@dataclass(frozen=True, slots=True)
class Suppression:
    """Something that exists and is not shown; without a `block_id` it is about all bouwstenen."""

    group_id: str
    provider_ids: tuple[str, ...]
    reason: Reason
    block_id: str | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """All that may be shown: `groups` per group and provider, `totals` per group.

    Groups stand in the order of the instrument and providers in the order of their ids;
    whoever knows their names puts them in the order of those.
    """

    min_group_size: int
    groups: tuple[GroupResult, ...]
    totals: tuple[GroupResult, ...]
    suppressed: tuple[Suppression, ...]

    def total(self, group_id: str) -> GroupResult | None:
        """What the group answered over all providers, or None where nothing may be shown."""
        return next((total for total in self.totals if total.group_id == group_id), None)

    def why_not(self, group_id: str, provider_ids: tuple[str, ...] | None = None) -> Reason | None:
        """Why nothing is shown of a group (about these providers); None when there is no data.

        Of several reasons "niet-vrijgegeven" is told: that one passes.
        """
        reasons = {
            row.reason
            for row in self.suppressed
            if row.group_id == group_id
            and row.block_id is None
            and provider_ids in (None, row.provider_ids)
        }
        return NOT_RELEASED if NOT_RELEASED in reasons else next(iter(reasons), None)
