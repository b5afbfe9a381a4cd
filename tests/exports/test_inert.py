"""Nothing that a spreadsheet could run survives."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.exports.inert import inert


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("=1+1", "'=1+1", id="equals"),
        pytest.param("+1", "'+1", id="plus"),
        pytest.param("-1", "'-1", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1", "' =1", id="tab"),
        pytest.param("\rdir", "' dir", id="carriage return"),
        pytest.param("\nx", "' x", id="line feed"),
        pytest.param("\x00=1", "' =1", id="nul"),
        pytest.param("\uff1d1+1", "'\uff1d1+1", id="full width"),
        pytest.param("  =1", "'  =1", id="behind spaces"),
        pytest.param("\u00a0=1", "'\u00a0=1", id="behind a hard space"),
        pytest.param("\ufeff=1", "' =1", id="behind a byte order mark"),
        pytest.param("De Wilg", "De Wilg", id="a name"),
        pytest.param("a = b", "a = b", id="a sign further on"),
        pytest.param("één\ntwee", "één twee", id="two lines"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_inert(text, written):
    assert inert(text) == written


def test_half_a_character_can_be_stored():
    assert inert("\ud800x").encode() == b"?x"


@given(st.text(st.characters(exclude_categories=())))
def test_no_text_starts_a_formula_or_holds_a_control(text):
    written = inert(text)

    start = unicodedata.normalize("NFKC", written).lstrip()[:1]
    assert start not in {"=", "+", "-", "@"}
    assert not any(unicodedata.category(letter) == "Cc" for letter in written)
