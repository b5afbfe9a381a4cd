"""Two providers that are one: everything moves, nothing adds up anew, and an undo is exact."""

from datetime import date

import pytest
from sqlalchemy import insert, select

from tests import builders
from webapp.db.changes.provider_rows import places
from webapp.db.models import (
    Assessment,
    Base,
    FocusPoint,
    Meeting,
    NetworkContact,
    NetworkMember,
    Provider,
    ProviderMerge,
    ProviderPupils,
    Round,
    Staff,
    StaffProvider,
    Visit,
    VisitProvider,
)
from webapp.db.queries.results import list_batch_rows
from webapp.services.csv_lines import CsvFileError
from webapp.services.errors import NotFoundError, WrongStateError
from webapp.services.import_providers import import_providers
from webapp.services.register import merge_plan
from webapp.services.register.merge_providers import merge_providers, preview_merge, undo_merge
from webapp.services.register.register_rows import register_rows
from webapp.services.staff_accounts import add_staff

SIX = [{"1": "passend"}] * 6
SEVEN = [{"1": "niet"}] * 7
THREE = [{"1": "deels"}] * 3


@pytest.fixture
def kept(platform):
    return builders.provider(platform, "De Klaproos")


@pytest.fixture
def gone(platform):
    id_ = builders.provider(platform, "Klaproos vzw")
    change(platform, id_, instellingsnummer="012345", pupils=40)
    return id_


def change(platform, provider_id, **values):
    with platform.database.writing() as session:
        for name, value in values.items():
            setattr(session.get_one(Provider, provider_id), name, value)


def everything(platform):
    """Every row of every table but the record of merges itself."""
    with platform.database.reading() as session:
        return {
            name: sorted(map(repr, session.execute(select(table))))
            for name, table in Base.metadata.tables.items()
            if name != "provider_merge"
        }


def heard(platform, round_id, provider_id, sheets, group="scholen"):
    meeting = builders.meeting_with(
        platform, round_id, sheets, group_id=group, provider_ids=[provider_id]
    )
    return builders.close(platform, meeting)


def add(platform, *rows):
    with platform.database.writing() as session:
        for row in rows:
            session.add(row)
            session.flush()


def fill(platform, kept, gone):
    """Something of each sort that names a provider, and where both say the same."""
    round_id = builders.open_round(platform)
    heard(platform, round_id, kept, SIX)
    heard(platform, round_id, gone, SEVEN)
    heard(platform, round_id, gone, SIX, "beleid")
    add_staff(platform.database, "beide@voorbeeld.be", "aanbieder", [kept, gone])
    add_staff(platform.database, "nieuw@voorbeeld.be", "aanbieder", [gone])
    with platform.database.reading() as session:
        [meeting_id] = session.scalars(select(Meeting.id).where(Meeting.group_id == "beleid"))
    network = builders.provider(platform, "Netwerk")
    member = {"network_id": network, "name": "", "first_year": 2020, "joined_on": date(2020, 1, 1)}
    visit = Visit(
        id="v", round_id=round_id, kind="visit", title="", day=date(2026, 11, 1), place=""
    )
    add(
        platform,
        visit,
        VisitProvider(visit_id="v", provider_id=gone),
        Assessment(id="a", meeting_id=meeting_id, provider_id=gone, state="open", is_final=False),
        ProviderPupils(provider_id=kept, school_year=2025, type="2", count=10),
        ProviderPupils(provider_id=gone, school_year=2025, type="2", count=11),
        ProviderPupils(provider_id=gone, school_year=2025, type="7", count=12),
        NetworkContact(network_id=gone, school_year=2025, contact_school="A", contact_person=""),
        NetworkMember(id="m1", member_id=kept, **member),
        NetworkMember(id="m2", member_id=gone, **member),
        NetworkMember(id="m3", member_id=gone, **{**member, "first_year": 2017, "last_year": 2018}),
        FocusPoint(id="f", round_id=round_id, provider_id=gone, block_id="1", why="", version=1),
    )
    return round_id


def test_everything_moves_and_an_undo_brings_it_back_to_the_letter(platform, kept, gone):
    fill(platform, kept, gone)
    before = everything(platform)

    merge_id = merge_providers(platform.database, kept, gone)

    after = everything(platform)
    assert gone not in repr(after)
    assert after["batch"] == before["batch"]
    assert after["tally"] == before["tally"]
    with platform.database.reading() as session:
        merged = session.get_one(Provider, kept)
        assert (merged.name, merged.instellingsnummer, merged.pupils) == (
            "De Klaproos",
            "012345",
            40,
        )
        ids = set(session.scalars(select(NetworkMember.id)))
        counts = {(p.type, p.count) for p in session.scalars(select(ProviderPupils))}
    assert ids == {"m1", "m3"}
    assert counts == {("2", 10), ("7", 12)}

    undo_merge(platform.database, merge_id)

    assert everything(platform) == before


def test_the_preview_says_what_moves_and_who_sees_more(platform, kept, gone):
    fill(platform, kept, gone)
    before = everything(platform)

    plan = preview_merge(platform.database, kept, gone)

    assert dict(plan.moved_by_place()) == {
        "Gesprekken": 2,
        "Resultaten van een groep": 2,
        "Werkbezoeken": 1,
        "Inschattingen": 1,
        "Coördinatoren": 1,
        "Leerlingen per type": 1,
        "Contactschool en aanspreekpunt": 1,
        "Lidmaatschappen": 1,
        "Aandachtspunten": 1,
    }
    assert len(plan.dropped) == 3
    assert plan.taken_over == ("instellingsnummer", "pupils")
    assert plan.gone_coordinators == ("beide@voorbeeld.be", "nieuw@voorbeeld.be")
    assert plan.refusals == ()
    assert everything(platform) == before


def test_what_is_shown_stays_a_sum_of_the_same_whole_batches(platform, kept, gone):
    round_id = fill(platform, kept, gone)

    def batches():
        with platform.database.reading() as session:
            return {
                (row.id, row.n, row.released): row.provider_ids
                for row in list_batch_rows(session, round_id)
            }

    before, apart = batches(), builders.counts(platform, round_id)
    merge_id = merge_providers(platform.database, kept, gone)
    merged = builders.counts(platform, round_id, provider_id=kept)

    assert batches().keys() == before.keys()
    assert set(batches().values()) == {(kept,)}
    assert merged["scholen", "1"] == {"passend": 6, "niet": 7}
    undo_merge(platform.database, merge_id)
    assert batches() == before
    assert builders.counts(platform, round_id) == apart


def test_what_waits_is_pooled_as_one_and_then_never_parted(platform, kept, gone):
    round_id = builders.open_round(platform)
    assert heard(platform, round_id, gone, THREE).state == "pending"
    merge_id = merge_providers(platform.database, kept, gone)
    assert builders.batches(platform) == []

    assert heard(platform, round_id, kept, THREE).state == "closed"

    assert [batch.n for batch in builders.batches(platform)] == [6]
    before = everything(platform)
    with pytest.raises(WrongStateError, match="samen geteld"):
        undo_merge(platform.database, merge_id)
    assert everything(platform) == before


def test_what_came_since_stays_with_the_one_that_stayed(platform, kept, gone):
    round_id = fill(platform, kept, gone)
    merge_id = merge_providers(platform.database, kept, gone)
    later = builders.open_meeting(platform, round_id, provider_ids=[kept])
    with platform.database.writing() as session:
        for row in session.scalars(select(StaffProvider)):
            session.delete(row)

    undo_merge(platform.database, merge_id)

    with platform.database.reading() as session:
        shown = {one.name: one for one in register_rows(session)}
        assert session.get_one(Meeting, later.id).round_id == round_id
        # taken away since, so not brought back; what both had comes back
        staff = session.get_one(Staff, session.scalars(select(StaffProvider.staff_id)).one())
    assert (shown["De Klaproos"].instellingsnummer, shown["De Klaproos"].pupils) == (None, None)
    assert shown["Klaproos vzw"].pupils_per_type == "2025-2026: 2=11, 7=12"
    assert staff.email == "beide@voorbeeld.be"


def test_merges_are_undone_in_the_other_direction(platform, kept, gone):
    third = builders.provider(platform, "Derde")
    first = merge_providers(platform.database, kept, gone)
    second = merge_providers(platform.database, third, kept)
    with pytest.raises(WrongStateError, match="De Klaproos"):
        undo_merge(platform.database, first)

    undo_merge(platform.database, second)
    undo_merge(platform.database, first)

    with platform.database.reading() as session:
        assert {one.id for one in session.scalars(select(Provider))} == {kept, gone, third}
    with pytest.raises(WrongStateError, match="al ongedaan"):
        undo_merge(platform.database, first)
    with pytest.raises(NotFoundError):
        undo_merge(platform.database, "nergens")


def test_a_file_does_not_bring_a_double_back(platform, kept, gone):
    merge_id = merge_providers(platform.database, kept, gone)
    header = "name,kind,net,province,types,levels,instellingsnummer,pupils\n"
    for line in ("Klaproos vzw,buo-school,,,,,,\n", "Klaproos vzw,buo-school,,,,,012345,\n"):
        with pytest.raises(CsvFileError, match="is samengevoegd met 'De Klaproos'"):
            import_providers(platform.database, (header + line).encode())

    builders.provider(platform, "Klaproos vzw")

    with pytest.raises(WrongStateError, match="al een aanbieder met de naam"):
        undo_merge(platform.database, merge_id)


def together(platform, kept, gone, _round_id):
    builders.open_meeting(platform, builders.open_round(platform), provider_ids=[kept, gone])


def in_each_other(platform, kept, gone, _round_id):
    add(
        platform,
        NetworkMember(
            id="z", network_id=kept, member_id=gone, name="", first_year=2020,
            joined_on=date(2020, 1, 1),
        ),
    )  # fmt: skip


def both_estimated(platform, kept, gone, round_id):
    for n, provider_id in enumerate((kept, gone)):
        meeting = builders.open_meeting(platform, round_id, provider_ids=[provider_id])
        add(
            platform,
            Assessment(
                id=f"s{n}", meeting_id=meeting.id, provider_id=provider_id, state="signed",
                is_final=True,
            ),
        )  # fmt: skip


def both_focus(platform, kept, _gone, round_id):
    with platform.database.writing() as session:
        session.execute(
            insert(FocusPoint).values(
                id="g", round_id=round_id, provider_id=kept, block_id="2", why="", version=1
            )
        )


def closing(platform, kept, _gone, round_id):
    meeting = builders.open_meeting(platform, round_id, provider_ids=[kept])
    with platform.database.writing() as session:
        session.get_one(Meeting, meeting.id).state = "closing"


@pytest.mark.parametrize(
    ("stand", "told"),
    [
        (together, "geen dubbels"),
        (in_each_other, "geen dubbels"),
        (both_estimated, "definitieve inschatting"),
        (both_focus, "definitieve inschatting, aandachtspunten"),
        (closing, "net een gesprek gesloten"),
    ],
)
def test_what_stands_in_the_way_is_told_and_changes_nothing(platform, kept, gone, stand, told):
    round_id = fill(platform, kept, gone)
    stand(platform, kept, gone, round_id)
    before = everything(platform)

    assert told in " ".join(preview_merge(platform.database, kept, gone).refusals)
    with pytest.raises(WrongStateError, match=told):
        merge_providers(platform.database, kept, gone)

    assert everything(platform) == before
    assert builders.how_many(platform, ProviderMerge) == 0
    assert builders.how_many(platform, Round) >= 1


def test_one_does_not_go_into_itself_or_into_nothing(platform, kept):
    with pytest.raises(WrongStateError, match="twee verschillende"):
        merge_providers(platform.database, kept, kept)
    with pytest.raises(NotFoundError):
        merge_providers(platform.database, kept, "nergens")


def test_all_that_names_a_provider_has_a_word():
    """For whoever adds a table: say in merge_plan.py what its rows are, beside their like."""
    named = merge_plan.names_of_places()

    assert {place.table for place in places()} == named.keys()
