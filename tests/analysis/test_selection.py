"""Which batches a filter chooses: whole ones, and only where all their providers match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.samples import batch
from webapp.analysis.selection import ProviderTraits, Selection, select
from webapp.analysis.tally import WaitingRow


def provider(id_, **traits):
    known = {
        "kind": "buo-school",
        "net": "vrij",
        "province": "Limburg",
        "types": frozenset({"2", "7"}),
        "levels": frozenset({"lager"}),
        "pupils": 148,
    }
    return ProviderTraits(id_, **(known | traits))


PROVIDERS = {
    one.id: one
    for one in (
        provider("p1"),
        provider("p2", net="officieel", province="Antwerpen", types=frozenset({"4"})),
        provider("p3", pupils=34, levels=frozenset({"kleuter", "lager"})),
        provider("p4", pupils=None, kind="onw", types=frozenset()),
    )
}
BATCHES = [
    batch(1, "beleid", "p1"),
    batch(2, "scholen", "p1"),
    batch(3, "scholen", "p2"),
    batch(4, "scholen", "p1", "p2"),
    batch(5, "scholen", "p3"),
    batch(6, "scholen", "p4"),
    batch(7, "scholen"),
]
WAITING = [WaitingRow("beleid", ("p2",)), WaitingRow("scholen", ("p1", "p2"))]


def chosen(**conditions):
    asked = {
        name: frozenset(values) if isinstance(values, set) else values
        for name, values in conditions.items()
    }
    found = select(BATCHES, WAITING, Selection(**asked), PROVIDERS)
    return [int(row.id.removeprefix("batch")) for row in found.batches]


@pytest.mark.parametrize(
    ("conditions", "numbers"),
    [
        pytest.param({}, [1, 2, 3, 4, 5, 6, 7], id="nothing asked"),
        pytest.param({"groups": {"beleid"}}, [1], id="a group"),
        pytest.param({"providers": {"p1"}}, [1, 2], id="one of two providers is not enough"),
        pytest.param({"providers": {"p1", "p2"}}, [1, 2, 3, 4], id="both providers are"),
        pytest.param({"nets": {"officieel"}}, [3], id="a net"),
        pytest.param({"provinces": {"Limburg"}, "groups": {"scholen"}}, [2, 5, 6], id="both hold"),
        pytest.param({"types": {"4"}}, [3], id="a type"),
        pytest.param({"types": {"4", "7"}}, [1, 2, 3, 4, 5], id="one type or the other"),
        pytest.param({"levels": {"kleuter"}}, [5], id="a level"),
        pytest.param({"sizes": {"klein"}}, [5], id="small"),
        pytest.param({"sizes": {"klein", "groot"}}, [1, 2, 3, 4, 5], id="unknown has no size"),
        pytest.param({"kinds": {"onw"}}, [1, 2, 3, 4, 5, 6, 7], id="kinds not switched on"),
        pytest.param({"kinds": {"onw"}, "by_kind": True}, [6], id="kinds switched on"),
        pytest.param({"nets": {"geen"}}, [], id="nothing matches"),
    ],
)
def test_a_filter_chooses_whole_batches(conditions, numbers):
    assert chosen(**conditions) == numbers


def test_what_only_matches_in_part_is_named_and_waiting_meetings_follow_the_filter():
    found = select(BATCHES, WAITING, Selection(nets=frozenset({"officieel"})), PROVIDERS)

    assert found.partly == (("p1", "p2"),)
    assert found.waiting == (WAITING[0],)
    assert select(BATCHES, WAITING, Selection(), PROVIDERS).waiting == tuple(WAITING)


def test_a_provider_that_nobody_knows_meets_no_condition():
    found = select(BATCHES, [], Selection(providers=frozenset({"p1"})), {})

    assert found.batches == ()


names = st.frozensets(st.sampled_from(["p1", "p2", "p3", "p4"]))
selections = st.builds(
    Selection,
    groups=st.frozensets(st.sampled_from(["beleid", "scholen"])),
    providers=names,
    nets=st.frozensets(st.sampled_from(["vrij", "officieel"])),
    types=st.frozensets(st.sampled_from(["2", "4"])),
    sizes=st.frozensets(st.sampled_from(["klein", "groot"])),
)


@given(selections)
def test_no_filter_changes_a_batch_or_takes_one_that_is_partly_about_another(selection):
    found = select(BATCHES, WAITING, selection, PROVIDERS)

    assert set(found.batches) <= set(BATCHES)
    for row in found.batches:
        assert all(selection.matches(PROVIDERS[id_]) for id_ in row.provider_ids)
        assert row.provider_ids or not selection.asks_of_providers
    assert selection.is_empty == (found.batches == tuple(BATCHES) and selection == Selection())
