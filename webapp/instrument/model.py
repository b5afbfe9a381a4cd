"""What an instrument is: a scale, themas, bouwstenen and who is asked which of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from webapp.instrument.local_text import LocalText

SETTINGS = ("conversation", "alone")
RELATIONS = ("equal", "subset", "superset", "intersects", "replaced")
CLOSING_KINDS = ("strength", "growth", "tip")


@dataclass(frozen=True, slots=True)
class ScaleOption:
    """One answer that can be chosen; `counts` tells whether it is in the denominator of a share.

    `colour` is a role, never a colour: high, middle, low, step-1 … step-7, or missing
    for options that do not count. `settings` is where it is offered, a part of SETTINGS.
    """

    code: str
    label: LocalText
    short: LocalText
    counts: bool
    colour: str
    settings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Theme:
    """A thema: a heading with bouwstenen under it."""

    id: str
    name: LocalText
    intro: LocalText | None


@dataclass(frozen=True, slots=True)
class BuildingBlock:
    """A bouwsteen. `text` is as in the framework, `questions` is group id → in own words.

    `note` tells where the text comes from; it is for readers of results, not for respondents.
    `short` is a name for sentences and charts, None where the file gives none.
    """

    id: str
    theme_id: str
    text: LocalText
    help: LocalText | None
    questions: Mapping[str, LocalText]
    note: LocalText | None = None
    short: LocalText | None = None

    def question_for(self, group_id: str) -> LocalText:
        """The question put to this group: in its own words, or else as in the framework."""
        return self.questions.get(group_id, self.text)


@dataclass(frozen=True, slots=True)
class RespondentGroup:
    """A gesprekspartner and the bouwstenen it is asked, in the order of the framework.

    `apart` is the reason why it is no result of its own, None for all that stand side by side.
    """

    id: str
    name: LocalText
    block_ids: tuple[str, ...]
    note: LocalText | None
    apart: LocalText | None = None


@dataclass(frozen=True, slots=True)
class ConversationQuestion:
    """A question for whoever leads the conversation: `general` to get acquainted, or `depth`.

    `theme_id` is None for what belongs to no thema; no `group_ids` means for every group.
    """

    kind: str
    theme_id: str | None
    group_ids: tuple[str, ...]
    text: LocalText


@dataclass(frozen=True, slots=True)
class ClosingQuestion:
    """A question at the end; `top` is how many answers are ranked (0: none is ranked)."""

    id: str
    kind: str
    text: LocalText
    top: int
    group_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subtheme:
    """A code that a statement can be given, inside its coding theme."""

    id: str
    name: LocalText


@dataclass(frozen=True, slots=True)
class CodingTheme:
    """A heading of the coding scheme; ids of subthemas are unique within their heading."""

    id: str
    name: LocalText
    subthemes: tuple[Subtheme, ...]


@dataclass(frozen=True, slots=True)
class LineageLink:
    """What bouwstenen are in an earlier version; `relation` is one of RELATIONS.

    Read from new to old: `subset` means that the new one is a part of the earlier one.
    Only `replaced` has sets on both sides; all others have one id on each side.
    """

    block_ids: tuple[str, ...]
    relation: str
    earlier_ids: tuple[str, ...]
    reason: LocalText | None


@dataclass(frozen=True, slots=True)
class Lineage:
    """How an instrument descends from one earlier instrument version.

    `options` is option code here → option code there, for codes that differ.
    """

    instrument_id: str
    version: str
    options: Mapping[str, str]
    links: tuple[LineageLink, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Instrument:
    """One instrument in one version. Two are the same when their content is."""

    id: str
    version: str
    title: LocalText
    source: LocalText
    note: LocalText | None
    languages: tuple[str, ...]
    scale: tuple[ScaleOption, ...]
    scale_note: LocalText | None
    themes: tuple[Theme, ...]
    blocks: tuple[BuildingBlock, ...]
    groups: tuple[RespondentGroup, ...]
    conversation: tuple[ConversationQuestion, ...]
    closing: tuple[ClosingQuestion, ...]
    coding_scheme: tuple[CodingTheme, ...]
    lineage: tuple[Lineage, ...]
    content_hash: str
    document: Mapping[str, Any] = field(repr=False)
    _themes: Mapping[str, Theme] = field(init=False, repr=False)
    _blocks: Mapping[str, BuildingBlock] = field(init=False, repr=False)
    _groups: Mapping[str, RespondentGroup] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        for name, things in (
            ("_themes", self.themes),
            ("_blocks", self.blocks),
            ("_groups", self.groups),
        ):
            object.__setattr__(self, name, MappingProxyType({thing.id: thing for thing in things}))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Instrument) and self.content_hash == other.content_hash

    def __hash__(self) -> int:
        return hash(self.content_hash)

    def theme(self, theme_id: str) -> Theme:
        """The thema with this id; KeyError when there is none."""
        return self._themes[theme_id]

    def block(self, block_id: str) -> BuildingBlock:
        """The bouwsteen with this id; KeyError when there is none."""
        return self._blocks[block_id]

    def group(self, group_id: str) -> RespondentGroup:
        """The gesprekspartner with this id; KeyError when there is none."""
        return self._groups[group_id]

    def blocks_for(self, group_id: str) -> tuple[BuildingBlock, ...]:
        """What this group is asked, in the order of the framework."""
        return tuple(self._blocks[block_id] for block_id in self.group(group_id).block_ids)

    def themes_for(self, group_id: str) -> tuple[tuple[Theme, tuple[BuildingBlock, ...]], ...]:
        """The themas this group is asked about, each with its bouwstenen; no empty themas."""
        blocks = self.blocks_for(group_id)
        pairs = (
            (theme, tuple(block for block in blocks if block.theme_id == theme.id))
            for theme in self.themes
        )
        return tuple((theme, of_theme) for theme, of_theme in pairs if of_theme)

    def options_for(self, setting: str) -> tuple[ScaleOption, ...]:
        """The options offered in this setting, one of SETTINGS; ValueError for another."""
        if setting not in SETTINGS:
            raise ValueError(f"no such setting: {setting}")
        return tuple(option for option in self.scale if setting in option.settings)

    def questions_for(self, group_id: str) -> tuple[ConversationQuestion, ...]:
        """What the conversation leader can ask this group, in the order of the file."""
        return tuple(
            question
            for question in self.conversation
            if not question.group_ids or group_id in question.group_ids
        )

    def closing_for(self, group_id: str) -> tuple[ClosingQuestion, ...]:
        """The closing questions for this group, in the order of the file."""
        return tuple(
            question
            for question in self.closing
            if not question.group_ids or group_id in question.group_ids
        )

    @property
    def counting_codes(self) -> tuple[str, ...]:
        """The codes of the options in the denominator of a share, in the order of the scale."""
        return tuple(option.code for option in self.scale if option.counts)
