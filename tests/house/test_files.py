"""The files of the repository: our own, readable, and without traces of a machine."""

import re

import pytest
import yaml

from tests.house.repository import name_of, text_files, tracked_files

LONGEST_LINE = 1500
LONGEST_MODULE = 300
BUILT_OR_COPIED = re.compile(
    r"(\.min\.|\.bundle\.|(^|/)(node_modules|vendor|third_party)/|plotly[^/]*\.js$)"
)
SOURCES = tracked_files("webapp/*.py", "tests/*.py")
GENERATED = re.compile(r"^webapp/db/migrations/versions/")


def test_no_file_is_third_party_code():
    assert not [name_of(path) for path in tracked_files() if BUILT_OR_COPIED.search(name_of(path))]


@pytest.mark.parametrize("path", text_files(), ids=name_of)
def test_text_file_is_written_by_people(path):
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()

    assert not [n for n, line in enumerate(lines, 1) if len(line) > LONGEST_LINE]
    assert not [n for n, line in enumerate(lines, 1) if line != line.rstrip()]
    assert "\r" not in text
    assert not text or text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("path", tracked_files("*.yaml", "*.yml"), ids=name_of)
def test_yaml_can_be_read(path):
    assert yaml.safe_load(path.read_text(encoding="utf-8")) is not None


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_module_fits_in_a_head(path):
    if not GENERATED.match(name_of(path)):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_decisions_are_numbered_without_doubles():
    paths = tracked_files("docs/decisions/*.md")
    numbers = [path.name.partition("-")[0] for path in paths]

    assert paths
    assert all(re.fullmatch(r"\d{4}", number) for number in numbers)
    assert len(set(numbers)) == len(numbers)
