"""`bouwstenen context import`: checked, stored whole or not at all."""

from webapp.demo.fill import CONTEXT_FILE


def test_a_file_is_checked_and_stored(bouwstenen, round_id):
    asked = ("context", "import", CONTEXT_FILE, "--round", round_id, "--json")

    checked = bouwstenen(*asked, "--check").json
    stored = bouwstenen(*asked).json

    assert (checked["stored"], stored["stored"]) == (False, True)
    assert checked["figures"] == stored["figures"]
    assert stored["figures"]["netoverstijgend"] == 9
    assert len(stored["differences"]) == 5


def test_mistakes_and_unknown_rounds_are_refused(bouwstenen, round_id, tmp_path):
    file = tmp_path / "cijfers.csv"
    file.write_text("figuur,rij,kolom,aantal\nleerlingen-net,GO!,,veel\n", encoding="utf-8")

    wrong = bouwstenen("context", "import", file, "--round", round_id)
    nowhere = bouwstenen("context", "import", CONTEXT_FILE, "--round", "nergens")
    missing = bouwstenen("context", "import", tmp_path / "weg.csv", "--round", round_id)

    assert wrong.refusal == (1, "regel 2: 'veel' is geen geheel getal van 0 tot 100000000.")
    assert nowhere.refusal == (1, "Er is geen ronde nergens.")
    assert missing.refusal[0] == 1
