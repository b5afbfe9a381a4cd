"""The coding scheme as a list of codes, each with a short mark that is quick to type."""

from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase

from webapp.instrument.local_text import LocalText
from webapp.instrument.model import Instrument


@dataclass(frozen=True, slots=True)
class Code:
    """A thema ("2") or a subthema of it ("2c"); `id` is what is stored: "thema" or "thema/sub".

    `theme` is the name of its thema, None for a thema itself.
    """

    id: str
    mark: str
    name: LocalText
    theme: LocalText | None


def scheme_codes(instrument: Instrument) -> tuple[Code, ...]:
    """Every thema of the coding scheme, each with its subthemas after it."""
    return tuple(_codes(instrument))


def _codes(instrument: Instrument) -> Iterator[Code]:
    for number, theme in enumerate(instrument.coding_scheme, start=1):
        yield Code(theme.id, str(number), theme.name, None)
        for place, sub in enumerate(theme.subthemes):
            mark = f"{number}{_letters(place)}"
            yield Code(f"{theme.id}/{sub.id}", mark, sub.name, theme.name)


def _letters(place: int) -> str:
    """The letters a to z, and from there aa, ab, …"""
    first, last = divmod(place, len(ascii_lowercase))
    return (ascii_lowercase[first - 1] if first else "") + ascii_lowercase[last]
