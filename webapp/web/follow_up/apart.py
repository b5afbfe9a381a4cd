"""Where groups stand furthest apart on a bouwsteen, in words; and what stands beside a choice."""

from dataclasses import dataclass

from webapp.analysis.contrast_words import contrast_words
from webapp.analysis.contrasts import Share
from webapp.analysis.gaps import furthest_apart, runs_apart
from webapp.analysis.words import named_option
from webapp.i18n import gettext as _
from webapp.instrument.local_text import LocalText
from webapp.instrument.model import BuildingBlock, Theme
from webapp.web.follow_up.desk import Desk
from webapp.web.perceptions import Perception, perception_of

MOST_FIRST = 10
LEAST_PEOPLE = 2  # a difference of one person is no reason to stand first


@dataclass(frozen=True, slots=True)
class BlockApart:
    """A bouwsteen: what two groups that stand furthest apart on it chose, and how sure that is.

    Without `counts` fewer than two groups gave an opinion. `divided` are the groups in which the
    answers run apart.
    """

    block: BuildingBlock
    counts: str
    words: str
    is_carried: bool
    is_first: bool
    divided: tuple[str, ...]


def blocks_apart(desk: Desk) -> dict[str, BlockApart]:
    """Block id → that, what differs most first and then the rest of the framework in its order."""
    option = named_option(desk.instrument)
    found = furthest_apart(desk.instrument, desk.results, option.code)
    told = {}
    for number, one in enumerate(found):
        contrast = one.contrast
        told[one.block_id] = BlockApart(
            block=desk.instrument.block(one.block_id),
            counts="; ".join(_share(desk, share) for share in contrast.high_and_low),
            words=contrast_words(contrast),
            is_carried=contrast.is_carried,
            is_first=number < MOST_FIRST
            and (contrast.is_carried or contrast.people >= LEAST_PEOPLE),
            divided=_divided(desk, one.block_id),
        )
    for block in desk.instrument.blocks:
        if block.id not in told:
            told[block.id] = BlockApart(
                block, "", "", is_carried=False, is_first=False, divided=_divided(desk, block.id)
            )
    return told


def by_theme(desk: Desk, found: dict[str, BlockApart]) -> list[tuple[Theme, list[BlockApart]]]:
    """Those that do not stand first, per thema and in the order of the framework."""
    themes = (
        (
            theme,
            [
                found[block.id]
                for block in desk.instrument.blocks
                if block.theme_id == theme.id and not found[block.id].is_first
            ],
        )
        for theme in desk.instrument.themes
    )
    return [(theme, rows) for theme, rows in themes if rows]


def perceptions(desk: Desk, block_id: str) -> list[tuple[LocalText, Perception]]:
    """What each group that was asked answered, by name."""
    return [
        (group.name, perception_of(desk.instrument, desk.results, block_id, group))
        for group in desk.groups
        if block_id in group.block_ids
    ]


def _share(desk: Desk, share: Share) -> str:
    return _(
        "%(group)s: %(chosen)s van %(valid)s koos ‘%(option)s’",
        group=desk.instrument.group(share.key).name,
        chosen=share.chosen,
        valid=share.valid,
        option=named_option(desk.instrument).label,
    )


def _divided(desk: Desk, block_id: str) -> tuple[str, ...]:
    totals = ((group, desk.results.total(group.id)) for group in desk.groups)
    blocks = ((group, total.block(block_id)) for group, total in totals if total)
    return tuple(
        str(group.name)
        for group, block in blocks
        if block and runs_apart(block, desk.instrument.scale)
    )
