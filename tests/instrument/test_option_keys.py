"""The keys with which options are chosen come from their labels, whatever the scale."""

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.samples import FOUR_STEPS, instrument
from webapp.instrument.local_text import LocalText
from webapp.instrument.option_keys import option_keys


def test_the_scale_of_the_report_has_the_keys_that_inspectors_know():
    keys = option_keys(instrument().scale)

    assert keys == {"passend": "p", "deels": "d", "niet": "n", "knab": "k", "nvt": "v"}


def test_another_scale_has_its_own_keys():
    assert option_keys(instrument(FOUR_STEPS).scale) == {"s1": "n", "s2": "s", "s3": "v", "s4": "a"}


def test_keys_that_mean_something_else_are_left_alone():
    assert option_keys(instrument().scale, taken="pk")["passend"] == "a"


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=10))
def test_every_option_has_a_key_of_its_own_that_a_keyboard_has(labels):
    one = instrument().scale[0]
    scale = [
        replace(one, code=str(place), label=LocalText({"nl": label}))
        for place, label in enumerate(labels)
    ]

    keys = list(option_keys(scale).values())

    assert len(set(keys)) == len(scale)
    assert set(keys) <= set(string.ascii_lowercase + string.digits)


def test_more_options_than_keys_is_an_error():
    one = instrument().scale[0]
    many = [replace(one, code=str(n), label=LocalText({"nl": "."})) for n in range(11)]

    with pytest.raises(ValueError, match="no key left for 10"):
        option_keys(many)
