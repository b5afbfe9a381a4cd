"""`bouwstenen instrument`: what it prints, where, and with which exit code."""

import json
from pathlib import Path

import pytest

from webapp.cli import run
from webapp.cli.installation import Installation

ROOT = Path(__file__).parents[2]
BAD = ROOT / "tests" / "instrument" / "bad"
OTHER = ROOT / "tests" / "instrument" / "other"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("BOUWSTENEN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def told(capsys):
    """Runs a command: exit code, lines on standard output, lines on standard error."""

    def tell(*arguments, installation=None):
        code = run(["instrument", *map(str, arguments)], installation)
        written = capsys.readouterr()
        return code, written.out.splitlines(), written.err.splitlines()

    return tell


def test_list_names_every_version(told):
    code, out, err = told("list")

    assert (code, err) == (0, [])
    assert [line.split()[0] for line in out] == [
        "gio-2022@1",
        "leersteuntraject-2023@1",
        "okt-2020@1",
        "onw-2019@1",
    ]
    assert "50 bouwstenen" in out[2]


def test_instruments_of_ones_own_come_from_the_folder_that_was_named(told, tmp_path, monkeypatch):
    monkeypatch.setenv("INSTRUMENTS_DIR", str(OTHER))
    code, out, _err = told("list")
    assert (code, len(out)) == (0, len(list(OTHER.glob("*.yaml"))))

    monkeypatch.setenv("INSTRUMENTS_DIR", str(tmp_path / "nergens"))
    code, out, err = told("list")
    assert (code, out) == (1, [])
    assert err == [
        f"INSTRUMENTS_DIR is geen map: {tmp_path / 'nergens'}. Maak ze, of laat de naam weg."
    ]


def test_list_as_json_is_one_object_on_one_line(told):
    code, (line,), _err = told("list", "--json")

    listed = {one["id"]: one["groups"] for one in json.loads(line)["instruments"]}
    assert code == 0
    assert listed["okt-2020"] == {
        "beleid": 50,
        "ondersteuners": 14,
        "scholen": 16,
        "kleine-aanbieders": 21,
    }


def test_check_tells_that_there_are_no_mistakes(told):
    path = OTHER / "speelplaats.yaml"

    assert told("check", path) == (0, [f"{path}: geen fouten"], [])


def test_check_looks_up_lineage_in_the_shipped_instruments(told):
    code, out, _err = told("check", ROOT / "instruments" / "okt-2020.yaml")

    assert code == 0
    assert out[0].endswith("geen fouten")


def test_check_tells_every_mistake_of_every_file(told):
    right = OTHER / "dertig-themas.yaml"
    paths = [BAD / "duplicate-group.yaml", right, BAD / "empty-text.yaml"]

    code, out, err = told("check", *paths)

    assert code == 1
    assert (
        f"{paths[0]}:23: gesprekspartner leraren, id: de id ‘leraren’ bestaat al (regel 22)" in out
    )
    assert f"{paths[2]}:18: bouwsteen 2, text: de tekst is leeg" in out
    assert f"{right}: geen fouten" in out
    assert err == [f"{len(out) - 1} fouten gevonden."]


class RoundsUse(Installation):
    """An installation whose rounds use a version with other content."""

    def used_versions(self):
        return {("speelplaats", "1"): "0" * 64}


def test_check_tells_that_a_version_in_use_was_changed(told):
    path = OTHER / "speelplaats.yaml"

    code, out, err = told("check", path, installation=RoundsUse())

    assert (code, err) == (1, ["1 fout gevonden."])
    assert out[0].startswith(f"{path}:3: version: versie 1 van speelplaats is al gebruikt")


def test_check_goes_on_without_a_database_and_says_so(told, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    path = OTHER / "speelplaats.yaml"

    code, out, err = told("check", path)

    assert (code, out) == (0, [f"{path}: geen fouten"])
    assert err == [
        "De databank is niet te lezen: of een versie al in gebruik is, weten we dus niet."
    ]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["check"], "BESTAND… ontbreekt."),
        (["check", "nergens.yaml"], "Er is geen bestand 'nergens.yaml'."),
        (["show"], "ID[@VERSIE] ontbreekt."),
    ],
    ids=["no-file", "file-that-does-not-exist", "no-id"],
)
def test_wrong_use_is_one_line_and_exit_code_2(told, arguments, line):
    assert told(*arguments) == (2, [], [line])


@pytest.mark.parametrize(
    ("arguments", "begin"),
    [
        (["nergens"], "Er is geen instrument 'nergens'. Kies uit: gio-2022@1,"),
        (["okt-2020@9"], "Er is geen instrument 'okt-2020@9'."),
        (["okt-2020", "--group", "ouders"], "Dit instrument heeft geen gesprekspartner 'ouders'."),
        (["okt-2020", "--language", "fr"], "Dit instrument bestaat niet in de taal 'fr'."),
    ],
    ids=["instrument", "version", "group", "language"],
)
def test_what_does_not_exist_is_one_line_and_exit_code_1(told, arguments, begin):
    code, out, err = told("show", *arguments)

    assert (code, out, len(err)) == (1, [], 1)
    assert err[0].startswith(begin)


def test_show_as_json_is_the_whole_instrument_on_one_line(told):
    code, (line,), err = told("show", "okt-2020", "--json")

    shown = json.loads(line)
    (block,) = [one for one in shown["blocks"] if one["id"] == "18"]
    assert (code, err) == (0, [])
    assert len(shown["blocks"]) == 50
    assert block["theme"] == "vormgeving"
    assert block["text"] == "een transparante aanmeldingsprocedure voor de scholen"
    assert block["groups"] == ["beleid", "scholen", "kleine-aanbieders"]


def test_show_for_one_group_has_only_what_it_is_asked(told):
    _code, (line,), _err = told("show", "okt-2020", "--group", "ondersteuners", "--json")

    shown = json.loads(line)
    assert len(shown["blocks"]) == 14
    assert {tuple(one["groups"]) for one in shown["blocks"]} == {("ondersteuners",)}


def test_show_for_people_asks_the_group_in_its_own_words(told):
    _code, out, _err = told("show", "okt-2020@1", "--group", "scholen")

    assert "Vormgeving van de ondersteuning" in out
    assert "  20. Start de ondersteuning binnen een redelijke termijn na uw vraag? [scholen]" in out


def test_show_for_people_marks_the_reconstruction(told):
    _code, out, _err = told("show", "okt-2020")

    assert [line for line in out if "kleine-aanbieders: " in line and "reconstructie" in line]
