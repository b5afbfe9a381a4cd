"""The privacy page names every column of the database: its words and the code cannot drift."""

import pytest

from tests.promises.test_stored_columns import OF_ANSWERS
from tests.web.conftest import app, client, quick_passwords, visitor
from webapp.analysis.beside_others import LEAST_OTHERS
from webapp.analysis.remarks import LEAST_WRITERS
from webapp.db.models import Base
from webapp.web.access_table import RIGHTS, ROLES

__all__ = ["app", "client", "quick_passwords", "visitor"]

OF_PARTICIPANTS = ("open", "closed")
SAID_AS = {
    "beheerder": "beheerders",
    "inspecteur": "Inspecteurs",
    "lezer": "wie een ronde mag meelezen",
    "aanbieder": "Wie voor een aanbieder werkt",
}
NUMBERS = {3: "drie"}


@pytest.fixture
def named(visitor):
    """Column → the chapters of the page that name it, one for each time."""
    page = visitor.open("/privacy")
    found = {}
    for section in page.all(".//section[@aria-labelledby]"):
        chapter = section.get("aria-labelledby").removeprefix("bewaard-")
        for item in section.findall(".//li[@data-columns]"):
            assert "".join(item.itertext()).strip(), "a column is named without words"
            for column in columns_of(item.get("data-columns")):
                found.setdefault(column, []).append(chapter)
    return found


def columns_of(names):
    """The columns that "table.column table.*" stand for."""
    for name in names.split():
        table, _, column = name.partition(".")
        columns = Base.metadata.tables[table].columns.keys()
        assert column == "*" or column in columns, f"{name} is on the page and not in the database"
        yield from (f"{table}.{one}" for one in columns if column in ("*", one))


def test_page_names_every_column_once(named):
    stored = {
        f"{name}.{column}"
        for name, table in Base.metadata.tables.items()
        for column in table.columns.keys()  # noqa: SIM118  # a collection of columns, not a dict
    }

    assert set(named) == stored, "say in webapp/web/stored_data.py what it holds"
    assert {column: chapters for column, chapters in named.items() if len(chapters) > 1} == {}


def test_what_comes_of_answers_stands_with_what_is_stored_of_participants(named):
    of_answers = {column for column in named if column.partition(".")[0] in OF_ANSWERS}

    assert of_answers
    assert {chapter for column in of_answers for chapter in named[column]} == set(OF_PARTICIPANTS)


def test_page_says_of_every_role_with_results_that_it_sees_them(visitor):
    """And the numbers in its words are those of the rules."""
    text = visitor.open("/privacy").text
    who_sees = text.partition("Wie ziet wat?")[2].partition("Wat we niet kunnen beloven")[0]
    with_results = {
        role
        for name, right in RIGHTS.items()
        if name.startswith(("results.", "short.", "own_results."))
        for role in (*right.every, *right.given, *right.own, *right.leads, *right.shared)
    }

    assert with_results == SAID_AS.keys() < set(ROLES)
    for role in with_results:
        assert SAID_AS[role] in who_sees
    assert who_sees.count(f"minstens {LEAST_WRITERS} mensen") == 2
    assert f"alleen samen: vanaf {NUMBERS[LEAST_OTHERS]}" in who_sees
