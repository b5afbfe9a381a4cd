"""Reading what one person sent: an allow-list, nothing is guessed and nothing is mended."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.sealing.envelope import BLANK, MAX_TEXT_BYTES, PlacedRemark, Sheet, text_size

LONGEST_REMARK = 1000
BLOCK_PREFIX = "block_"
REMARK_PREFIX = "remark_"
THEME_PREFIX = "theme_remark_"
OTHER_FIELDS = frozenset({"code", "token", "confirm", "taal"})

# control signs but the newline, the signs that turn the direction of text around, and halves
# of signs, which cannot be stored
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


@dataclass(slots=True)
class Answers:
    """What was sent, still by field name, so that a page can show it again; and what is wrong.

    `problems` is field name → sentence; "" holds what is about the sheet as a whole.
    """

    chosen: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


class SheetReader:
    """Reads the sheets of one group in one setting; made once, used for every answer."""

    def __init__(self, instrument: Instrument, group_id: str, setting: str) -> None:
        blocks = instrument.blocks_for(group_id)
        offered = {option.code for option in instrument.options_for(setting)}
        self._place = {BLOCK_PREFIX + block.id: place for place, block in enumerate(blocks)}
        self._index = {
            option.code: index
            for index, option in enumerate(instrument.scale)
            if option.code in offered
        }
        names = [REMARK_PREFIX + block.id for block in blocks]
        names += [THEME_PREFIX + theme.id for theme, _ in instrument.themes_for(group_id)]
        self._remark_place = {name: place for place, name in enumerate(names)}

    def read(self, fields: Iterable[tuple[str, str]]) -> Answers:
        """Sort what was sent into answers and problems; nothing is stored."""
        answers = Answers()
        for name, value in fields:
            if name in self._place:
                self._read_choice(answers, name, value)
            elif name in self._remark_place:
                self._read_remark(answers, name, value)
            elif name not in OTHER_FIELDS:
                answers.problems[""] = _("Er kwam iets mee dat niet bij dit formulier hoort.")
        if text_size(list(answers.remarks.values())) > MAX_TEXT_BYTES:
            answers.problems[""] = _(
                "Uw opmerkingen zijn samen te lang. Kort ze in tot samen ongeveer %(most)s tekens.",
                most=MAX_TEXT_BYTES,
            )
        return answers

    def gaps(self, answers: Answers) -> list[str]:
        """The names of the fields that were left open, in the order of the form."""
        return [name for name in self._place if name not in answers.chosen]

    def sheet(self, answers: Answers) -> Sheet:
        """The sheet to seal; only for answers without problems."""
        ratings = [BLANK] * len(self._place)
        for name, code in answers.chosen.items():
            ratings[self._place[name]] = self._index[code]
        remarks = (
            PlacedRemark(self._remark_place[name], text) for name, text in answers.remarks.items()
        )
        return Sheet(tuple(ratings), tuple(remarks))

    def _read_choice(self, answers: Answers, name: str, value: str) -> None:
        if value == "":
            return
        if name in answers.chosen:
            answers.problems[name] = _("Hier kwamen twee antwoorden aan. Kies er één.")
        elif value not in self._index:
            answers.problems[name] = _(
                "Dit antwoord bestaat hier niet. Kies een van de antwoorden."
            )
        else:
            answers.chosen[name] = value

    def _read_remark(self, answers: Answers, name: str, value: str) -> None:
        if value == "":
            return
        text = clean_text(value)
        if name in answers.remarks:
            answers.problems[name] = _("Hier kwamen twee opmerkingen aan. Behoud er één.")
        elif len(text) > LONGEST_REMARK:
            answers.problems[name] = _(
                "Deze opmerking is te lang: hoogstens %(most)s tekens.", most=LONGEST_REMARK
            )
        if text:
            answers.remarks[name] = text


def clean_text(typed: str) -> str:
    """What somebody typed, in one normal form (NFC), without signs that cannot be seen."""
    typed = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", typed)).strip()


@lru_cache(maxsize=256)
def sheet_reader(instrument: Instrument, group_id: str, setting: str) -> SheetReader:
    """The reader for a group of an instrument; kept, since every answer needs it."""
    return SheetReader(instrument, group_id, setting)
