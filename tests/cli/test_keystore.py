"""`bouwstenen keystore`: says whether the keys are here, and takes another folder when told."""

import pytest

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def opened(bouwstenen, round_id):
    return bouwstenen("meeting", "open", "--round", round_id, "--group", "scholen", "--json").json[
        "id"
    ]


def test_keystore_of_this_database_is_told(bouwstenen, opened):
    assert bouwstenen("keystore", "show", "--json").json == {"ours": True, "keys": 1, "missing": 0}
    assert "hoort bij deze databank" in bouwstenen("keystore", "show").out


def test_a_new_installation_is_not_said_to_have_the_wrong_keys(bouwstenen):
    told = bouwstenen("keystore", "show")

    assert told.out.startswith("Deze databank kent nog geen map met sleutels")


def test_another_folder_is_told_and_taken_only_deliberately(
    bouwstenen, round_id, opened, database_url, tmp_path, monkeypatch
):
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("BOUWSTENEN_HOME", str(tmp_path / "other"))

    told = bouwstenen("keystore", "show")
    assert "hoort niet bij deze databank" in told.out
    assert "1 gesprek heeft een sleutel die hier niet is" in told.err
    code, line = bouwstenen("tidy").refusal
    assert (code, "KEYSTORE=none" in line) == (1, True)

    taken = bouwstenen("keystore", "adopt")
    assert "hoort nu bij deze databank" in taken.err
    assert bouwstenen("keystore", "show", "--json").json == {"ours": True, "keys": 0, "missing": 1}
    assert bouwstenen("tidy").code == 0
    assert "Let op: Van 1 gesprek is de sleutel weg." in bouwstenen("round", "close", round_id).err


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("KEYSTORE", "none", "alleen met PostgreSQL"),
        ("KEYSTORE", "usb", "KEYSTORE is een van: home, none"),
        ("LOG_FORMAT", "xml", "LOG_FORMAT is een van: plain, json"),
    ],
)
def test_settings_that_cannot_be_are_one_line(bouwstenen, monkeypatch, name, value, said):
    monkeypatch.setenv(name, value)

    code, line = bouwstenen("keystore", "show").refusal

    assert code == 1
    assert said in line
