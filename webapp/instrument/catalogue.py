"""All instruments that can be chosen, in all their versions."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from webapp.instrument.model import Instrument


class Catalogue:
    """Instruments by id and version; iterates by id, older versions first."""

    __slots__ = ("_instruments",)

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        ordered = sorted(instruments, key=lambda one: (one.id, version_order(one.version)))
        self._instruments = MappingProxyType({(one.id, one.version): one for one in ordered})

    def get(self, instrument_id: str, version: str) -> Instrument:
        """The instrument in one version; KeyError when there is none."""
        return self._instruments[instrument_id, version]

    def latest(self, instrument_id: str) -> Instrument:
        """The highest version with this id; KeyError when there is none."""
        versions = [one for one in self if one.id == instrument_id]
        if not versions:
            raise KeyError(instrument_id)
        return versions[-1]

    def ids(self) -> tuple[str, ...]:
        """Every id once."""
        return tuple(dict.fromkeys(one.id for one in self))

    def __contains__(self, key: object) -> bool:
        """Whether there is an instrument with this (id, version)."""
        return key in self._instruments

    def __iter__(self) -> Iterator[Instrument]:
        return iter(self._instruments.values())

    def __len__(self) -> int:
        return len(self._instruments)


def version_order(version: str) -> tuple[int, ...]:
    """The numbers of a version, so that 10 comes after 9."""
    return tuple(int(part) for part in version.split("."))
