"""A text in several languages."""

import pytest

from webapp.i18n import use_language
from webapp.instrument.local_text import LocalText


def test_plain_text_is_in_the_first_language():
    text = LocalText.of("Rust", ("nl",))

    assert dict(text) == {"nl": "Rust"}


def test_language_that_is_not_there_falls_back_on_the_first():
    text = LocalText.of({"fr": "Calme", "nl": "Rust"}, ("nl", "fr"))

    assert text.in_language("fr") == "Calme"
    assert text.in_language("de") == "Rust"
    assert text.has("fr")
    assert not text.has("de")


def test_as_a_string_it_speaks_the_language_of_the_page():
    text = LocalText({"nl": "Rust", "fr": "Calme"})

    with use_language("fr"):
        assert str(text) == "Calme"
    assert str(text) == "Rust"


def test_line_end_of_a_yaml_block_is_taken_off():
    assert LocalText.of("Rust\n", ("nl",))["nl"] == "Rust"


def test_equal_texts_are_one_in_a_set():
    assert len({LocalText({"nl": "Rust"}), LocalText({"nl": "Rust"})}) == 1


def test_text_without_languages_is_refused():
    with pytest.raises(ValueError, match="at least one language"):
        LocalText({})
