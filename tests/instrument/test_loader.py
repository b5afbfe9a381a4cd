"""From files to instruments."""

import shutil
from pathlib import Path

import pytest
import yaml

from tests.instrument.documents import document, lineage
from webapp.instrument.loader import (
    InstrumentError,
    instrument_from_document,
    load_folder,
    load_instrument,
)

OTHER = Path(__file__).parent / "other"


def write(folder, name, values):
    path = folder / name
    path.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), "utf-8")
    return path


def test_instrument_from_a_file_is_the_one_from_its_document():
    loaded = load_instrument(OTHER / "speelplaats.yaml")

    assert instrument_from_document(loaded.document) == loaded


def test_mistakes_carry_the_name_of_the_file(tmp_path):
    path = write(tmp_path, "proef.yaml", document(groups=[]))

    with pytest.raises(InstrumentError) as caught:
        load_instrument(path)

    assert str(caught.value).startswith("proef.yaml:")
    assert "groups: de lijst is leeg" in str(caught.value)


def test_folder_has_every_version(tmp_path):
    write(tmp_path, "proef.yaml", document())
    told = lineage(("equal", ["1"], ["1"]))
    write(tmp_path, "proef.v2.yaml", document(version="2", lineage=[told]))

    catalogue = load_folder(tmp_path)

    assert [(one.id, one.version) for one in catalogue] == [("proef", "1"), ("proef", "2")]


def test_mistakes_of_all_files_are_told_together(tmp_path):
    write(tmp_path, "proef.yaml", document(groups=[]))
    write(tmp_path, "tweede.yaml", document(id="tweede", themes=[]))
    shutil.copy(OTHER / "speelplaats.yaml", tmp_path)

    with pytest.raises(InstrumentError) as caught:
        load_folder(tmp_path)

    assert set(caught.value.by_file) == {"proef.yaml", "tweede.yaml"}


def test_same_version_in_two_files_is_refused(tmp_path):
    write(tmp_path, "proef.yaml", document())
    write(tmp_path, "proef.v1.yaml", document())

    with pytest.raises(InstrumentError, match="versie 1 van proef staat ook in proef"):
        load_folder(tmp_path)


def test_lineage_to_an_instrument_that_is_not_in_the_folder_is_refused(tmp_path):
    told = lineage(("equal", ["1"], ["1"]), instrument="elders")
    write(tmp_path, "proef.yaml", document(lineage=[told]))

    with pytest.raises(InstrumentError, match="versie 1 van ‘elders’ bestaat niet"):
        load_folder(tmp_path)


def test_lineage_to_a_file_with_mistakes_is_not_called_missing(tmp_path):
    told = lineage(("equal", ["1"], ["1"]))
    write(tmp_path, "proef.yaml", document(groups=[]))
    write(tmp_path, "proef.v2.yaml", document(version="2", lineage=[told]))

    with pytest.raises(InstrumentError) as caught:
        load_folder(tmp_path)

    assert set(caught.value.by_file) == {"proef.yaml"}


def test_file_that_changed_under_a_version_in_use_is_refused(tmp_path):
    write(tmp_path, "proef.yaml", document())

    with pytest.raises(InstrumentError, match="al gebruikt met een andere inhoud"):
        load_folder(tmp_path, used_versions={("proef", "1"): "0" * 64})


def test_empty_folder_is_an_empty_catalogue(tmp_path):
    assert list(load_folder(tmp_path)) == []
