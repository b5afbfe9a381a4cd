"""The rows that results are made of: counts per batch, never anything about a person."""

from typing import NamedTuple


class BatchRow(NamedTuple):
    """The answers of one meeting, or of several pooled: the smallest thing ever shown.

    `provider_ids` is empty where answers of several providers were pooled, and in meetings
    about no provider. `n` is the number of sheets with something on them. `line` is its tally on
    one line (see webapp.analysis.grid); without it the counts come as rows. `remark_writers` is
    the number of sheets with a remark: it decides who reads them and is shown nowhere.
    """

    id: str
    group_id: str
    provider_ids: tuple[str, ...]
    n: int
    released: bool
    line: str | None = None
    remark_writers: int = 0


class TallyRow(NamedTuple):
    """How many sheets of a batch chose an option for a bouwsteen."""

    batch_id: str
    block_id: str
    option_code: str
    count: int  # type: ignore[assignment]  # tuples have a method of this name


class WaitingRow(NamedTuple):
    """A meeting whose answers are too few to open, or were destroyed unopened."""

    group_id: str
    provider_ids: tuple[str, ...]
