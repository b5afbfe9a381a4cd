"""Estimates without a script: forms that write journal entries, and who sees what of them."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from tests import builders
from tests.web.conftest import Account, signed_in
from tests.web.visitor import Page, Visitor
from webapp.db.models import Assessment, Meeting, Staff, Visit, VisitStaff
from webapp.platform import Platform
from webapp.sealing.codes import new_id
from webapp.services.keep_journal import keep_entries, new_entry

SHEETS = [{"1": "passend", "3": "niet", "4": "deels"}] * 6


@pytest.fixture
def provider(platform: Platform) -> str:
    return builders.provider(platform, "De Kreek")


@pytest.fixture
def meeting(platform: Platform, app: Flask, provider: str) -> str:
    """A conversation with beleid in a round of four bouwstenen, with scholen answered."""
    round_id = builders.open_round(platform)
    scholen = builders.meeting_with(
        platform, round_id, SHEETS, group_id="scholen", provider_ids=[provider]
    )
    builders.close(platform, scholen)
    return builders.open_meeting(platform, round_id, provider_ids=[provider]).id


@pytest.fixture
def colleague(app: Flask, platform: Platform) -> Visitor:
    return signed_in(app, platform, Account("collega@voorbeeld.be", "inspecteur"))


def begin(visitor: Visitor, meeting: str, about: str = "") -> Page:
    return visitor.open(f"/gesprek/{meeting}/inschatting{about}").send()


def sign(
    visitor: Visitor, meeting: str, options: dict[str, str], final: str = "beside", about: str = ""
) -> Page:
    begin(visitor, meeting, about).fill_in(options).send()
    return visitor.open(sign_address(visitor)).fill(final=final, confirm="y").send()


def sign_address(visitor: Visitor) -> str:
    links = [one.get("href", "") for one in visitor.page.all(".//a")]
    return next(link for link in links if link.endswith("/tekenen"))


def test_an_estimate_is_kept_signed_and_read_back(inspector: Visitor, meeting: str) -> None:
    page = begin(inspector, meeting)
    assert page.title == "Mijn inschatting: De Kreek"
    page = page.fill(block_1="passend", block_2="niet", remark_2="Nog <b>niet</b>.").send()
    page = page.fill(block_1="deels").send()
    history = "".join(page.all(".//*[@data-history]")[0].itertext())
    assert history.index("Deels passend") < history.index("Passend")  # the newest first
    assert "inspecteur@voorbeeld.be" in history

    page = inspector.open(sign_address(inspector))
    assert "2 bouwstenen zonder keuze" in page.text
    refused = page.fill(final="alone").send()
    assert "Vink aan dat u tekent" in refused.text
    page = refused.fill(final="alone", confirm="y").send()

    assert "De inschatting is definitief." in page.text
    assert "Nog <b>niet</b>." in page.text
    assert not page.all(".//main//form")


def test_proposals_come_from_the_marks_and_are_never_filled_in_silently(
    inspector: Visitor, platform: Platform, meeting: str
) -> None:
    with platform.database.reading() as session:
        staff_id = session.scalars(select(Staff.id)).one()
    marks = [new_entry("coverage", "1", True, staff_id=staff_id)]
    keep_entries(platform.database, meeting, marks)

    page = begin(inspector, meeting).fill(block_2="niet").send()
    assert not [one for one in page.all(".//input[@checked]") if one.get("value") == "knab"]
    assert "2 open bouwstenen werden niet aangeduid als besproken" in page.text
    page = page.send("proposals")

    chosen = {
        one.get("name"): one.get("value") for one in page.all(".//input[@type='radio'][@checked]")
    }
    assert chosen == {"block_2": "niet", "block_3": "knab", "block_4": "knab"}
    assert "voorstel" not in page.text


def test_two_forms_of_one_estimate_never_overwrite_each_other(
    app: Flask, inspector: Visitor, meeting: str
) -> None:
    one, other = begin(inspector, meeting), begin(inspector, meeting)
    one.fill(block_1="passend").send()

    page = other.fill(block_1="niet").send()

    assert "Hier staan twee keuzes naast elkaar." in page.text
    assert "Bij deze bouwstenen staan twee keuzes" in inspector.open(sign_address(inspector)).text
    page = inspector.open(f"/gesprek/{meeting}/inschatting").fill(block_1="niet").send()
    assert [one.get("id") for one in page.all(".//input[@type='radio'][@checked]")] == [
        "block_1-niet"
    ]


def test_a_colleague_sees_nothing_until_both_signed_and_then_they_settle(
    inspector: Visitor, colleague: Visitor, platform: Platform, meeting: str
) -> None:
    options = {"block_1": "passend", "block_2": "deels", "block_3": "niet"}
    sign(inspector, meeting, {**options, "remark_1": "geheim"})
    hidden = [
        colleague.open(f"/gesprek/{meeting}/inschatting{end}")
        for end in ("", "/samen", "/contrast", f"/{estimate_of(platform)}/verloop/1")
    ]
    hidden.append(begin(colleague, meeting))
    assert "inspecteur@voorbeeld.be maakt ook een inschatting" in hidden[0].text
    assert not any("geheim" in page.text for page in hidden)
    assert b"geheim" not in colleague.client.get(f"/gesprek/{meeting}/logboek/export").data

    sign(colleague, meeting, {**options, "block_2": "niet"})
    page = colleague.open(f"/gesprek/{meeting}/inschatting/samen").send()
    assert {one.get("data-block") for one in page.all(".//fieldset")} == {"2", "4"}
    page.fill(block_2="deels", block_4="nvt").send()
    page = colleague.open(sign_address(colleague)).fill(final="alone", confirm="y").send()
    assert "De inschatting is definitief." in page.text
    assert "geheim" in page.text

    contrast = inspector.open(f"/gesprek/{meeting}/inschatting/contrast")
    assert "kozen ze bij 2 van de 3 bouwstenen" in contrast.text
    assert "6 meningen: 6 Passend" in contrast.text
    assert "niet gevraagd" in contrast.text


def estimate_of(platform: Platform) -> str:
    with platform.database.reading() as session:
        return session.scalars(select(Assessment.id)).first()


def test_contrast_shows_only_what_was_released(
    inspector: Visitor, platform: Platform, provider: str
) -> None:
    """Of a visit at two providers, the estimate about one is not enough."""
    round_id = builders.open_round(platform, release="estimate")
    both = [provider, builders.provider(platform, "Duin & Hei")]
    made = builders.open_meeting(platform, round_id, provider_ids=both).id
    builders.close(
        platform,
        builders.meeting_with(platform, round_id, SHEETS, group_id="scholen", provider_ids=both),
    )
    about = f"?aanbieder={provider}"
    assert (
        "nog geen definitieve"
        in inspector.open(f"/gesprek/{made}/inschatting/contrast{about}").text
    )
    sign(inspector, made, {"block_1": "passend"}, "alone", about)

    page = inspector.open(f"/gesprek/{made}/inschatting/contrast{about}")

    assert "nog niet vrijgegeven" in page.text
    assert "meningen" not in page.text


def test_an_estimate_can_be_made_final_later_or_taken_back(
    inspector: Visitor, colleague: Visitor, meeting: str
) -> None:
    begin(colleague, meeting).fill(block_1="niet").send()
    withdraw = next(
        one.get("href", "")
        for one in colleague.page.all(".//a")
        if "intrekken" in one.get("href", "")
    )
    assert "ingetrokken" in colleague.open(withdraw).send().text
    assert colleague.open(withdraw).status == 404

    page = sign(inspector, meeting, {"block_1": "passend"})
    finish = next(
        one.get("href", "") for one in page.all(".//a") if "definitief" in one.get("href", "")
    )
    page = inspector.open(finish).send()

    assert "De inschatting is definitief." in page.text
    assert "definitief" in colleague.open(f"/gesprek/{meeting}/inschatting").text


def test_per_provider_of_the_conversation(
    inspector: Visitor, platform: Platform, provider: str
) -> None:
    other = builders.provider(platform, "Duin & Hei")
    round_id = builders.open_round(platform)
    made = builders.open_meeting(platform, round_id, provider_ids=[provider, other]).id

    page = inspector.open(f"/gesprek/{made}/inschatting")
    assert "Duin & Hei" in page.text
    page = inspector.open(f"/gesprek/{made}/inschatting?aanbieder={other}").send()

    assert page.title == "Mijn inschatting: Duin & Hei"
    assert inspector.open(f"/gesprek/{made}/inschatting?aanbieder=x").status == 404


def test_who_sits_in_at_a_visit_makes_no_estimate(
    inspector: Visitor, platform: Platform, meeting: str
) -> None:
    with platform.database.writing() as session:
        row = session.get_one(Meeting, meeting)
        visit = Visit(
            id=new_id(),
            round_id=row.round_id,
            kind="visit",
            title="",
            day=date(2026, 11, 23),
            place="",
        )
        session.add(visit)
        session.flush()
        staff_id = session.scalars(select(Staff.id)).one()
        session.add(VisitStaff(visit_id=visit.id, staff_id=staff_id, part="observer"))
        row.visit_id = visit.id

    for end in ("", "/samen", "/contrast"):
        assert inspector.open(f"/gesprek/{meeting}/inschatting{end}").status == 403


@pytest.mark.parametrize(
    "end",
    ["", "/samen", "/contrast", "/x/tekenen", "/x/definitief", "/x/intrekken", "/x/verloop/1"],
)
def test_what_is_not_there_is_told_kindly(
    inspector: Visitor, platform: Platform, meeting: str, end: str
) -> None:
    assert inspector.open(f"/gesprek/bestaatniet/inschatting{end}").status == 404
    if end.startswith("/x"):
        assert inspector.open(f"/gesprek/{meeting}/inschatting{end}").status == 404
