"""What stands in self_evaluations.yaml, read into shapes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from webapp.analysis.estimates import Rating
from webapp.instrument.own_blocks import OwnBlock

_FILE = Path(__file__).with_name("self_evaluations.yaml")


class Evaluation(NamedTuple):
    """When one was held, how many of each group were expected and came, and their lift."""

    days_ago: int
    days_long: int
    expected: Mapping[str, int]
    people: Mapping[str, int]
    lift: Mapping[str, float]


class MadeUpAction(NamedTuple):
    """An action; it is due so many days from today."""

    what: str
    who: str
    due: int
    state: str


class MadeUpFocus(NamedTuple):
    """A focus point with its actions."""

    block_id: str
    why: str
    actions: tuple[MadeUpAction, ...]


@dataclass(frozen=True, slots=True)
class SelfEvaluationTexts:
    """Everything that is made up of the self-evaluations; bouwstenen by their ids."""

    asked: Mapping[str, tuple[str, ...]]
    own: tuple[OwnBlock, ...]
    evaluations: Sequence[Evaluation]
    focus: Sequence[MadeUpFocus]
    team: Mapping[str, Rating]
    draft_title: str
    draft_asked: Sequence[str]
    draft_expected: Mapping[str, str]


@cache
def self_evaluation_texts() -> SelfEvaluationTexts:
    """What stands in the file."""
    file: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return SelfEvaluationTexts(
        asked={group_id: tuple(ids) for group_id, ids in file["asked"].items()},
        own=tuple(OwnBlock(one["text"], tuple(one["group_ids"])) for one in file["own"]),
        evaluations=[Evaluation(**one) for one in file["evaluations"]],
        focus=[
            MadeUpFocus(
                one["block"], one["why"], tuple(MadeUpAction(*row) for row in one["actions"])
            )
            for one in file["focus"]
        ],
        team={block_id: Rating(*row) for block_id, row in file["team"].items()},
        draft_title=file["draft"]["title"],
        draft_asked=file["draft"]["asked"],
        draft_expected=file["draft"]["expected"],
    )
