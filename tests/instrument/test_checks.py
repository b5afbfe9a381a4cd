"""Every kind of mistake has a file in `bad`; what is told about it stands in expected.txt.

Made again with `python -m tests.instrument.test_checks`; read the difference before keeping it.
"""

import re
from collections import Counter
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.instrument.documents import document, lineage
from webapp.instrument.checks import find_problems
from webapp.instrument.files import check_files
from webapp.instrument.loader import instrument_from_document
from webapp.instrument.problems import InstrumentError
from webapp.instrument.reading import read_source, source_of_document

FOLDER = Path(__file__).parent
BAD = sorted(FOLDER.glob("bad/*.yaml"))
UNREADABLE = sorted(FOLDER.glob("bad/unreadable/*.txt"))
LIBRARY = sorted(FOLDER.glob("library/*.yaml"))
USED = {("version-in-use", "1"): "0" * 64}
ENGLISH = re.compile(r"\b(is not|expected|required|unexpected|mapping|should|found|while)\b")


def told_about(path):
    """The lines that the check tells about a file."""
    if path in UNREADABLE:
        problems = find_problems(read_source(path.read_bytes()))
    else:
        (checked,) = check_files([path], library=LIBRARY, used_versions=USED)
        problems = checked.problems
    name = path.relative_to(FOLDER / "bad").as_posix()
    return [f"{name}:{problem.line}: {problem.message}" for problem in problems]


def expected_about(path):
    name = path.relative_to(FOLDER / "bad").as_posix() + ":"
    lines = (FOLDER / "bad" / "expected.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line.startswith(name)]


@pytest.mark.parametrize("path", [*BAD, *UNREADABLE], ids=lambda path: path.stem)
def test_mistake_is_told_with_its_line(path):
    assert expected_about(path)
    assert told_about(path) == expected_about(path)


def test_there_are_at_least_forty_kinds_of_mistake():
    lines = (FOLDER / "bad" / "expected.txt").read_text("utf-8").splitlines()
    messages = (line.partition(": ")[2].rpartition(": ")[2] for line in lines)
    kinds = Counter(re.sub(r"‘[^’]*’|\d+", "…", message.split(" – ")[0]) for message in messages)

    assert len(kinds) >= 40


def test_no_message_is_english():
    lines = (FOLDER / "bad" / "expected.txt").read_text("utf-8").splitlines()

    assert not [line for line in lines if ENGLISH.search(line.partition(": ")[2])]


def test_all_mistakes_of_a_file_are_told_at_once():
    told = told_about(FOLDER / "bad" / "everything-at-once.yaml")

    assert len(told) == 10


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_what_the_bad_files_descend_from_is_right(path):
    (checked,) = check_files([path])

    assert checked.problems == ()


def test_version_in_use_with_the_same_content_is_right():
    right = instrument_from_document(document())

    used = {("proef", "1"): right.content_hash}

    assert find_problems(source_of_document(document()), used_versions=used) == []


@pytest.mark.parametrize("key", ["id", "version"])
def test_line_end_after_an_id_is_a_mistake(key):
    changed = document(**{key: document()[key] + "\n"})

    (problem,) = find_problems(source_of_document(changed))

    assert problem.message.startswith(f"{key}: ‘")


def test_half_a_sign_in_a_text_is_a_mistake_also_where_the_version_is_in_use():
    changed = document(title={"nl": "Proef\ud800", "fr": "Essai"})

    messages = [
        problem.message
        for problem in find_problems(
            source_of_document(changed), used_versions={("proef", "1"): "0" * 64}
        )
    ]

    assert "title.nl: er staan onzichtbare tekens in: U+D800" in messages


def test_document_from_elsewhere_has_problems_without_line():
    with pytest.raises(InstrumentError) as caught:
        instrument_from_document(document(groups=[]))

    assert {problem.line for problem in caught.value.problems} == {0}


PARTS = st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.just({"id": "1"})
BROKEN = st.recursive(PARTS, lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(), x))
RIGHT = document(lineage=[lineage(("equal", ["1"], ["1"]), instrument="elders")])


def places(value, place=()):
    """Every place in a document, also those of blocks and lists."""
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in parts:
        yield (*place, key)
        if isinstance(part, dict | list):
            yield from places(part, (*place, key))


@settings(deadline=None)
@given(st.sampled_from(list(places(RIGHT))), BROKEN)
def test_whatever_stands_anywhere_is_told_and_never_breaks_the_check(place, value):
    changed = deepcopy(RIGHT)
    around = changed
    for key in place[:-1]:
        around = around[key]
    around[place[-1]] = value

    problems = find_problems(source_of_document(changed))

    assert problems or instrument_from_document(changed)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_told_and_never_break_the_check(content):
    assert find_problems(read_source(content))


@settings(deadline=None)
@given(st.text("-:[]{}\"'#&*!|> \nab1", max_size=60))
def test_anything_like_yaml_is_told_and_never_breaks_the_check(text):
    assert find_problems(read_source(text.encode()))


if __name__ == "__main__":
    everything = [line for path in [*BAD, *UNREADABLE] for line in told_about(path)]
    (FOLDER / "bad" / "expected.txt").write_text("\n".join(everything) + "\n", encoding="utf-8")
