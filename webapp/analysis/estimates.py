"""Estimates by inspectors of what a provider's policy staff told.

They are authored and never added to what people answered. A rating without an option is a gap.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from webapp.instrument.model import Instrument, RespondentGroup, ScaleOption


class Rating(NamedTuple):
    """What an estimate says of a bouwsteen; no option where it says nothing yet."""

    option: str | None = None
    remark: str = ""


NOTHING = Rating()
Ratings = Mapping[str, Rating]  # by block id


def estimated_group(instrument: Instrument) -> RespondentGroup:
    """The group of whose conversation an estimate is made: the first that is asked the most.

    That is the one that speaks for the provider (in okt-2020 "beleid", asked all bouwstenen).
    Groups that are no result of their own come last.
    """
    return max(instrument.groups, key=lambda group: (group.apart is None, len(group.block_ids)))


def not_discussed(instrument: Instrument) -> ScaleOption | None:
    """The option for what was not talked about: one that does not count and is offered only in
    conversations; None where the scale has none.
    """
    return next(
        (o for o in instrument.scale if not o.counts and o.settings == {"conversation"}), None
    )


def gaps(ratings: Ratings, block_ids: Iterable[str]) -> tuple[str, ...]:
    """The bouwstenen without an option, in the order given."""
    return tuple(id_ for id_ in block_ids if ratings.get(id_, NOTHING).option is None)


def proposals(
    marks: Mapping[str, bool], ratings: Ratings, block_ids: Iterable[str]
) -> tuple[str, ...]:
    """The open bouwstenen that were not discussed, by the marks of the conversation.

    `marks` is block id → discussed or not. Where nothing was marked as discussed nobody kept the
    marks, and nothing is proposed.
    """
    if not any(marks.values()):
        return ()
    return tuple(id_ for id_ in gaps(ratings, block_ids) if not marks.get(id_, False))


def agreed(one: Ratings, other: Ratings, block_ids: Iterable[str]) -> Ratings:
    """What a joint estimate begins with: where both chose the same option it stands, with the
    remarks of both; a bouwsteen that they rated differently has no option yet.
    """
    made = {}
    for id_ in block_ids:
        a, b = one.get(id_, NOTHING), other.get(id_, NOTHING)
        remarks = dict.fromkeys(rating.remark for rating in (a, b) if rating.remark)
        made[id_] = Rating(a.option if a.option == b.option else None, "\n".join(remarks))
    return made
