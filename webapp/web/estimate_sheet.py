"""What a page shows of an estimate: per thema its bouwstenen, with what was written of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date
from sqlalchemy.orm import Session

from webapp.analysis.estimates import NOTHING, Rating, Ratings, not_discussed
from webapp.analysis.estimates import proposals as proposals_in
from webapp.conversation.entries import Entry
from webapp.conversation.fold import is_conflict
from webapp.db.queries.assessments import AssessmentRow
from webapp.i18n import current_locale
from webapp.instrument.local_text import LocalText
from webapp.instrument.model import BuildingBlock, Instrument, ScaleOption, Theme
from webapp.instrument.option_keys import option_keys
from webapp.services.estimate_rights import About
from webapp.services.read_estimates import (
    EstimatedMeeting,
    Written,
    rating_of,
    read_marks,
    read_ratings,
    read_written,
)
from webapp.services.today import BRUSSELS

_END_OF_TIME_MS = 253_000_000_000_000  # a device's clock may say anything; Python's ends in 9999


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that somebody said of a bouwsteen; no option where none was chosen."""

    id: str
    moment: str
    who: str
    option: LocalText | None
    remark: str


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A bouwsteen in an estimate.

    `seen` are the entries that this page was made of, `conflict` what two devices say differently,
    `history` all that was ever written, the newest first, and `sides` what each of two inspectors
    said before they settle (`differs`: not the same).
    """

    block: BuildingBlock
    number: int
    rating: Rating
    option: LocalText | None
    seen: str
    conflict: tuple[Line, ...]
    history: tuple[Line, ...]
    is_proposed: bool
    sides: tuple[Line, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """An estimate as a page shows it; `options` go with the key that chooses each."""

    estimated: EstimatedMeeting
    about: About
    row: AssessmentRow
    options: tuple[tuple[ScaleOption, str], ...]
    rows: tuple[BlockRow, ...]
    place: int

    @property
    def gaps(self) -> tuple[BlockRow, ...]:
        """The bouwstenen without an option."""
        return tuple(row for row in self.rows if row.option is None)

    @property
    def conflicts(self) -> tuple[BlockRow, ...]:
        """The bouwstenen on which two devices differ."""
        return tuple(row for row in self.rows if row.conflict)

    @property
    def proposals(self) -> tuple[BlockRow, ...]:
        """The open bouwstenen that were not talked about."""
        return tuple(row for row in self.rows if row.is_proposed)

    @property
    def different(self) -> tuple[BlockRow, ...]:
        """The bouwstenen on which two inspectors differ."""
        return tuple(row for row in self.rows if row.differs)

    @property
    def proposed_option(self) -> ScaleOption | None:
        """What is proposed where nothing was said."""
        return not_discussed(self.estimated.instrument)

    def themes(self, *, different_only: bool = False) -> list[tuple[Theme, list[BlockRow]]]:
        """The themas, each with its bouwstenen; no empty themas."""
        chosen = self.different if different_only else self.rows
        by_theme = (
            (theme, [row for row in chosen if row.block.theme_id == theme.id])
            for theme in self.estimated.instrument.themes
        )
        return [(theme, rows) for theme, rows in by_theme if rows]


def read_sheet_of(
    session: Session, estimated: EstimatedMeeting, about: About, row: AssessmentRow
) -> Sheet:
    """An estimate with all that a page tells of it."""
    meeting_id = estimated.meeting.id
    block_ids = [block.id for block in estimated.blocks]
    written = read_written(session, meeting_id, row)
    ratings = read_ratings(session, estimated, row)
    marks = read_marks(session, meeting_id)
    is_open_own = row.author_id is not None and not row.is_signed
    proposed = proposals_in(marks, ratings, block_ids) if is_open_own else ()
    if not_discussed(estimated.instrument) is None:
        proposed = ()
    sides = _sides(session, estimated, about, row)
    options = estimated.instrument.options_for("conversation")
    keys = option_keys(options)
    return Sheet(
        estimated=estimated,
        about=about,
        row=row,
        options=tuple((option, keys[option.code]) for option in options),
        rows=tuple(
            _block_row(
                estimated,
                block,
                number,
                written=written,
                ratings=ratings,
                proposed=proposed,
                sides=sides,
                is_open=not row.is_signed,
            )
            for number, block in enumerate(estimated.blocks, start=1)
        ),
        place=written.place,
    )


def label_of(instrument: Instrument, code: str | None) -> LocalText | None:
    """What an option is called; None for none."""
    return next((option.label for option in instrument.scale if option.code == code), None)


def moment_of(ms: int) -> str:
    """A moment by the clock of a device, in Brussels: 22 november 2026, 14:03."""
    moment = datetime.fromtimestamp(min(ms, _END_OF_TIME_MS) / 1000, BRUSSELS)
    return f"{format_date(moment.date(), format='long', locale=current_locale())}, {moment:%H:%M}"


def _block_row(
    estimated: EstimatedMeeting,
    block: BuildingBlock,
    number: int,
    *,
    written: Written,
    ratings: Ratings,
    proposed: Sequence[str],
    sides: Sequence[tuple[AssessmentRow, Ratings]],
    is_open: bool,
) -> BlockRow:
    instrument = estimated.instrument
    counting = written.counting.get(block.id, ())
    in_conflict = is_open and is_conflict(counting)
    rating = ratings.get(block.id, NOTHING)
    if in_conflict:
        rating = rating._replace(option=None)
    said = [side.get(block.id, NOTHING) for _row, side in sides]
    return BlockRow(
        block=block,
        number=number,
        rating=rating,
        option=label_of(instrument, rating.option),
        seen=" ".join(entry.id for entry in counting),
        conflict=tuple(_lines(instrument, counting)) if in_conflict else (),
        history=tuple(_lines(instrument, reversed(written.history.get(block.id, ())))),
        is_proposed=block.id in proposed,
        sides=tuple(
            Line("", "", row.author or "", label_of(instrument, one.option), one.remark)
            for (row, _side), one in zip(sides, said, strict=True)
        ),
        differs=len(said) == 2 and (said[0].option != said[1].option or said[0].option is None),
    )


def _sides(
    session: Session, estimated: EstimatedMeeting, about: About, row: AssessmentRow
) -> list[tuple[AssessmentRow, Ratings]]:
    """The two signed estimates that a joint one settles; none beside one's own."""
    if row.author_id is not None:
        return []
    return [(signed, read_ratings(session, estimated, signed)) for signed in about.signed]


def _lines(instrument: Instrument, entries: Iterable[Entry]) -> Iterable[Line]:
    for entry in entries:
        rating = rating_of(entry)
        label = label_of(instrument, rating.option)
        yield Line(entry.id, moment_of(entry.written_at), entry.by or "", label, rating.remark)
