"""What can be computed from published sums: exact elimination over the rational numbers."""

from collections import Counter
from fractions import Fraction
from itertools import combinations


def rank(rows):
    """The rank of a matrix of integers, exactly."""
    rest, found = [list(map(Fraction, row)) for row in rows if any(row)], 0
    while rest:
        pivot, found = rest.pop(), found + 1
        place = next(place for place, value in enumerate(pivot) if value)
        rest = [_without(row, pivot, place) for row in rest]
        rest = [row for row in rest if any(row)]
    return found


def _without(row, pivot, place):
    factor = row[place] / pivot[place]
    return [a - factor * b for a, b in zip(row, pivot, strict=True)] if factor else row


def reaches(rows, columns):
    """Whether some combination of the rows is about these columns alone, and about any of them."""
    matrix = [list(row) for row in {tuple(row) for row in rows}]
    others = [[value for place, value in enumerate(row) if place not in columns] for row in matrix]
    return rank(matrix) > rank(others)


def exposed(rows, people, fewest=5):
    """Groups of fewer than `fewest` people about whom some combination of the rows tells.

    `rows` map a person to how often it is counted. People who stand in the same rows can't be told
    apart, so only whole classes of them can be reached.
    """
    columns = Counter(tuple(row.get(one, 0) for row in rows) for one in people)
    columns.pop((0,) * len(rows), None)
    kinds = list(columns)
    matrix = [[column[place] for column in kinds] for place in range(len(rows))]
    small = [place for place, column in enumerate(kinds) if columns[column] < fewest]
    for number in range(1, len(small) + 1):
        for chosen in combinations(small, number):
            size = sum(columns[kinds[place]] for place in chosen)
            if size < fewest and reaches(matrix, set(chosen)):
                yield size
