"""Charts of the small instrument, with every state that a row can be in."""

from tests.analysis.samples import batch, instrument, results, tallies
from webapp.analysis.tally import WaitingRow
from webapp.charts.block_bars import block_bars
from webapp.charts.provider_bars import provider_bars
from webapp.charts.spec import ChartSpec
from webapp.charts.theme_bars import theme_bars

NAMES = {
    "p1": "Zonnebloem",
    "p2": "anker",
    "p3": "Boomgaard",
    "p4": "Duin & <a href='https://example.org'>Kreek</a>",
}


def shown():
    """Scholen: all states; beleid: not released yet."""
    answers = {"1": {"passend": 9, "deels": 3, "niet": 1, "nvt": 1}, "3": {"knab": 9}}
    return results(
        [
            batch(1, "scholen", "p1", n=30),
            batch(2, "scholen", "p2", released=False),
            batch(3, "scholen", "p4"),
            batch(4, "beleid", "p1", released=False),
        ],
        tallies("batch1", {"1": {"passend": 20, "deels": 3, "nvt": 7}, "3": {"knab": 30}})
        + tallies("batch3", answers),
        [WaitingRow("scholen", ("p3",))],
    )


def by_provider() -> ChartSpec:
    return provider_bars(instrument(), shown(), "scholen", NAMES)


def by_theme() -> ChartSpec:
    return theme_bars(instrument(), shown(), instrument().groups)


def by_block(theme_id: str = "visie") -> ChartSpec:
    small = instrument()
    return block_bars(small, shown(), small.theme(theme_id), small.groups)


ALL = [by_provider(), by_theme(), by_block("visie"), by_block("werk")]
