"""What stands at the head of an export: of which round the figures are, and in which words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from webapp.analysis.order import joined_names
from webapp.instrument.model import Instrument


@dataclass(frozen=True, slots=True)
class ExportHeading:
    """`provider_names` has the name of every provider in the results, by id.

    `language` is that of the instrument's texts and of the platform's own. `made_up` is for
    demonstration data: every file says so.
    """

    round_id: str
    title: str
    instrument: Instrument
    provider_names: Mapping[str, str]
    made_up: bool
    language: str = "nl"

    def names(self, provider_ids: Iterable[str]) -> str:
        """The names of one or several providers, parted by commas; empty for none."""
        return joined_names(provider_ids, self.provider_names)
