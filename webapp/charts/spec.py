"""What a chart shows, before it is drawn: the one source of the figure and of its table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from webapp.analysis.results import NOT_RELEASED, BlockResult, GroupResult, Reason
from webapp.analysis.shares import answers_to


class RowState(StrEnum):
    """Whether a row has a bar, or else why not."""

    SHOWN = "shown"
    NO_OPINION = "no-opinion"
    TOO_FEW = "too-few"
    NOT_RELEASED = "not-released"
    NO_DATA = "no-data"


@dataclass(frozen=True, slots=True)
class ChartOption:
    """An option of the scale; `colour` is its role, and only what `counts` is in a bar."""

    code: str
    label: str
    colour: str
    counts: bool


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One bar. Nothing but a label where the state has no figures.

    `key` is the id of the group or provider. `n` is people, `valid` what the bar is made of,
    `counts` every option of the scale, `blank` what was left open.
    """

    key: str
    label: str
    state: RowState
    counts: Mapping[str, int]
    n: int | None = None
    valid: int | None = None
    blank: int | None = None

    @property
    def has_figures(self) -> bool:
        """Whether there is anything to count: also where nobody gave an opinion."""
        return self.state in (RowState.SHOWN, RowState.NO_OPINION)


@dataclass(frozen=True, slots=True)
class ChartSection:
    """Rows that belong together, about the bouwsteen or thema with the id `key`.

    Without a heading and a key where there is only one section.
    """

    key: str | None
    heading: str | None
    rows: tuple[ChartRow, ...]


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A chart: its words, its options in the order of the scale, its rows in reading order.

    `row_name` says what a row is ("Gesprekspartner"), `unit` what a bar is made of, with a
    `unit_note` where that is not people.
    """

    id: str
    title: str
    sentences: tuple[str, ...]
    row_name: str
    unit: str
    unit_note: str | None
    options: tuple[ChartOption, ...]
    sections: tuple[ChartSection, ...]
    min_group_size: int

    @property
    def counting(self) -> tuple[ChartOption, ...]:
        """The options that make up a bar."""
        return tuple(option for option in self.options if option.counts)

    @property
    def beside(self) -> tuple[ChartOption, ...]:
        """The options that are shown beside the bar and are in no share."""
        return tuple(option for option in self.options if not option.counts)

    @property
    def rows(self) -> tuple[ChartRow, ...]:
        """All rows, whatever their section."""
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def has_figures(self) -> bool:
        """Whether any row has something to show."""
        return any(row.has_figures for row in self.rows)


def row_of_block(key: str, label: str, block: BlockResult) -> ChartRow:
    """The row of one bouwsteen: a bar of people."""
    state = RowState.SHOWN if block.valid else RowState.NO_OPINION
    return ChartRow(key, label, state, block.counts, block.n, block.valid, block.blank)


def row_of_blocks(
    key: str, label: str, group: GroupResult, blocks: tuple[BlockResult, ...]
) -> ChartRow:
    """The row of several bouwstenen together: a bar of answers, from the people of the group."""
    if not blocks:
        return empty_row(key, label, RowState.TOO_FEW)
    answers = answers_to(blocks)
    state = RowState.SHOWN if answers.valid else RowState.NO_OPINION
    return ChartRow(key, label, state, answers.counts, group.n, answers.valid, answers.blank)


def empty_row(key: str, label: str, state: RowState) -> ChartRow:
    """A row without figures."""
    return ChartRow(key, label, state, {})


def state_without_result(reason: Reason | None) -> RowState:
    """The state of a group of which nothing may be shown."""
    if reason is None:
        return RowState.NO_DATA
    return RowState.NOT_RELEASED if reason == NOT_RELEASED else RowState.TOO_FEW
