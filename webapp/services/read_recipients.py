"""Reading who gets a mail: a pasted list or a CSV file, checked line by line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from webapp.i18n import LANGUAGES
from webapp.i18n import gettext as _
from webapp.mail_server import is_address
from webapp.sealing.mailing import Recipient
from webapp.services.csv_lines import CsvFileError, Mistake

MOST_RECIPIENTS = 2000
MOST_BYTES = 256 * 1024
MOST_MISTAKES = 50

_PARTS = re.compile(r"[;,\t]")
_NAMED = re.compile(r'.*<([^<>]*)>"?')
_HEADS_OF_ADDRESS = frozenset({"e-mail", "email", "mail", "e-mailadres", "emailadres", "adres"})
_HEADS_OF_LANGUAGE = frozenset({"taal", "language", "langue", "sprache"})


@dataclass(frozen=True, slots=True)
class Recipients:
    """Everybody once, in the order of the list; `doubles`: how many lines said the same again."""

    people: tuple[Recipient, ...]
    doubles: int

    def count_by_language(self) -> dict[str, int]:
        """Language → how many people, of the languages that occur."""
        return {
            code: count
            for code in LANGUAGES
            if (count := sum(one.language == code for one in self.people))
        }

    def as_text(self) -> str:
        """One line for each, as `read_recipients` reads it."""
        return "\n".join(f"{one.address};{one.language}" for one in self.people)


def decoded(content: bytes) -> str:
    """The text of a file. Addresses are ASCII, so a name in Excel's own code does no harm."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_recipients(text: str, language: str) -> Recipients:
    """Read addresses, parted by lines, `;`, `,` or tabs; `language` is for who has none beside it.

    A line may hold `Name <address>`, and a language. Where the first line names columns (e-mail,
    taal), only those are read. Raises CsvFileError with every wrong line; addresses are never
    longer, and never other signs, than a mail can bear.
    """
    if len(text.encode()) > MOST_BYTES:
        raise CsvFileError([Mistake(1, _("Deze lijst is te lang."))])
    people: dict[str, Recipient] = {}
    mistakes: list[Mistake] = []
    found = 0
    for line, cells in _lines(text):
        addresses, languages, wrong = _sorted(cells)
        mistakes += [Mistake(line, one) for one in wrong]
        for address in addresses:
            found += 1
            chosen = Recipient(address, languages[0] if languages else language)
            people.setdefault(address.lower(), chosen)
    if mistakes:
        raise CsvFileError(mistakes[:MOST_MISTAKES])
    _check_number(len(people))
    return Recipients(tuple(people.values()), found - len(people))


def _check_number(number: int) -> None:
    if not number:
        raise CsvFileError([Mistake(1, _("Er staat geen enkel adres in."))])
    if number > MOST_RECIPIENTS:
        raise CsvFileError(
            [
                Mistake(
                    1,
                    _(
                        "Er staan %(number)s adressen in. In één keer kunnen er %(most)s.",
                        number=number,
                        most=MOST_RECIPIENTS,
                    ),
                )
            ]
        )


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of the lines that hold something; with a header, of its columns."""
    columns: list[int] | None = None
    begun = False
    for number, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip().strip('"').strip() for cell in _PARTS.split(line)]
        if not any(cells):
            continue
        if not begun:
            begun, columns = True, _columns(cells)
            if columns is not None:
                continue
        if columns is not None:
            cells = [cells[at] for at in columns if at < len(cells)]
        yield number, [cell for cell in cells if cell]


def _columns(cells: Sequence[str]) -> list[int] | None:
    known = _HEADS_OF_ADDRESS | _HEADS_OF_LANGUAGE
    found = [at for at, cell in enumerate(cells) if cell.lower() in known]
    return found if any(cells[at].lower() in _HEADS_OF_ADDRESS for at in found) else None


def _sorted(cells: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """(addresses, languages, what is wrong) of one line."""
    addresses, languages, wrong = [], [], []
    for cell in cells:
        named = _NAMED.fullmatch(cell)
        address = _in_ascii(named[1].strip() if named else cell)
        if cell.lower() in LANGUAGES:
            languages.append(cell.lower())
        elif is_address(address):
            addresses.append(address)
        else:
            wrong.append(_("'%(cell)s' is geen e-mailadres.", cell=_shown(cell)))
    if languages and not addresses and not wrong:
        wrong.append(_("Hier staat een taal zonder adres."))
    return addresses, languages, wrong


def _in_ascii(address: str) -> str:
    """A domain with other letters as mail servers write it; anything else stays as it is."""
    local, at, domain = address.rpartition("@")
    if not at or domain.isascii():
        return address
    try:
        return f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return address


def _shown(cell: str) -> str:
    return "".join(sign if sign.isprintable() else "�" for sign in cell[:80])
