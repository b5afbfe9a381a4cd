"""Mailing slips from the command line: what it prints, and what it refuses."""

import pytest

ANSWERS = {"nee@voorbeeld.be": "550 nobody", "later@voorbeeld.be": "451 busy"}


@pytest.fixture
def mailing(bouwstenen, sink, monkeypatch):
    """The settings of mail are there."""
    for name, text in sink.env.items():
        monkeypatch.setenv(name, text)


@pytest.fixture
def meeting_id(bouwstenen, round_id):
    command = ("meeting", "open", "--round", round_id, "--group", "scholen", "--alone")
    return bouwstenen(*command, "--expected", 9, "--by-mail", "--json").json["id"]


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("e-mail;taal\nan@voorbeeld.be;fr\nAN@voorbeeld.be;\nbo@voorbeeld.be;\n")
    return path


def test_a_mailing_tells_counts_and_no_address(bouwstenen, mailing, sink, meeting_id, listed):
    told = bouwstenen("meeting", "mail", meeting_id, "--addresses", listed, "--json")

    assert {key: told.json[key] for key in ("kind", "state", "number", "sent", "refused")} == {
        "kind": "slips",
        "state": "done",
        "number": 2,
        "sent": 2,
        "refused": 0,
    }
    assert "voorbeeld" not in told.out + told.err
    assert {one[1]: one[2]["Content-Language"] for one in sink.received} == {
        "an@voorbeeld.be": "fr",
        "bo@voorbeeld.be": "nl",
    }
    reminded = bouwstenen(
        "meeting", "mail", meeting_id, "--addresses", listed, "--reminder", "--language", "de"
    )
    assert (reminded.code, "2 mails vertrokken." in reminded.out) == (0, True)
    assert len(sink.received) == 4


def test_what_is_left_is_resumed_seen_and_stopped(bouwstenen, mailing, sink, meeting_id, tmp_path):
    listed = tmp_path / "list.txt"
    listed.write_text("\n".join(["an@voorbeeld.be", *ANSWERS]))
    sink.answer = lambda recipient: ANSWERS.get(recipient, "250 ok")

    told = bouwstenen("meeting", "mail", meeting_id, "--addresses", listed)

    assert "1 mail wacht nog" in told.err
    assert "voorbeeld" not in told.out + told.err
    sink.answer = lambda recipient: "550" if "nee" in recipient else "250 ok"
    [row] = bouwstenen("mail", "resume", "--json").json["mailings"]
    assert (row["sent"], row["refused"], row["waiting"], row["state"]) == (2, 1, 0, "sending")
    assert bouwstenen("mail", "refused", row["id"]).out == "nee@voorbeeld.be\n"
    assert bouwstenen("mail", "stop", row["id"]).code == 0
    assert bouwstenen("mail", "refused", row["id"]).out == ""
    assert bouwstenen("mail", "refused", "nix").refusal == (1, "Deze mails bestaan niet.")
    assert bouwstenen("mail", "resume", row["id"]).refusal[0] == 1
    assert bouwstenen("mail", "resume", "--json").json == {"mailings": []}


def test_what_is_refused_says_why(bouwstenen, meeting_id, listed, sink, monkeypatch, tmp_path):
    command = ("meeting", "mail", meeting_id, "--addresses")
    assert "MAIL_HOST" in bouwstenen(*command, listed).refusal[1]
    for name, text in sink.env.items():
        monkeypatch.setenv(name, text)
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("an@voorbeeld.be\nniets")

    assert bouwstenen(*command, tmp_path / "not-there").refusal[0] == 1
    assert bouwstenen(*command, wrong).refusal == (1, "regel 2: 'niets' is geen e-mailadres.")
    assert bouwstenen("meeting", "mail", "bestaatniet", "--addresses", listed).refusal[0] == 1
    monkeypatch.setenv("MAIL_SECURITY", "soms")
    assert "MAIL_SECURITY" in bouwstenen(*command, listed).refusal[1]
    assert sink.received == []
