"""Who reads which remarks: shuffled, never beside ratings, and redacted for all but the coders.

The coders of a round read the remarks of every batch that is released: somebody must, to take out
what points to a person. Everybody else reads only what a coder has redacted, of batches in which at
least eight people wrote a remark. Nobody, coders included, learns which batch a remark is from, or
how many remarks a batch has: what is read stands in the order of random ids, per bouwsteen and
group.

A provider codes the remarks of its self-evaluation itself, among people who know each other's
hand: as their coder ("owner") it reads only those of batches with eight writers too.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, TypeAlias

from webapp.analysis.tally import BatchRow

LEAST_WRITERS = 8  # of remarks in a batch, before others than coders read any of them

Reader: TypeAlias = Literal["coder", "inspector", "provider", "owner"]


class RemarkRow(NamedTuple):
    """A stored remark; `redacted` is None until a coder has read it, "" where nothing is left.

    `block_id` is None for a remark about the whole thema; `version` counts what coders decided.
    """

    id: str
    batch_id: str
    theme_id: str
    block_id: str | None
    text: str
    redacted: str | None
    version: int = 0


class ShownRemark(NamedTuple):
    """A remark as a reader gets it: what a coder left of it; for coders also the original.

    Nobody else gets a text of `original`, or a `version` other than 0.
    """

    id: str
    group_id: str
    theme_id: str
    block_id: str | None
    text: str
    is_redacted: bool
    original: str = ""
    version: int = 0


def remarks_for(
    reader: Reader,
    batches: Iterable[BatchRow],
    remarks: Iterable[RemarkRow],
    own_ids: frozenset[str] = frozenset(),
    *,
    min_group_size: int,
) -> tuple[ShownRemark, ...]:
    """The remarks of these batches that somebody may read, by random id.

    Give the batches of whole filters (webapp.analysis.selection) or of a whole round. A provider
    reads those of batches that are about its own providers (`own_ids`) and nobody else. Of a batch
    under the threshold of its round (`min_group_size`, people) nobody reads anything.
    """
    shown_at_all = (row for row in batches if row.released and row.n >= min_group_size)
    open_to = {row.id: row for row in shown_at_all if _may_read(reader, row, own_ids)}
    shown = (_shown(reader, row, open_to) for row in remarks)
    return tuple(sorted(row for row in shown if row))


def _may_read(reader: Reader, batch: BatchRow, own_ids: frozenset[str]) -> bool:
    if reader == "coder":
        return True
    if reader == "provider" and not (batch.provider_ids and own_ids.issuperset(batch.provider_ids)):
        return False
    return batch.remark_writers >= LEAST_WRITERS


def _shown(reader: Reader, row: RemarkRow, batches: Mapping[str, BatchRow]) -> ShownRemark | None:
    batch = batches.get(row.batch_id)
    codes = reader in ("coder", "owner")
    if batch is None or not (codes or row.redacted):
        return None
    text = row.text if row.redacted is None else row.redacted
    shown = ShownRemark(
        row.id, batch.group_id, row.theme_id, row.block_id, text, row.redacted is not None
    )
    return shown._replace(original=row.text, version=row.version) if codes else shown
