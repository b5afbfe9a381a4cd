"""What a chart shows, before it is drawn: the one source of its figure, picture and table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from webapp.analysis.results import NOT_RELEASED, BlockResult, GroupResult, Reason
from webapp.analysis.shares import answers_to

FLAGGED_FROM = 30  # percent without an opinion


class RowState(StrEnum):
    """Whether a row has a bar, or else why not."""

    SHOWN = "shown"
    NO_OPINION = "no-opinion"
    TOO_FEW = "too-few"
    NOT_RELEASED = "not-released"
    NO_DATA = "no-data"


class ChartKind(StrEnum):
    """How a chart is drawn: whole bars, or one share per mark beside or before another."""

    BARS = "bars"
    DOTS = "dots"
    SLOPE = "slope"


@dataclass(frozen=True, slots=True)
class ChartOption:
    """An option of the scale; `colour` is its role, and only what `counts` is in a bar."""

    code: str
    label: str
    colour: str
    counts: bool


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One bar, or a line of `marks`. Nothing but a label where the state has no figures.

    `key` is the id of the group or provider. `n` is people, `valid` what the bar is made of,
    `counts` every option of the scale, `blank` what was left open. A line of marks has figures
    in its marks only: one per group or round, with the key of its series.
    """

    key: str
    label: str
    state: RowState
    counts: Mapping[str, int]
    n: int | None = None
    valid: int | None = None
    blank: int | None = None
    marks: tuple["ChartRow", ...] = ()

    @property
    def asked(self) -> int:
        """All answers there could be: those with an option and those left open."""
        return sum(self.counts.values()) + (self.blank or 0)

    @property
    def silent(self) -> int:
        """How many of `asked` hold no opinion: what does not count, and what was left open."""
        return self.asked - (self.valid or 0)

    @property
    def is_often_silent(self) -> bool:
        """Whether more than 30 % held no opinion: the bar then speaks for few of the people."""
        return 100 * self.silent > FLAGGED_FROM * self.asked

    @property
    def has_figures(self) -> bool:
        """Whether there is anything to count: also where nobody gave an opinion."""
        return self.state in (RowState.SHOWN, RowState.NO_OPINION) and not self.marks

    @property
    def drawn_marks(self) -> tuple["ChartRow", ...]:
        """The marks that stand somewhere: those with an opinion."""
        return tuple(mark for mark in self.marks if mark.valid)


@dataclass(frozen=True, slots=True)
class ChartSection:
    """Rows that belong together, about the bouwsteen or thema with the id `key`.

    Without a heading and a key where there is only one section.
    """

    key: str | None
    heading: str | None
    rows: tuple[ChartRow, ...]


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """What has one mark in each line: a group or a round. `place` chooses its shape."""

    key: str
    label: str
    place: int


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A chart: its words, its options in the order of the scale, its rows in reading order.

    `row_name` says what a row is ("Gesprekspartner"), `unit` what a bar is made of, with a
    `unit_note` where that is not people. Of marks, `marked` is the code of the option whose
    share they stand at and `series` has what they are of. With `is_panels` the sections stand
    side by side where there is room, on the same axis. With `has_intervals` a line through each
    mark says how sure its share is.
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
    kind: ChartKind = ChartKind.BARS
    marked: str = ""
    series: tuple[ChartSeries, ...] = ()
    is_panels: bool = False
    has_intervals: bool = False

    @property
    def marked_label(self) -> str:
        """The label of the option whose share marks stand at."""
        return next((option.label for option in self.options if option.code == self.marked), "")

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
        return any(row.has_figures or row.drawn_marks for row in self.rows)


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


def row_of_marks(key: str, label: str, marks: tuple[ChartRow, ...]) -> ChartRow:
    """A line with a mark per series; why there is none where none may be shown."""
    state = RowState.SHOWN if any(mark.valid for mark in marks) else marks[0].state
    return ChartRow(key, label, state, {}, marks=marks)


def empty_row(key: str, label: str, state: RowState) -> ChartRow:
    """A row without figures."""
    return ChartRow(key, label, state, {})


def state_without_result(reason: Reason | None) -> RowState:
    """The state of a group of which nothing may be shown."""
    if reason is None:
        return RowState.NO_DATA
    return RowState.NOT_RELEASED if reason == NOT_RELEASED else RowState.TOO_FEW
