"""`bouwstenen db backup` beside a server that works on, and `db restore` once it stopped."""

from pathlib import Path

from tests.promises.real_server import real_server


def test_backup_while_serving_and_restore_once_it_stopped(
    bouwstenen, round_id, database_url, tmp_path
):
    home, file = Path(tmp_path / "home"), tmp_path / "monday.zip"
    with real_server(database_url, home):
        saved = bouwstenen("db", "backup", file)
        refused = bouwstenen("db", "restore", file)

    assert (saved.code, saved.out) == (0, "")
    assert "Bewaard:" in saved.err
    assert refused.refusal == (1, "De server werkt nu op deze databank: stop hem eerst (Ctrl-C).")
    done = bouwstenen("db", "restore", file)
    assert (done.code, done.out) == (0, "")
    assert "Teruggezet:" in done.err
    assert len(list(home.glob("before-restore-*.zip"))) == 1
    assert bouwstenen("results", "--round", round_id, "--format", "json").json["round"]


def test_backup_names_what_is_wrong(bouwstenen, round_id, tmp_path):
    for name in ("nowhere.zip", ""):  # the last is a folder
        refusal = bouwstenen("db", "restore", tmp_path / name).refusal
        assert refusal == (2, f"Er is geen bestand '{tmp_path / name}'.")
    code, line = bouwstenen("db", "backup", tmp_path).refusal
    assert code == 2
    assert "bestaat al" in line
    (tmp_path / "there.zip").write_text("of somebody")
    code, line = bouwstenen("db", "backup", tmp_path / "there.zip").refusal
    assert code == 2
    assert "bestaat al" in line
    code, line = bouwstenen("db", "restore", tmp_path / "there.zip").refusal
    assert code == 2
    assert "geen back-up" in line
    code, line = bouwstenen("db", "backup", tmp_path / "no" / "folder.zip").refusal
    assert code == 1
    assert "bestaat niet" in line
