"""Reading YAML: values with their lines, and files that are refused."""

import time

import pytest

from webapp.instrument.reading import MAX_BYTES, read_file, read_source


def test_every_value_has_the_line_it_begins_on():
    source = read_source(b"a: 1\nb:\n  - x: een\n    y: >-\n      twee\n      drie\n")

    assert source.document == {"a": 1, "b": [{"x": "een", "y": "twee drie"}]}
    assert source.line(("a",)) == 1
    assert source.line(("b", 0)) == 3
    assert source.line(("b", 0, "y")) == 4


def test_place_that_is_not_there_has_the_line_of_what_is_around_it():
    source = read_source(b"a: 1\nb:\n  - x: een\n")

    assert source.line(("b", 0, "z")) == 3
    assert source.line(("c",)) == 1


def test_byte_order_mark_is_left_out():
    assert read_source(b"\xef\xbb\xbfa: 1\n").document == {"a": 1}


def test_what_is_not_utf_8_is_told_with_its_line():
    source = read_source("a: 1\nb: café\n".encode("latin-1"))

    assert source.document is None
    assert [(one.line, one.message) for one in source.problems] == [
        (2, "het bestand is geen UTF-8: bewaar het opnieuw als UTF-8")
    ]


def test_file_that_is_too_large_is_not_read():
    source = read_source(b"a: " + b"x" * MAX_BYTES)

    assert source.document is None
    assert source.problems[0].message == "het bestand is te groot: hoogstens 1000 kB"


def test_no_more_of_a_file_is_read_than_may_be_in_it(tmp_path):
    with (tmp_path / "large.yaml").open("wb") as file:
        file.truncate(1 << 43)  # takes no room on the disk, and fits in no memory

    source = read_file(tmp_path / "large.yaml")

    assert "te groot" in source.problems[0].message


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\ufffe"], ids=lambda s: f"{ord(s):x}")
def test_control_character_is_told_with_its_line(sign):
    source = read_source(f"a: 1\nb: x{sign}y\n".encode())

    assert [(one.line, one.message) for one in source.problems] == [
        (2, "hier staat een stuurteken dat in YAML niet mag")
    ]


def test_a_thousand_brackets_are_refused_at_once():
    begin = time.monotonic()

    source = read_source(b"a: " + b"[" * 200_000)

    assert "te diep genest" in source.problems[0].message
    assert time.monotonic() - begin < 5


def test_words_that_yaml_takes_for_something_else_keep_their_type():
    source = read_source(b'a: no\nb: "no"\nc: 010\nd: null\n')

    assert source.document == {"a": False, "b": "no", "c": 8, "d": None}


@pytest.mark.parametrize(
    "number", [".nan", ".inf", "1.0e+400", "0x" + "f" * 5000, "9" * 5000, "!!int x"]
)
def test_number_that_json_cannot_keep_is_refused(number):
    source = read_source(f"a: {number}\n".encode())

    assert source.document == {"a": None}
    assert "is niet toegelaten" in source.problems[0].message
