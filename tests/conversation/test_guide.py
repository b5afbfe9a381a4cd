"""What a leader has at hand: the questions of the instrument for this group, in three parts."""

import pytest

from tests.instrument.documents import document
from webapp.conversation.guide import conversation_guide
from webapp.instrument.loader import instrument_from_document


@pytest.fixture
def instrument():
    return instrument_from_document(document())


def test_the_three_parts_have_the_questions_of_the_group(instrument) -> None:
    guide = conversation_guide(instrument, "leraren")

    assert [str(one) for one in guide.general] == ["Wie bent u?"]
    assert [(one.theme.id, [str(text) for text in one.depth]) for one in guide.themes] == [
        ("rust", ["Waar rust u?"]),
        ("ruimte", []),
    ]
    assert [[block.id for block in one.blocks] for one in guide.themes] == [["1", "2"], ["3"]]
    assert [one.id for one in guide.closing] == ["sterktes", "tips"]
    assert guide.block_count == 3


def test_a_thema_without_anything_for_the_group_is_left_out(instrument) -> None:
    guide = conversation_guide(instrument, "leerlingen")

    assert [one.theme.id for one in guide.themes] == ["rust"]
    assert guide.themes[0].depth == ()
    assert [one.id for one in guide.closing] == ["sterktes"]


def test_a_group_that_the_instrument_does_not_have_is_an_error(instrument) -> None:
    with pytest.raises(KeyError):
        conversation_guide(instrument, "ouders")
