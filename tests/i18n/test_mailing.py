"""The pages of mail with slips have no text of their own that cannot be translated."""

from dataclasses import replace

import pytest

from tests import builders
from tests.i18n.pseudo import words_in_page
from tests.i18n.test_pages import ADDRESS, DATE, TYPED_IN, without_code
from tests.mailings import LIST, SERVER, WRONG_LIST, leave_some_waiting
from tests.web.conftest import Account, signed_in
from webapp import create_app
from webapp.sealing.codes import grouped
from webapp.services.mailing_texts import MADE_UP_SLIP
from webapp.web.languages import NAMES


@pytest.fixture
def platform(platform):
    return replace(platform, settings=replace(platform.settings, mail=SERVER))


def plain_words(page, *known):
    """The words on a page that are in no catalogue, no data and no address."""
    for element in page.tree.iter():
        for part in (element, *element):
            part.text, part.tail = (
                DATE.sub("", ADDRESS.sub("", one or "")) for one in (part.text, part.tail)
            )
    allowed = {"Bouwstenen", *NAMES.values(), *TYPED_IN, *known, *grouped(MADE_UP_SLIP).split()}
    return [word for word in words_in_page(without_code(page).tree) if word not in allowed]


def test_pages_of_mails_have_no_text_outside_gettext(platform, wide_texts):
    round_id = builders.open_round(platform)
    ready, going = (
        builders.open_meeting(platform, round_id, slips=3, by_mail=True) for _n in range(2)
    )
    leave_some_waiting(platform, going.id)
    app = create_app(platform.settings, platform)
    leader = signed_in(app, platform, Account("inspecteur@voorbeeld.be", "inspecteur"))
    address = f"/gesprek/{ready.id}/mail"
    form = leader.open(f"{address}?taal=en")
    pages = [
        form,
        leader.open(address).fill(addresses=WRONG_LIST).send(),
        leader.open(address).fill(addresses=LIST).send(),
        leader.open(address).fill(addresses=LIST, kind="reminder").send(),
        leader.open(f"/gesprek/{going.id}/mail"),
        leader.open(f"/gesprek/{going.id}/mail/stand"),
        leader.open(f"/gesprek/{going.id}/mail/stoppen"),
        leader.open(f"/gesprek/{going.id}/mail/stoppen").send(),
        leader.open(f"{address}/tekst-herinnering").fill(text_nl="typt", subject_nl="").send(),
        leader.open(f"/ronde/{round_id}/gesprek/nieuw"),
    ]

    assert [plain_words(page, "geen", "adres") for page in pages] == [[]] * len(pages)
