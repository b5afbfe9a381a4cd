"""A network through the school years: who reports when, what is late, and what is not."""

from datetime import date

import pytest

from tests import builders
from webapp.db.models import Network, NetworkMember, Provider
from webapp.db.queries.networks import find_network, list_contacts, list_members, list_memberships
from webapp.services.errors import BadInputError, NotFoundError
from webapp.services.register import change_network
from webapp.services.register.change_network import (
    LateError,
    Report,
    School,
    change_contact,
    change_life,
    forget_membership,
    join_network,
    leave_network,
)
from webapp.services.school_years import is_late, named, read_school_year, school_year_of

IN_TIME, LATE = Report(date(2026, 3, 1)), Report(date(2026, 3, 2))


@pytest.fixture(autouse=True)
def in_november(monkeypatch):
    monkeypatch.setattr(change_network, "today", lambda: date(2026, 11, 22))


@pytest.fixture
def network(platform):
    id_ = builders.provider(platform, "Netwerk Zuid")
    with platform.database.writing() as session:
        session.get_one(Provider, id_).kind = "ondersteuningsnetwerk"
    return id_


def members(platform, network):
    with platform.database.reading() as session:
        return [
            (row.name, row.number, row.member.first_year, row.member.last_year)
            for row in list_members(session, network)
        ]


def join(platform, network, year=2026, report=IN_TIME, **school):
    join_network(platform.database, network, School(**school), year, report=report)


def test_school_years_begin_in_september():
    assert school_year_of(date(2026, 8, 31)) == 2025
    assert school_year_of(date(2026, 9, 1)) == 2026
    assert [read_school_year(text) for text in ("2026-2027", "2026-27", "2026–2027", " 2026/2027 ")]
    assert [read_school_year(text) for text in ("2026-2028", "2026", "x", "٢٠٢٦-2027", "")] == [
        None
    ] * 5
    assert read_school_year(named(2026)) == 2026
    assert not is_late(2026, date(2026, 3, 1))
    assert is_late(2026, date(2026, 3, 2))


def test_a_school_of_the_register_and_another_join(platform, network):
    school = builders.provider(platform, "De Klaproos")
    join(platform, network, provider_id=school)
    join(platform, network, 2025, Report(date(2025, 2, 1)), name=" Basisschool  West ")

    assert members(platform, network) == [
        ("Basisschool West", None, 2025, None),
        ("De Klaproos", None, 2026, None),
    ]
    with platform.database.reading() as session:
        [(member, of)] = list_memberships(session, school)
        assert (member.first_year, of.name) == (2026, "Netwerk Zuid")


def test_a_number_of_the_register_makes_it_that_provider(platform, network):
    school = builders.provider(platform, "De Klaproos")
    with platform.database.writing() as session:
        session.get_one(Provider, school).instellingsnummer = "012345"

    join(platform, network, name="Anders geschreven", instellingsnummer="012345")

    assert members(platform, network) == [("De Klaproos", "012345", 2026, None)]


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_joining_leaving_founding_and_ending_warn_after_the_first_of_march(platform, network, year):
    join(platform, network, 2020, Report(date(2020, 1, 1)), name="Er al bij")
    with platform.database.reading() as session:
        [row] = list_members(session, network)
    last_day = date(year, 3, 1)
    late = Report(min(date(year, 3, 2), date(2026, 11, 22)))
    changes = (
        lambda report: join(platform, network, year, report, name="Nieuw"),
        lambda report: leave_network(
            platform.database, network, row.member.id, year - 1, report=report
        ),
        lambda report: change_life(
            platform.database, network, first_year=year, last_year=None, report=report
        ),
        lambda report: change_life(
            platform.database, network, first_year=None, last_year=year - 1, report=report
        ),
    )
    for change in changes:
        if late.reported_on > last_day:
            with pytest.raises(LateError) as caught:
                change(late)
            assert (caught.value.school_year, caught.value.last_day) == (year, last_day)
            assert len(members(platform, network)) == 1 or change is not changes[0]
        change(Report(late.reported_on, is_confirmed=True))


def test_a_warning_stores_nothing_until_it_is_confirmed(platform, network):
    with pytest.raises(LateError):
        join(platform, network, report=LATE, name="Nieuw")
    assert members(platform, network) == []

    join(platform, network, report=Report(LATE.reported_on, is_confirmed=True), name="Nieuw")
    assert members(platform, network) == [("Nieuw", None, 2026, None)]


def test_another_contact_has_no_last_day_and_keeps_its_history(platform, network):
    change_contact(platform.database, network, 2025, school="School A", person="zorgteam")
    change_contact(platform.database, network, 2026, school="School B", person="zorgteam")
    change_contact(platform.database, network, 2026, school="School C", person="")

    def known():
        with platform.database.reading() as session:
            return [(c.school_year, c.contact_school) for c in list_contacts(session, network)]

    assert known() == [(2026, "School C"), (2025, "School A")]
    change_contact(platform.database, network, 2026, school="", person=" ")
    assert known() == [(2025, "School A")]


def test_what_did_not_change_is_not_reported_again(platform, network):
    change_life(
        platform.database,
        network,
        first_year=2020,
        last_year=None,
        report=Report(date(2020, 2, 1)),
    )
    change_life(platform.database, network, first_year=2020, last_year=2027, report=LATE)

    with platform.database.reading() as session:
        life = find_network(session, network)
        assert (life.first_year, life.founded_on) == (2020, date(2020, 2, 1))
        assert (life.last_year, life.ended_on) == (2027, LATE.reported_on)


def test_who_left_can_join_again_and_nobody_is_in_twice(platform, network):
    join(platform, network, 2020, Report(date(2020, 1, 1)), name="School A")
    with pytest.raises(BadInputError, match="al lid"):
        join(platform, network, name="SCHOOL A")
    with platform.database.reading() as session:
        [row] = list_members(session, network)
    leave_network(platform.database, network, row.member.id, 2022, report=Report(date(2023, 1, 1)))
    with pytest.raises(BadInputError, match="al lid"):
        join(platform, network, 2022, Report(date(2022, 1, 1)), name="School A")

    join(platform, network, name="School A")
    assert [row[2:] for row in members(platform, network)] == [(2020, 2022), (2026, None)]

    forget_membership(platform.database, network, row.member.id)
    assert [row[2:] for row in members(platform, network)] == [(2026, None)]
    with pytest.raises(NotFoundError):
        forget_membership(platform.database, network, row.member.id)


@pytest.mark.parametrize(
    ("school", "told"),
    [
        ({}, "Kies een school"),
        ({"name": "x" * 201}, "te lang"),
        ({"name": "a", "instellingsnummer": "12345"}, "zes cijfers"),
        ({"name": "a\u202eb"}, "onzichtbaar"),
        ({"provider_id": "zelf"}, "zichzelf"),
    ],
)
def test_a_school_that_cannot_be_is_refused(platform, network, school, told):
    if school.get("provider_id"):
        school = {"provider_id": network}
    with pytest.raises(BadInputError, match=told):
        join(platform, network, **school)
    assert builders.how_many(platform, NetworkMember) == 0


def test_what_is_no_network_has_no_members_and_the_future_is_not_reported(platform, network):
    school = builders.provider(platform, "De Klaproos")
    with pytest.raises(NotFoundError):
        join(platform, school, name="School A")
    with pytest.raises(BadInputError, match="al geweest"):
        join(platform, network, report=Report(date(2026, 11, 23)), name="School A")
    with pytest.raises(BadInputError, match="voor het eerste"):
        change_life(platform.database, network, first_year=2026, last_year=2025, report=IN_TIME)
    assert builders.how_many(platform, Network) == 0
