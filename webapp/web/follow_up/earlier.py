"""What comes back of the last time: its focus points beside the new result, with their actions."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.analysis.contrast_words import contrast_counts, contrast_words
from webapp.analysis.focus_back import UNTOLD, FocusBack, GroupBack, focus_back
from webapp.analysis.results import BlockResult
from webapp.analysis.rounds_beside import RoundSide
from webapp.analysis.words import absence, named_option
from webapp.db.models import Round
from webapp.i18n import gettext as _
from webapp.instrument.local_text import LocalText
from webapp.instrument.model import BuildingBlock
from webapp.services.follow_up.own_round import OwnRound
from webapp.services.follow_up.read_follow_up import (
    Focus,
    find_earlier,
    read_focus,
    read_own_side,
)
from webapp.web.follow_up.desk import Desk
from webapp.web.perceptions import Perception, perception_in


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group then and now. `now` goes with the bouwsteen it is about; `counts` are of the option
    that sentences name.
    """

    name: LocalText
    then: Perception
    now: tuple[tuple[BuildingBlock, Perception], ...]
    counts: str
    words: str
    is_carried: bool


@dataclass(frozen=True, slots=True)
class EarlierFocus:
    """A focus point of the last time; `told` says what became of the bouwsteen itself."""

    focus: Focus
    block: BuildingBlock
    now: tuple[BuildingBlock, ...]
    told: str
    reason: LocalText | None
    is_reworded: bool
    lines: tuple[GroupLine, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last round after which the provider chose focus points."""

    round: Round
    versions: str
    points: tuple[EarlierFocus, ...]

    @property
    def later_ids(self) -> frozenset[str]:
        """The bouwstenen of this round that a focus point of the last time became."""
        return frozenset(block.id for one in self.points for block in one.now)

    @property
    def is_compared(self) -> bool:
        """Whether any counts are set against each other."""
        return any(line.words for one in self.points for line in one.lines)


def read_earlier(session: Session, desk: Desk) -> Earlier | None:
    """What comes back in this round; None where nothing was chosen before."""
    round_ = find_earlier(session, desk.round, desk.provider.id)
    if round_ is None:
        return None
    side = read_own_side(session, round_, desk.provider.id)
    focus = read_focus(session, OwnRound(round_.id, desk.provider.id), side.instrument)
    of_block = {one.point.block_id: one for one in focus}
    back = focus_back(side, desk.side, of_block)
    return Earlier(
        round=round_,
        versions=_versions(side, desk.side),
        points=tuple(_point(one, of_block[one.block_id], side, desk.side) for one in back),
    )


def _point(back: FocusBack, focus: Focus, then: RoundSide, now: RoundSide) -> EarlierFocus:
    return EarlierFocus(
        focus=focus,
        block=then.instrument.block(back.block_id),
        now=tuple(now.instrument.block(id_) for id_ in back.later_ids),
        told=_told(back),
        reason=back.reason if back.relation != "equal" or back.is_reworded else None,
        is_reworded=back.is_reworded,
        lines=tuple(_line(one, back, then, now) for one in back.groups),
    )


def _line(one: GroupBack, back: FocusBack, then: RoundSide, now: RoundSide) -> GroupLine:
    contrast, option = one.contrast, named_option(now.instrument)
    return GroupLine(
        name=one.group.name,
        then=_shown(then, one.group.id, one.earlier, was_asked=one.was_asked),
        now=tuple(
            (
                now.instrument.block(id_),
                _shown(now, one.group.id, block, was_asked=_asks(now, one.group.id, id_)),
            )
            for id_, block in zip(back.later_ids, one.later, strict=True)
        ),
        counts=f"{option.short}: {contrast_counts(contrast)}" if contrast else "",
        words=contrast_words(contrast) if contrast else "",
        is_carried=bool(contrast and contrast.is_carried),
    )


def _shown(
    side: RoundSide, group_id: str, block: BlockResult | None, *, was_asked: bool
) -> Perception:
    if not was_asked:
        return Perception()
    if block is not None:
        return perception_in(side.instrument, block)
    results = side.results
    reason = "te-weinig" if results.total(group_id) else results.why_not(group_id)
    return Perception(absent=absence(reason, results.min_group_size))


def _asks(side: RoundSide, group_id: str, block_id: str) -> bool:
    return any(one.id == group_id and block_id in one.block_ids for one in side.instrument.groups)


def _told(back: FocusBack) -> str:
    """What became of the bouwsteen; nothing to tell where it is just the same."""
    if back.relation == "equal" and not back.same_scale:
        return _(
            "Dezelfde bouwsteen, maar andere antwoorden om uit te kiezen: niet te vergelijken."
        )
    if back.relation == "equal":
        return _("Dezelfde bouwsteen, in andere woorden.") if back.is_reworded else ""
    words = {
        "gone": _("Deze bouwsteen staat niet meer in de lijst."),
        "replaced": _("Deze bouwsteen is vervangen. Wat er nu staat, is iets anders."),
        "subset": _(
            "Wat er nu gevraagd wordt, is maar een deel hiervan. Naast elkaar, niet te vergelijken."
        ),
        "superset": _("Wat er nu gevraagd wordt, is ruimer. Naast elkaar, niet te vergelijken."),
        "intersects": _(
            "Wat er nu gevraagd wordt, overlapt hiermee. Naast elkaar, niet te vergelijken."
        ),
        UNTOLD: _(
            "Nergens staat vastgelegd wat in deze lijst gelijk bleef. Er valt dus niets te"
            " vergelijken."
        ),
    }
    return words[back.relation]


def _versions(then: RoundSide, now: RoundSide) -> str:
    """Empty where both rounds have the same list."""
    before, after = then.instrument, now.instrument
    if before == after:
        return ""
    return _(
        "Vorige keer: %(before)s, versie %(first)s. Nu: %(after)s, versie %(last)s.",
        before=before.title,
        first=before.version,
        after=after.title,
        last=after.version,
    )
