"""Context figures from files: as printed, all of a file or nothing, and its mistakes at once."""

from pathlib import Path

import pytest

from tests import builders
from webapp.analysis.context import Difference
from webapp.db.queries.context import list_context_figures
from webapp.demo.fill import CONTEXT_FILE
from webapp.exports.context_csv import context_csv
from webapp.services.csv_lines import CsvFileError
from webapp.services.errors import NotFoundError
from webapp.services.import_context import checked_context, import_context, told_differences

FILES = Path(__file__).with_name("context")


def stored(platform, round_id):
    with platform.database.reading() as session:
        return list_context_figures(session, round_id)


def test_printed_tables_are_kept_as_printed(platform):
    round_id = builders.open_round(platform)
    for name in ("leerlingen-2020.csv", "expertise-2020.csv"):
        figures = checked_context((FILES / name).read_bytes(), source="Rapport 2020")
        import_context(platform.database, round_id, figures)

    pupils, origin = stored(platform, round_id)

    assert pupils.source == "Rapport 2020"
    assert pupils.cell("type 7", "Limburg").number == 510
    assert [pupils.total(row=row) for row in pupils.rows] == [525, 3948, 578, 4049]
    assert list(pupils.differences()) == [Difference("type 7", None, 4049, 4047)]
    assert dict(origin.margin("type")) == {"type 2": 78, "type 4": 85, "type 6": 27, "type 7": 101}
    assert origin.total() == 291
    assert origin.total(row="nieuwe aanbieder sinds ondersteuningsmodel") == 73
    assert list(origin.differences()) == []


def test_all_printed_figures_of_the_report_tell_where_they_do_not_add_up():
    told = list(told_differences(checked_context(CONTEXT_FILE.read_bytes())))
    elsewhere = "‘Waar de expertise vandaan komt, per type’"

    assert [one.partition(" – ")[2] for one in told] == [
        "type 7: gedrukt totaal 4049, de delen samen 4047 (een verschil van 2).",
        "officieel gesubsidieerd: gedrukt als 13 %, nagerekend 14 %.",
        "één type: gedrukt als 25 %, nagerekend 24 %.",
        "Alles samen: gedrukt totaal 127, de delen samen 76 (een verschil van 51).",
        f"type 6: hier 26, in de figuur {elsewhere} 27 (een verschil van 1).",
    ]


def test_what_is_taken_out_can_be_put_in_again():
    figures = checked_context(CONTEXT_FILE.read_bytes())

    again = [checked_context(context_csv(one).encode())[0] for one in figures]

    assert again == list(figures)


def test_a_second_import_replaces_its_own_figures_only(platform):
    round_id = builders.open_round(platform)
    import_context(platform.database, round_id, checked_context(CONTEXT_FILE.read_bytes()))
    before = stored(platform, round_id)

    corrected = checked_context(b"figuur,rij,kolom,aantal\nleerlingen-net,GO!,,7\n")
    import_context(platform.database, round_id, corrected)

    after = stored(platform, round_id)
    assert [one.kind for one in after] == [one.kind for one in before]
    assert [one for one in after if one not in before] == list(corrected)


def test_a_round_that_does_not_exist_gets_nothing(platform):
    with pytest.raises(NotFoundError):
        import_context(platform.database, "bestaatniet", checked_context(CONTEXT_FILE.read_bytes()))


def test_all_mistakes_are_told_with_their_line():
    content = (
        "figuur;rij;kolom;aantal\n"
        "leerlingen-net;GO!;;twaalf\n"
        "leerlingen-net;OGO;Limburg;3\n"
        "\n"
        "mijn-figuur;a;;1\n"
        "leerlingen-net;VGO;;-1\n"
        "leerlingen-net;VGO\n"
        "netoverstijgend;GO!;;4\n"
        "schaal;klein;;5\n"
        "schaal;klein;;6\n"
    )

    with pytest.raises(CsvFileError) as error:
        checked_context(content.encode())

    assert [mistake.line for mistake in error.value.mistakes] == [2, 3, 5, 6, 7, 8, 10]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "leeg"),
        (b"figuur,rij\n", "De eerste regel moet zijn"),
        (b"figuur,rij,kolom,aantal\n", "Onder de eerste regel staat niets"),
        (b"soort,aantal\nx,1\n", "--figure"),
        ("type,Limburg\n2,é\n".encode("latin-1"), "UTF-8"),
        (b'type,Limburg\n2,"1\n', "aanhalingstekens"),
        (b"type,Limburg\n2,1\x00\n", "onzichtbaar"),
        (b"type,Limburg\n" + b"x" * 1_000_000, "te groot"),
    ],
    ids=["empty", "header", "nothing", "unknown", "latin-1", "quotes", "control", "large"],
)
def test_a_file_that_cannot_be_read_says_why(content, message):
    with pytest.raises(CsvFileError, match=message):
        checked_context(content)
