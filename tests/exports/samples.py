"""A round as it is exported: two providers, something shared, something hidden."""

from tests.analysis.samples import batch, instrument, results, tallies
from webapp.analysis.tally import WaitingRow
from webapp.exports.heading import ExportHeading

NAMES = {"p1": "Zonnebloem", "p2": '=Anker; "& Co"\r\n+1', "p3": "\uff1dBoom"}
ANSWERS = {
    "1": {"passend": 9, "deels": 3, "niet": 1, "nvt": 1},
    "3": {"passend": 5, "knab": 4},
    "4": {"niet": 15},
}


def heading(*, made_up: bool = False, scale=None, language="nl") -> ExportHeading:
    return ExportHeading("ronde00001", "Verkenning", instrument(scale), NAMES, made_up, language)


def shown():
    return results(
        [
            batch(1, "scholen", "p1"),
            batch(2, "scholen", "p2"),
            batch(3, "scholen", "p1", "p3"),
            batch(4, "scholen"),
            batch(5, "beleid", "p1", released=False),
        ],
        tallies("batch1", ANSWERS)
        + tallies("batch2", {**ANSWERS, "3": {"passend": 2}})
        + tallies("batch3", ANSWERS)
        + tallies("batch4", ANSWERS),
        [WaitingRow("beleid", ("p2",))],
    )
