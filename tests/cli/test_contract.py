"""What scripts rely on: the shape of each JSON answer, where it stands, and the exit codes."""

import csv
import io
import json

import openpyxl
import pytest

from webapp.platform import Platform
from webapp.sealing.codes import ALPHABET
from webapp.services.read_sheet import sheet_reader
from webapp.services.submit_sheet import Door, submit_sheet
from webapp.settings import Settings

PROVIDERS = (
    "name,kind,net,province,types,levels,instellingsnummer,pupils\n"
    "Netwerk De Proef,ondersteuningsnetwerk,vrij,Limburg,2,lager,990001,10\n"
    "Netwerk Het Ander,ondersteuningsnetwerk,vrij,Limburg,2,lager,990002,10\n"
)


@pytest.fixture
def with_providers(bouwstenen, tmp_path):
    file = tmp_path / "providers.csv"
    file.write_text(PROVIDERS, encoding="utf-8")
    assert bouwstenen("provider", "import", file).code == 0


@pytest.fixture
def opened(bouwstenen, round_id):
    """Opens a meeting of scholen; gives what the command answered."""

    def open_meeting(*arguments, slips=0):
        command = ("meeting", "open", "--round", round_id, "--group", "scholen", "--json")
        return bouwstenen(*command, "--slips", slips, *arguments).json

    return open_meeting


def hand_in(meeting, codes):
    """One sheet a slip, with the same option at block 18 and 20, and block 19 left open."""
    platform = Platform.from_settings(Settings.from_env())
    with platform.database.reading() as session:
        from webapp.db.queries.meetings import find_meeting
        from webapp.services.keep_instrument import instrument_of

        row = find_meeting(session, meeting["id"])
        instrument = instrument_of(session, row.round.instrument_hash)
        door = Door(meeting["id"], row.meeting.public_key, has_slips=True)
    reader = sheet_reader(instrument, "scholen", "conversation")
    for slip, code in zip(meeting["slips"], codes, strict=False):
        sheet = reader.sheet(reader.read([("block_18", code), ("block_20", code)]))
        submit_sheet(platform.writer, door, sheet, slip)
    platform.database.dispose()


def test_round_create_answers_with_the_id_alone(bouwstenen):
    answer = bouwstenen("round", "create", "--instrument", "okt-2020", "--title", "Één", "--json")

    assert list(answer.json) == ["id"]
    assert answer.err == ""


def test_round_create_takes_a_version(bouwstenen):
    answer = bouwstenen("round", "create", "--instrument", "okt-2020@1", "--title", "T", "--json")

    assert answer.code == 0


def test_meeting_open_answers_with_id_code_and_slips(opened):
    meeting = opened(slips=15)

    assert list(meeting) == ["id", "join_code", "slips"]
    assert len(meeting["join_code"]) == 8
    assert len(set(meeting["slips"])) == 15
    assert all(len(slip) == 12 and set(slip) <= set(ALPHABET) for slip in meeting["slips"])


def test_meeting_without_slips_has_none(opened):
    assert opened()["slips"] == []


def test_meeting_close_tells_what_was_received_and_counted(bouwstenen, opened):
    meeting = opened(slips=15)
    hand_in(meeting, ["passend"] * 9 + ["deels"] * 3 + ["niet", "nvt", "knab"])

    answer = bouwstenen("meeting", "close", meeting["id"], "--now", "--json")

    expected = {"id": meeting["id"], "state": "closed", "received": 15, "counted": 15}
    assert answer.json == expected
    assert list(answer.json) == list(expected)
    assert bouwstenen("meeting", "close", meeting["id"], "--json").json == expected


def test_meeting_with_too_few_becomes_pending(bouwstenen, opened):
    meeting = opened(slips=4)
    hand_in(meeting, ["passend"] * 4)

    answer = bouwstenen("meeting", "close", meeting["id"], "--now", "--json")

    assert answer.json == {"id": meeting["id"], "state": "pending", "received": 4, "counted": 0}


def test_meeting_close_counts_down_on_standard_error(bouwstenen, opened, monkeypatch):
    monkeypatch.setenv("COUNTDOWN_SECONDS", "2")
    meeting = opened()

    answer = bouwstenen("meeting", "close", meeting["id"], "--json")

    assert answer.json["state"] == "pending"
    assert answer.err.splitlines()[-1] == "Nog 1 seconde."


def test_cancelled_meeting_cannot_close(bouwstenen, opened):
    meeting = opened()

    assert bouwstenen("meeting", "cancel", meeting["id"], "--yes").code == 0
    assert bouwstenen("meeting", "close", meeting["id"], "--now", "--json").refusal[0] == 1


def test_round_close_destroys_what_is_too_few(bouwstenen, round_id, opened):
    meeting = opened(slips=3)
    hand_in(meeting, ["passend"] * 3)
    assert bouwstenen("round", "close", round_id, "--json").refusal == (
        1,
        "Er is nog 1 gesprek open. Sluit of annuleer het eerst.",
    )
    bouwstenen("meeting", "close", meeting["id"], "--now")

    answer = bouwstenen("round", "close", round_id, "--json")

    assert answer.json == {"id": round_id, "state": "closed", "pooled": 0, "destroyed": 1}


@pytest.mark.usefixtures("with_providers")
@pytest.mark.parametrize("name", ["id", "990001", "Netwerk De Proef"])
def test_results_as_json(bouwstenen, round_id, opened, name):
    listed = bouwstenen("provider", "list", "--json").json["providers"]
    provider_id = next(one["id"] for one in listed if one["name"] == "Netwerk De Proef")
    named = provider_id if name == "id" else name
    meeting = opened("--provider", named, slips=15)
    hand_in(meeting, ["passend"] * 9 + ["deels"] * 3 + ["niet", "nvt"])
    bouwstenen("meeting", "close", meeting["id"], "--now")

    results = bouwstenen("results", "--round", round_id, "--format", "json").json

    (group,) = results["groups"]
    (total,) = results["totals"]
    assert (results["round"], results["instrument"]) == (round_id, "okt-2020")
    assert (group["group"], group["provider"], group["n"]) == ("scholen", provider_id, 14)
    assert (total["group"], total["provider"], total["n"]) == ("scholen", None, 14)
    block = next(one for one in group["blocks"] if one["block"] == "18")
    assert {name: block[name] for name in ("block", "theme", "counts", "blank", "valid")} == {
        "block": "18",
        "theme": "vormgeving",
        "counts": {"passend": 9, "deels": 3, "niet": 1, "knab": 0, "nvt": 1},
        "blank": 0,
        "valid": 13,
    }
    of_one = bouwstenen("results", "--round", round_id, "--provider", named, "--group", "scholen")
    assert of_one.json["groups"] == results["groups"]
    of_other = bouwstenen("results", "--round", round_id, "--provider", "Netwerk Het Ander")
    assert of_other.json["groups"] == []


def test_results_as_csv_and_xlsx_are_files_that_open(bouwstenen, round_id, opened, tmp_path):
    meeting = opened(slips=5)
    hand_in(meeting, ["passend"] * 5)
    bouwstenen("meeting", "close", meeting["id"], "--now")

    as_csv = bouwstenen("results", "--round", round_id, "--format", "csv")
    workbook = tmp_path / "results.xlsx"
    for _time in ("first", "again"):  # a script renews its file each night
        written = bouwstenen(
            "results", "--round", round_id, "--format", "xlsx", "--output", workbook
        )
        assert (written.code, written.out) == (0, "")

    rows = list(csv.reader(io.StringIO(as_csv.out.removeprefix("\ufeff")), delimiter=";"))
    assert as_csv.out.startswith("\ufeff")
    assert any("18" in row for row in rows)
    assert openpyxl.load_workbook(workbook).sheetnames
    assert sorted(path.name for path in tmp_path.glob("*.part")) == []


def test_results_that_wait_for_the_estimate_are_not_shown(bouwstenen):
    create = ("round", "create", "--instrument", "okt-2020", "--title", "T", "--json")
    round_id = bouwstenen(*create, "--release", "estimate").json["id"]
    meeting = bouwstenen(
        "meeting", "open", "--round", round_id, "--group", "scholen", "--slips", 5, "--json"
    ).json
    hand_in(meeting, ["passend"] * 5)
    bouwstenen("meeting", "close", meeting["id"], "--now")

    results = bouwstenen("results", "--round", round_id).json

    (suppressed,) = results["suppressed"]
    assert (results["groups"], results["totals"]) == ([], [])
    assert (suppressed["group"], suppressed["reason"]) == ("scholen", "niet-vrijgegeven")
    assert "passend" not in json.dumps(results)


def test_lists_are_one_object_each(bouwstenen, round_id, opened):
    meeting = opened(slips=2)

    rounds = bouwstenen("round", "list", "--json").json["rounds"]
    meetings = bouwstenen("meeting", "list", "--round", round_id, "--json").json["meetings"]

    assert [(one["id"], one["title"], one["state"]) for one in rounds] == [
        (round_id, "Proef", "open")
    ]
    assert [(one["id"], one["state"], one["expected"]) for one in meetings] == [
        (meeting["id"], "open", 2)
    ]


@pytest.mark.usefixtures("with_providers")
def test_staff_add_prints_a_link_and_nothing_else(bouwstenen, monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", "https://bouwstenen.example.org/")

    for_inspector = bouwstenen("staff", "add", "inge@example.org", "--role", "inspecteur")
    for_provider = bouwstenen(
        "staff", "add", "an@example.org", "--role", "aanbieder", "--provider", "990001"
    )

    for answer in (for_inspector, for_provider):
        assert answer.code == 0
        assert answer.out.startswith("https://bouwstenen.example.org/aanmelden/nieuw#")
        assert len(answer.out.splitlines()) == 1


def test_db_upgrade_makes_the_tables_and_can_be_done_again(bouwstenen):
    for _time in ("first", "again"):
        assert bouwstenen("db", "upgrade").code == 0


def test_tidy_closes_what_is_due(bouwstenen, opened, monkeypatch):
    from webapp.services.close_meeting import start_countdown

    meeting = opened()
    opened()
    platform = Platform.from_settings(Settings.from_env())
    start_countdown(platform.database, meeting["id"], 0)
    platform.database.dispose()

    assert bouwstenen("tidy", "--json").json == {"closed": 1, "erased": 0}
    assert bouwstenen("tidy", "--json").json == {"closed": 0, "erased": 0}


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        ("round create --instrument okt-2020 --title T --min-group-size 4", 2, "minstens 5"),
        ("round create --instrument okt-2020 --title T --min-group-size -9", 2, "minstens 5"),
        ("round create --instrument okt-2020 --title T --min-group-size vijf", 2, "minstens 5"),
        ("round create --instrument okt-2020 --title T --release now", 2, "closing, estimate"),
        ("round create --instrument nix --title T", 1, "okt-2020@1"),
        ("round create --instrument okt-2020 --title T --for x@y.be", 1, "geen account x@y.be"),
        ("staff add x@y.be --role lezer --round nix", 1, "geen ronde nix"),
        (f"round create --instrument okt-2020 --title T --contact {'x' * 501}", 2, "500 tekens"),
        ("round create --instrument okt-2020@9 --title T", 1, "okt-2020@1"),
        ("round create --instrument okt-2020", 2, "--title ontbreekt"),
        ("round close nix", 1, "geen ronde nix"),
        ("meeting open --round nix --group scholen", 1, "geen ronde nix"),
        ("meeting open --round R --group nix", 2, "kleine-aanbieders"),
        ("meeting open --round R --group scholen --provider nix", 1, "geen aanbieder 'nix'"),
        ("meeting open --round R --group scholen --slips -1", 2, "geheel getal"),
        ("meeting open --round R --group scholen --slips 10001", 2, "geheel getal"),
        ("meeting open --round R --group scholen --expected 0", 2, "geheel getal"),
        ("meeting close nix --now", 1, "geen gesprek nix"),
        ("meeting close", 2, "ID ontbreekt"),
        ("meeting cancel nix --yes", 1, "geen gesprek nix"),
        ("meeting list --round nix", 1, "geen ronde nix"),
        ("results --round nix", 1, "geen ronde nix"),
        ("results --round R --group nix", 2, "staat niet in dit instrument"),
        ("results --round R --provider nix", 1, "geen aanbieder 'nix'"),
        ("results --round R --format pdf", 2, "json, csv, xlsx"),
        ("results --round R --output /nergens/f.json", 1, "/nergens: bestaat niet."),
        ("provider import /nergens.csv", 1, "/nergens.csv: bestaat niet."),
        ("staff add geen-adres --role inspecteur", 2, "e-mailadres"),
        ("staff add a@example.org --role baas", 2, "waarnemer"),
        ("staff add a@example.org --role aanbieder", 2, "--provider"),
        ("serve --port 65536", 2, "geheel getal"),
        ("round list te veel", 2, "te veel"),
        ("round list --jso", 2, "Bedoelt u --json?"),
        ("rond list", 2, "Bedoelt u round?"),
        ("meeting clos x", 2, "Bedoelt u close?"),
        ("round create --title", 2, "--title vraagt een waarde"),
        ("round list --json=1", 2, "--json neemt geen waarde"),
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_refusals_are_one_dutch_line(bouwstenen, round_id, arguments, code, part):
    found, line = bouwstenen(*arguments.replace(" R ", f" {round_id} ").split()).refusal

    assert found == code, line
    assert part in line
    assert not {"Error", "Usage", "Invalid", "Missing", "Traceback"} & set(line.split())


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_raised_threshold_of_the_installation_cannot_be_undercut(bouwstenen, monkeypatch):
    monkeypatch.setenv("MIN_GROUP_SIZE", "8")
    create = ("round", "create", "--instrument", "okt-2020", "--title", "T", "--json")

    assert bouwstenen(*create, "--min-group-size", "7").refusal[0] == 2
    assert bouwstenen(*create, "--min-group-size", "8").code == 0
    (made,) = bouwstenen("round", "list", "--json").json["rounds"]
    assert made["min_group_size"] == 8


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MIN_GROUP_SIZE", "4"),
        ("SECRET_KEY", "short"),
        ("DATABASE_URL", "mysql://here"),
        ("DATABASE_URL", "sqlite:////nergens/x.db"),
        ("DATABASE_URL", "postgresql://who:secret-word@127.0.0.1:1/x"),
    ],
)
def test_unsafe_or_unreachable_installation_is_one_line(bouwstenen, monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    code, line = bouwstenen("round", "list", "--json").refusal

    assert code == 1
    assert "secret-word" not in line


def test_older_database_is_refused_until_it_is_upgraded(bouwstenen, round_id):
    from sqlalchemy import text

    platform = Platform.from_settings(Settings.from_env())
    with platform.database.writing_connection() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    platform.database.dispose()

    code, line = bouwstenen("round", "list", "--json").refusal

    assert code == 1
    assert "bouwstenen db upgrade" in line
