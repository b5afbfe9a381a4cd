"""The audit of what can be computed is exact, and finds what is known to be there."""

import pytest

from tests.promises.elimination import exposed, rank, reaches


@pytest.mark.parametrize(
    ("rows", "of"),
    [
        ([[1, 1, 0], [0, 1, 1]], 2),
        ([[1, 2], [2, 4]], 1),
        ([[0, 0]], 0),
        ([], 0),
        ([[1, 1, 0], [0, 1, 1], [1, 0, -1]], 2),
        ([[1, 1, 0], [0, 1, 1], [1, 0, 1]], 3),
    ],
)
def test_elimination_is_exact(rows, of):
    assert rank(rows) == of


def test_a_difference_of_two_sums_reaches_what_only_one_of_them_has():
    everybody, without_the_last = [1, 1, 1], [1, 1, 0]

    assert reaches([everybody, without_the_last], {2})
    assert not reaches([everybody, without_the_last], {1})
    assert reaches([everybody, without_the_last], {0, 1})


def test_a_small_class_is_exposed_and_a_large_one_is_not():
    people = range(12)
    everybody, large = dict.fromkeys(people, 1), dict.fromkeys(range(8), 1)

    assert list(exposed([everybody, large], people)) == [4]
    assert list(exposed([everybody], people)) == []
    assert list(exposed([everybody, dict.fromkeys(range(7), 1)], people)) == []
