"""The final estimate beside what other groups answered, and two inspectors beside each other.

Only what was released is read. The two kinds are never added up: an estimate is one opinion of
inspectors, what a group answered are the perceptions of people.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.analysis.agreement import Agreement, agreement
from webapp.analysis.estimates import NOTHING, Ratings
from webapp.analysis.results import Results
from webapp.db.queries.assessments import AssessmentRow
from webapp.instrument.local_text import LocalText
from webapp.instrument.model import BuildingBlock, Instrument, RespondentGroup, ScaleOption, Theme
from webapp.services.estimate_rights import About
from webapp.services.read_estimates import EstimatedMeeting, read_ratings
from webapp.services.read_results import read_results
from webapp.web.estimate_sheet import label_of
from webapp.web.perceptions import Perception, perception_of


@dataclass(frozen=True, slots=True)
class ContrastRow:
    """A bouwsteen: the estimate, its remark, and per group what it answered."""

    block: BuildingBlock
    option: ScaleOption | None
    remark: str
    perceptions: tuple[Perception, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """A bouwsteen on which two inspectors chose differently at first, and what they settled."""

    block: BuildingBlock
    options: tuple[LocalText | None, ...]
    settled: LocalText | None


@dataclass(frozen=True, slots=True)
class Contrast:
    """All that the page shows; `two` is None where one inspector made the estimate alone."""

    final: AssessmentRow
    groups: tuple[RespondentGroup, ...]
    themes: tuple[tuple[Theme, tuple[ContrastRow, ...]], ...]
    names: tuple[str, ...]
    two: Agreement | None
    apart: tuple[Apart, ...]


def read_contrast(session: Session, estimated: EstimatedMeeting, about: About) -> Contrast:
    """What may be seen beside the final estimate about a provider, which must exist."""
    final = about.final
    assert final is not None
    instrument = estimated.instrument
    ratings = read_ratings(session, estimated, final)
    results = _results(session, estimated, about)
    own_group = estimated.meeting.group_id
    groups = tuple(g for g in instrument.groups if g.id != own_group and not g.apart)
    sides = [read_ratings(session, estimated, row) for row in about.signed]
    return Contrast(
        final=final,
        groups=groups,
        themes=tuple(
            (
                theme,
                tuple(
                    contrast_row(instrument, results, block, ratings=ratings, groups=groups)
                    for block in blocks
                ),
            )
            for theme, blocks in instrument.themes_for(own_group)
        ),
        names=tuple(row.author or "" for row in about.signed),
        two=_agreement(estimated, sides) if len(sides) == 2 else None,
        apart=_apart(estimated, sides, ratings) if len(sides) == 2 else (),
    )


def _results(session: Session, estimated: EstimatedMeeting, about: About) -> Results:
    """What other groups answered about this provider; nothing where there is none."""
    if about.provider_id is None:
        return Results(estimated.round.min_group_size, (), (), ())
    return read_results(session, estimated.round, provider_id=about.provider_id)


def contrast_row(
    instrument: Instrument,
    results: Results,
    block: BuildingBlock,
    *,
    ratings: Ratings,
    groups: Sequence[RespondentGroup],
) -> ContrastRow:
    """A bouwsteen: what was judged of it beside what each of these groups answered."""
    rating = ratings.get(block.id, NOTHING)
    return ContrastRow(
        block=block,
        option=next((one for one in instrument.scale if one.code == rating.option), None),
        remark=rating.remark,
        perceptions=tuple(perception_of(instrument, results, block.id, group) for group in groups),
    )


def _codes(ratings: Ratings) -> dict[str, str]:
    return {id_: rating.option for id_, rating in ratings.items() if rating.option}


def _agreement(estimated: EstimatedMeeting, sides: Sequence[Ratings]) -> Agreement:
    one, other = (_codes(side) for side in sides)
    ids = [block.id for block in estimated.blocks]
    return agreement(one, other, ids, estimated.instrument.scale)


def _apart(
    estimated: EstimatedMeeting, sides: Sequence[Ratings], settled: Ratings
) -> tuple[Apart, ...]:
    rows = (
        (block, [side.get(block.id, NOTHING).option for side in sides])
        for block in estimated.blocks
    )
    return tuple(
        Apart(
            block,
            tuple(label_of(estimated.instrument, code) for code in codes),
            label_of(estimated.instrument, settled.get(block.id, NOTHING).option),
        )
        for block, codes in rows
        if codes[0] != codes[1]
    )
