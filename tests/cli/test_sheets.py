"""`bouwstenen meeting sheets`: forms as a PDF file."""


def test_sheets_are_written_whole(bouwstenen, round_id, tmp_path):
    opened = bouwstenen(
        "meeting", "open", "--round", round_id, "--group", "ondersteuners", "--slips", 5, "--json"
    ).json
    file = tmp_path / "fiches.pdf"

    done = bouwstenen("meeting", "sheets", opened["id"], "--number", 2, "--output", file)

    assert done.code == 0, done.err
    assert file.read_bytes().startswith(b"%PDF-1.7")
    assert [path.name for path in tmp_path.glob("*.p*")] == ["fiches.pdf"]


def test_what_is_wrong_is_told_in_one_line(bouwstenen, round_id, tmp_path):
    file = tmp_path / "fiches.pdf"

    unknown = bouwstenen("meeting", "sheets", "bestaatniet", "--number", 1, "--output", file)
    too_many = bouwstenen("meeting", "sheets", "bestaatniet", "--number", 900, "--output", file)

    assert unknown.refusal == (1, "Er is geen gesprek bestaatniet.")
    assert too_many.refusal[0] == 2
    assert not file.exists()
