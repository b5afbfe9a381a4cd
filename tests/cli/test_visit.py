"""`bouwstenen visit`: what scripts rely on, and what it refuses."""

from datetime import timedelta

import pytest

from webapp.services.today import today

DAY = today() + timedelta(7)
PROVIDER = (
    "name,kind,net,province,types,levels,instellingsnummer,pupils\n"
    "Netwerk De Proef,ondersteuningsnetwerk,vrij,Limburg,2,lager,990001,10\n"
)


@pytest.fixture
def plan(bouwstenen, round_id, tmp_path):
    """The command that plans a day with two conversations, as far as its last arguments."""
    file = tmp_path / "providers.csv"
    file.write_text(PROVIDER, encoding="utf-8")
    assert bouwstenen("provider", "import", file).code == 0
    assert bouwstenen("staff", "add", "leidt@voorbeeld.be", "--role", "inspecteur").code == 0
    command = ("visit", "plan", "--round", round_id, "--provider", "990001", "--day", DAY)
    talks = ("--conversation", "beleid@09:00-10:30=3", "--conversation", "scholen")
    return lambda *more: bouwstenen(*command, *talks, *more)


def test_a_day_is_planned_and_carried_along(bouwstenen, plan, round_id, tmp_path):
    made = plan("--leader", "leidt@voorbeeld.be", "--place", "Gent", "--json").json
    listed = bouwstenen("visit", "list", "--round", round_id, "--json").json
    files = [tmp_path / name for name in ("slips.pdf", "again.pdf", "vragen.pdf", "dag.ics")]
    first = bouwstenen("visit", "slips", made["id"], "--output", files[0])
    second = bouwstenen("visit", "slips", made["id"], "--output", files[1])
    pdf = bouwstenen("visit", "questions", made["id"], "--format", "pdf", "--output", files[2])
    agenda = bouwstenen("visit", "agenda", made["id"], "--output", files[3])

    assert listed == {"visits": [made]}
    assert [(one["group"], one["expected"], one["held"]) for one in made["meetings"]] == [
        ("beleid", 3, "planned"),
        ("scholen", 15, "planned"),
    ]
    assert made["leaders"] == ["leidt@voorbeeld.be"]
    assert [one.code for one in (first, second, pdf, agenda)] == [0, 0, 0, 0]
    assert [file.read_bytes()[:4] for file in files[:3]] == [b"%PDF"] * 3
    assert "18 oudere codes op strookjes of fiches werken niet meer" in second.err
    assert "oudere" not in first.err
    assert files[3].read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")
    assert "KENNISMAKING" in bouwstenen("visit", "questions", made["id"]).out
    assert "2 gesprekken zijn geannuleerd" in bouwstenen("visit", "cancel", made["id"]).err


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--conversation", "scholen@9u"), 2, "is geen gesprek"),
        (("--conversation", "weg=3"), 2, "staat niet in dit instrument"),
        (("--day", "morgen"), 2, "Geef een dag"),
        (("--leader", "weg@voorbeeld.be"), 1, "geen account"),
        (("--provider", "weg"), 1, "geen aanbieder"),
    ],
)
def test_what_cannot_be_planned_is_refused(plan, arguments, code, says):
    refused = plan(*arguments).refusal

    assert refused[0] == code
    assert says in refused[1]


@pytest.mark.parametrize("command", ["slips", "agenda", "questions", "cancel"])
def test_a_visit_that_does_not_exist(bouwstenen, round_id, command):
    assert bouwstenen("visit", command, "weg").refusal == (1, "Er is geen werkbezoek weg.")
