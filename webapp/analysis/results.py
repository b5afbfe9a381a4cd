"""What may be shown of a round: counts per group, provider and bouwsteen, and what is left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

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
