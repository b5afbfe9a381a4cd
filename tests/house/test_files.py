"""The files of the repository: our own, readable, and of one form."""

import re

import yaml

from tests.house.repository import name_of, texts, tracked_files

LONGEST_LINE = 1500
LONGEST_MODULE = 300
LONGEST_TEST_FILE = 450
GENERATED = "webapp/db/migrations/versions/"
BUILT_OR_COPIED = re.compile(
    r"\.min\.|\.bundle\.|(^|/)(node_modules|vendor|third_party)/|plotly[^/]*\.js$"
)


def test_no_file_is_third_party_code():
    names = [name_of(path) for path in tracked_files()]

    assert [name for name in names if BUILT_OR_COPIED.search(name)] == []


def test_text_files_are_written_by_people():
    problems = [
        f"{name}:{number}: {problem}"
        for name, text in texts().items()
        for number, line in enumerate(text.split("\n"), 1)
        for problem in _problems_of_line(line)
    ]

    assert problems == []


def test_text_files_end_in_one_line_end():
    ends = {name: text[-2:] for name, text in texts().items() if text}

    assert [name for name, end in ends.items() if end == "\n\n" or not end.endswith("\n")] == []


def test_yaml_can_be_read():
    for name, text in texts("*.yaml", "*.yml").items():
        if not name.startswith("tests/"):  # there are files with mistakes among the tests
            assert yaml.safe_load(text) is not None, name


def test_modules_fit_in_a_head():
    lengths = {name: text.count("\n") for name, text in texts("webapp/*.py", "tests/*.py").items()}

    assert [
        f"{name}: {length} lines"
        for name, length in lengths.items()
        if length > _longest(name) and not name.startswith(GENERATED)
    ] == []


def test_decisions_are_numbered_without_doubles():
    numbers = [path.name.partition("-")[0] for path in tracked_files("docs/decisions/*.md")]

    assert numbers
    assert [number for number in numbers if not re.fullmatch(r"\d{4}", number)] == []
    assert sorted(set(numbers)) == sorted(numbers)


def _longest(name):
    return LONGEST_TEST_FILE if name.startswith("tests/") else LONGEST_MODULE


def _problems_of_line(line):
    if len(line) > LONGEST_LINE:
        yield f"{len(line)} characters: is it built or minified?"
    if line != line.rstrip():
        yield "white space at the end"
