"""Finding an instrument among its versions."""

import pytest

from tests.instrument.documents import document
from webapp.instrument.catalogue import Catalogue, version_order
from webapp.instrument.loader import instrument_from_document


def catalogue(*versions):
    return Catalogue(instrument_from_document(document(version=one)) for one in versions)


def test_latest_is_the_highest_number():
    assert catalogue("9", "10", "2").latest("proef").version == "10"


def test_older_versions_stay():
    found = catalogue("2", "1")

    assert found.get("proef", "1").version == "1"
    assert [one.version for one in found] == ["1", "2"]
    assert found.ids() == ("proef",)
    assert ("proef", "2") in found
    assert len(found) == 2


def test_unknown_instrument_is_a_key_error():
    with pytest.raises(KeyError):
        catalogue("1").latest("nergens")
    with pytest.raises(KeyError):
        catalogue("1").get("proef", "2")


def test_versions_with_dots_are_numbers():
    assert sorted(["1.10", "1.9", "1"], key=version_order) == ["1", "1.9", "1.10"]
