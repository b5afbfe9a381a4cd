"""What a group answered about a bouwsteen, as it stands beside somebody's judgement: in counts."""

from dataclasses import dataclass

from webapp.analysis.results import BlockResult, Results
from webapp.analysis.words import absence
from webapp.instrument.model import Instrument, RespondentGroup, ScaleOption


@dataclass(frozen=True, slots=True)
class Part:
    """How many of those with an opinion chose an option."""

    option: ScaleOption
    times: int


@dataclass(frozen=True, slots=True)
class Perception:
    """What a group answered about a bouwsteen: `absent` says why there is nothing to show.

    `parts` leaves out options that nobody chose, `silent` counts those without an opinion. Both
    empty: the group was not asked.
    """

    parts: tuple[Part, ...] = ()
    valid: int = 0
    silent: int = 0
    absent: str = ""


def perception_of(
    instrument: Instrument, results: Results, block_id: str, group: RespondentGroup
) -> Perception:
    """What may be shown of a group, or why nothing may."""
    if block_id not in group.block_ids:
        return Perception()
    total = results.total(group.id)
    block = total.block(block_id) if total else None
    if block is None:
        reason = results.why_not(group.id) if total is None else "te-weinig"
        return Perception(absent=absence(reason, results.min_group_size))
    return perception_in(instrument, block)


def perception_in(instrument: Instrument, block: BlockResult) -> Perception:
    """The counts of a bouwsteen that may be shown."""
    return Perception(
        parts=tuple(
            Part(option, block.counts[option.code])
            for option in instrument.scale
            if option.counts and block.counts[option.code]
        ),
        valid=block.valid,
        silent=block.n - block.valid,
    )
