"""The pages of estimates have no text of their own that cannot be translated."""

from types import SimpleNamespace

from babel.dates import get_month_names
from flask import Flask
from sqlalchemy import select

from tests import builders
from tests.i18n.test_pages import plain_words
from tests.web.conftest import Account, signed_in
from tests.web.visitor import Page, Visitor
from webapp.db.models import Assessment, JournalEntry
from webapp.platform import Platform

MONTHS = get_month_names("wide", locale="nl_BE").values()
SHEETS = [{"1": "passend", "3": "deels", "4": "nvt"}] * 9


def test_estimates_in_all_their_states_have_no_text_outside_gettext(
    app: Flask, inspector: Visitor, platform: Platform, wide_texts: None
) -> None:
    provider, round_id = builders.provider(platform, "123"), builders.open_round(platform)
    colleague = signed_in(app, platform, Account("collega@voorbeeld.be", "inspecteur"))
    scholen = builders.meeting_with(
        platform, round_id, SHEETS, group_id="scholen", provider_ids=[provider]
    )
    builders.close(platform, scholen)
    home = f"/gesprek/{builders.open_meeting(platform, round_id, provider_ids=[provider]).id}"
    home += "/inschatting"

    pages = [colleague.open(f"{home}/samen"), inspector.open(f"{home}/contrast")]
    pages += made_alone(inspector, home, "passend")
    pages.append(inspector.open(link_to(inspector, "definitief")))
    pages += made_alone(colleague, home, "deels")
    pages += settled(colleague, home)

    codes = [round_id, provider, *ids_of(platform)]
    left = [plain_words(page, SimpleNamespace(codes=codes)) for page in pages]
    assert [page.status for page in pages] == [200] * len(pages)
    assert [[word for word in words if word not in MONTHS] for words in left] == [[]] * len(pages)


def made_alone(visitor: Visitor, home: str, option: str) -> list[Page]:
    """Begun, with a second form that was open meanwhile, settled and signed."""
    pages = [visitor.open(home), visitor.open(home).send()]
    stale = visitor.open(home)
    pages.append(visitor.open(home).fill(block_1=option, block_2="niet").send())
    pages.append(stale.fill(block_2="nvt").send())
    links = [link_to(visitor, end) for end in ("tekenen", "intrekken")]
    pages += [visitor.open(link) for link in links]
    pages.append(visitor.open(home).fill(block_2="niet").send())
    pages.append(visitor.open(links[0]).send())
    pages.append(pages[-1].fill(final="beside", confirm="y").send())
    return pages


def settled(visitor: Visitor, home: str) -> list[Page]:
    pages = [visitor.open(f"{home}/samen"), visitor.page.send()]
    pages.append(visitor.open(link_to(visitor, "tekenen")))
    pages.append(visitor.page.fill(final="alone", confirm="y").send())
    return [*pages, visitor.open(f"{home}/contrast"), visitor.open(home)]


def link_to(visitor: Visitor, end: str) -> str:
    links = [one.get("href", "") for one in visitor.page.all(".//a")]
    return next(link for link in links if link.split("?")[0].endswith(end))


def ids_of(platform: Platform) -> list[str]:
    with platform.database.reading() as session:
        entries = session.scalars(select(JournalEntry.id)).all()
        return [*entries, *session.scalars(select(Assessment.id))]
