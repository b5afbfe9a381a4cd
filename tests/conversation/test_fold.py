"""The state of a journal: what nobody replaced counts, in whatever order it came."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.conversation.entries import Entry
from webapp.conversation.fold import heads, is_conflict, is_marked, subjects


def entry(id_: str, value: object = "", replaces: tuple[str, ...] = (), **other: object) -> Entry:
    fields = {"document": "notes", "subject": "visie", "written_at": 1} | other
    return Entry(
        id=id_, device="d", value=value, replaces=replaces, staff_id="an", by=None, **fields
    )


def ids(entries: tuple[Entry, ...]) -> list[str]:
    return [one.id for one in entries]


def test_an_entry_takes_the_place_of_what_it_replaces() -> None:
    state = heads([entry("a", "een"), entry("b", "twee", ("a",))])

    assert ids(state["notes", "visie"]) == ["b"]


def test_two_that_did_not_see_each_other_both_count_the_oldest_first() -> None:
    counting = heads(
        [
            entry("a"),
            entry("c", "van Bo", ("a",), written_at=3),
            entry("b", "van An", ("a",), written_at=2),
        ]
    )["notes", "visie"]

    assert ids(counting) == ["b", "c"]
    assert is_conflict(counting)


def test_an_entry_that_replaces_both_settles_a_conflict() -> None:
    state = heads([entry("b"), entry("c"), entry("d", "samen", ("b", "c"))])

    assert ids(state["notes", "visie"]) == ["d"]


def test_the_same_said_twice_is_no_conflict() -> None:
    assert not is_conflict([entry("b", {"text": "ja", "n": 1}), entry("c", {"n": 1, "text": "ja"})])


def test_of_two_marks_the_one_that_saw_it_counts() -> None:
    assert is_marked([entry("b", value=True), entry("c", value=False)])
    assert not is_marked([entry("c", value=False)])
    assert not is_marked(())


def test_an_entry_replaces_nothing_of_another_subject_or_document() -> None:
    others = [entry("b", replaces=("a",), subject="werk"), entry("c", "", ("a",), document="clock")]

    assert ids(heads([entry("a"), *others])["notes", "visie"]) == ["a"]


def test_subjects_are_those_of_one_document() -> None:
    entries = [entry("a"), entry("b", subject="1", document="coverage", value=True)]

    assert set(subjects(entries, "coverage")) == {"1"}


@st.composite
def journals(draw: st.DrawFn) -> list[Entry]:
    made: list[Entry] = []
    for number in range(draw(st.integers(1, 12))):
        seen = draw(st.sets(st.sampled_from(made)) if made else st.just(set()))
        made.append(entry(f"e{number}", number, tuple(sorted(one.id for one in seen))))
    return made


@given(journals(), st.randoms())
def test_order_and_doubles_do_not_matter(journal: list[Entry], random) -> None:
    again = [*journal, *random.sample(journal, len(journal) // 2)]
    random.shuffle(again)

    assert heads(again) == heads(journal)


@given(journals())
def test_nothing_is_lost_but_what_somebody_replaced(journal: list[Entry]) -> None:
    counting = ids(heads(journal)["notes", "visie"])

    replaced = {id_ for one in journal for id_ in one.replaces}
    assert sorted([*counting, *replaced]) == sorted(one.id for one in journal)
