"""What a coder may leave of a remark: its own words, and brackets where words were."""

import pytest

from webapp.analysis.redaction import is_anything_left, is_redaction_of

SAID = "Ann van school X (Gent) zegt: goed, maar goed is\nniet genoeg."


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (SAID, True),
        ("[naam] van […] zegt: goed, maar goed is niet genoeg.", True),
        ("Ann van […]", True),
        ("[…] niet genoeg.", True),
        ("Ann [van] school X ([stad]) zegt: goed, maar goed is niet genoeg.", True),
        ("[…]", True),
        ("Ann zegt: goed, maar goed is niet genoeg.", False),  # gone without a trace
        ("[…] slecht […]", False),
        ("[naam] van school X", False),
        ("goed […] Ann", False),
        ("[…] niet genoeg. […] niet genoeg.", False),  # the same words twice
        ("[een hele zin die een ander nooit geschreven heeft] niet genoeg.", False),
        ("[\x00] niet genoeg.", False),
        ("", False),
    ],
)
def test_nobodys_words_are_rewritten(text, is_one):
    assert is_redaction_of(text, SAID) is is_one


def test_brackets_of_the_writer_may_stay():
    assert is_redaction_of("zie [bijlage] bij ons", "zie [bijlage] bij ons")


def test_only_brackets_is_nothing():
    assert not is_anything_left("[naam], […]!")
    assert is_anything_left("[naam] 3")
