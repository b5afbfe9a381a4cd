"""The sentences above the charts say what was counted, and judge nothing."""

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.samples import FOUR_STEPS, batch, instrument, results, tallies
from webapp.analysis import words
from webapp.analysis.results import NOT_RELEASED, TOO_FEW
from webapp.analysis.words import (
    absence,
    absence_sentence,
    answers_sentence,
    blocks_sentence,
    named_option,
    themes_sentence,
)

FIT = instrument()
JUDGING = re.compile(
    r"significant|beter|slechter|best|slechtst|score|gemiddeld|goed|zwak|kwaliteit", re.IGNORECASE
)


def total(answers, n=15):
    return results([batch(1, "scholen", "p1", n=n)], tallies("batch1", answers)).total("scholen")


def test_blocks_sentence_counts_blocks_where_more_than_half_agree():
    group = total(
        {"1": {"passend": 9, "deels": 4}, "3": {"passend": 7, "niet": 2}, "4": {"niet": 15}}
    )

    assert blocks_sentence(FIT, "scholen", group.blocks) == (
        "Scholen: bij 2 van de 3 bouwstenen koos meer dan de helft van wie een mening gaf "
        "‘Passend’."
    )


def test_blocks_sentence_leaves_out_blocks_without_an_opinion():
    group = total({"1": {"passend": 9}, "3": {"nvt": 9}})

    assert "1 van de 1 bouwsteen " in blocks_sentence(FIT, "scholen", group.blocks)


def test_blocks_sentence_of_nothing():
    assert (
        blocks_sentence(FIT, "scholen", total({"1": {"nvt": 9}}).blocks)
        == "Scholen: niemand gaf een mening over deze bouwstenen."
    )


def test_answers_sentence_names_the_share_and_the_people():
    group = total({"1": {"passend": 9, "nvt": 4}, "3": {"passend": 1, "niet": 5}})

    assert answers_sentence(FIT, group) == (
        "Scholen: van alle meningen samen is 67 % ‘Passend’ (15 deelnemers)."
    )


def test_answers_sentence_without_an_opinion():
    assert (
        answers_sentence(FIT, total({"1": {"nvt": 9}}))
        == "Scholen: niemand gaf een mening (15 deelnemers)."
    )


def test_themes_sentence_counts_themes():
    group = total({"1": {"passend": 9}, "3": {"niet": 9}, "4": {"niet": 9}})

    assert themes_sentence(FIT, group) == (
        "Scholen: in 1 van de 2 thema’s is meer dan de helft van de meningen ‘Passend’."
    )


def test_themes_sentence_without_an_opinion():
    assert themes_sentence(FIT, total({"1": {"nvt": 9}})) == "Scholen: niemand gaf een mening."


def test_absence_tells_three_things_apart():
    said = {absence(TOO_FEW, 5), absence(NOT_RELEASED, 5), absence(None, 5)}

    assert said == {
        "te weinig antwoorden (minder dan 5)",
        "nog niet vrijgegeven",
        "geen gegevens",
    }
    assert absence_sentence(FIT, "beleid", None, 5) == "Beleid: geen gegevens."


def test_a_scale_without_a_high_option_is_told_by_its_first():
    assert named_option(instrument(FOUR_STEPS)).code == "s1"
    assert named_option(FIT).code == "passend"


@given(st.lists(st.sampled_from([*(o.code for o in FIT.scale), None]), min_size=15, max_size=15))
def test_sentences_judge_nothing(answers):
    counts = Counter(answer for answer in answers if answer)
    group = total({"1": counts, "3": counts})

    for sentence in (
        blocks_sentence(FIT, "scholen", group.blocks),
        answers_sentence(FIT, group),
        themes_sentence(FIT, group),
    ):
        assert not JUDGING.search(sentence)
        assert "%(" not in sentence
        assert sentence.endswith(".")


def test_no_sentence_in_the_file_judges():
    source = words.__loader__.get_source(words.__name__)
    sentences = re.findall(r'"(%\(group\)s[^"]*)"', source)

    assert len(sentences) >= 8
    assert not any(JUDGING.search(sentence) for sentence in sentences)
