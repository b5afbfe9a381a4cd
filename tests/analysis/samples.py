"""A small instrument and rows of a round, for the tests of what becomes of answers."""

from collections.abc import Iterable, Mapping

from webapp.analysis.release import release
from webapp.analysis.results import Results
from webapp.analysis.tally import BatchRow, TallyRow, WaitingRow
from webapp.instrument.loader import instrument_from_document
from webapp.instrument.model import Instrument

FIT_SCALE = [
    {"code": "passend", "label": "Passend", "counts": True, "colour": "high"},
    {"code": "deels", "label": "Deels passend", "counts": True, "colour": "middle"},
    {"code": "niet", "label": "Niet passend", "counts": True, "colour": "low"},
    {
        "code": "knab",
        "label": "Kwam niet aan bod",
        "counts": False,
        "colour": "missing",
        "settings": ["conversation"],
    },
    {"code": "nvt", "label": "Niet van toepassing", "counts": False, "colour": "missing"},
]
FOUR_STEPS = [
    {"code": f"s{step}", "label": label, "counts": True, "colour": f"step-{step}"}
    for step, label in enumerate(["Nooit", "Soms", "Vaak", "Altijd"], start=1)
]


def instrument(scale: list[dict[str, object]] | None = None) -> Instrument:
    """Four bouwstenen in two themas: beleid is asked all, scholen three of them."""
    return instrument_from_document(
        {
            "id": "klein",
            "version": "1",
            "languages": ["nl"],
            "title": "Klein kader",
            "source": "Voor de tests geschreven.",
            "scale_note": "Passend betekent: van toepassing hier.",
            "scale": scale or FIT_SCALE,
            "themes": [{"id": "visie", "name": "Visie"}, {"id": "werk", "name": "Werking"}],
            "blocks": [
                {"id": "1", "theme": "visie", "text": "een eigen visie"},
                {"id": "2", "theme": "visie", "text": "samen met partners"},
                {"id": "3", "theme": "werk", "text": "aanmelding & opstart in < 4 weken"},
                {"id": "4", "theme": "werk", "text": "geregelde evaluatie"},
            ],
            "groups": [
                {"id": "beleid", "name": "Beleid", "blocks": ["1", "2", "3", "4"]},
                {"id": "scholen", "name": "Scholen", "blocks": ["1", "3", "4"]},
            ],
        }
    )


def batch(
    number: int,
    group_id: str,
    *provider_ids: str,
    n: int = 15,
    released: bool = True,
    remark_writers: int = 0,
) -> BatchRow:
    id_ = f"batch{number}"
    return BatchRow(id_, group_id, provider_ids, n, released, remark_writers=remark_writers)


def tallies(batch_id: str, answers: Mapping[str, Mapping[str, int]]) -> list[TallyRow]:
    """Rows from block id → option code → how often."""
    return [
        TallyRow(batch_id, block_id, code, count)
        for block_id, counts in answers.items()
        for code, count in counts.items()
    ]


def results(
    batches: Iterable[BatchRow],
    rows: Iterable[TallyRow],
    waiting: Iterable[WaitingRow] = (),
    **choice: object,
) -> Results:
    """What may be shown of the small instrument, with a threshold of five."""
    return release(instrument(), batches, rows, waiting, **{"min_group_size": 5, **choice})
