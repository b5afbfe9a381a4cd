"""Printing forms: their numbers are slips of their own, known to nobody but the paper."""

import pytest

from tests import builders
from webapp.db.models import Slip
from webapp.db.writer import Receipt, Refusal
from webapp.sealing.codes import new_slip
from webapp.services import print_sheets as module
from webapp.services.errors import BadInputError, NotFoundError, WrongStateError
from webapp.services.print_sheets import MOST_SHEETS, print_sheets
from webapp.services.submit_sheet import Door, submit_sheet


@pytest.fixture
def printed(monkeypatch):
    """What was printed: (form, numbers) of each print, without the press."""
    prints = []

    def press(form, slips):
        prints.append((form, slips))
        return b"%PDF-"

    monkeypatch.setattr(module, "rating_sheets", press)
    return prints


def _address(join_code):
    return f"https://voorbeeld.be/d/{join_code}"


def test_printed_numbers_are_slips_and_only_their_hashes_are_kept(platform, printed):
    round_id = builders.open_round(platform)
    meeting = builders.open_meeting(platform, round_id, slips=3)

    assert print_sheets(platform.database, meeting.id, 4, _address) == b"%PDF-"

    [(form, numbers)] = printed
    assert len(set(numbers)) == 4
    assert builders.how_many(platform, Slip) == 7
    assert form.address == f"https://voorbeeld.be/d/{meeting.join_code}"
    assert isinstance(meeting.submit(platform, {"1": "passend"}, numbers[0]), Receipt)
    assert meeting.submit(platform, {"1": "passend"}, new_slip()) is Refusal.UNKNOWN_SLIP


def test_meeting_with_a_room_code_has_numbers_on_paper_only(platform, printed):
    meeting = builders.open_meeting(platform, builders.open_round(platform))

    print_sheets(platform.database, meeting.id, 1, _address)

    [(form, numbers)] = printed
    door = Door(meeting.id, meeting.door.public_key, has_slips=True)
    sheet = meeting.sheet({"1": "passend"})
    assert form.address == ""
    assert isinstance(submit_sheet(platform.writer, door, sheet, numbers[0]), Receipt)
    assert submit_sheet(platform.writer, door, sheet, new_slip()) is Refusal.UNKNOWN_SLIP


@pytest.mark.parametrize("number", [0, -1, MOST_SHEETS + 1])
def test_number_out_of_bounds_is_refused(platform, printed, number):
    meeting = builders.open_meeting(platform, builders.open_round(platform))

    with pytest.raises(BadInputError):
        print_sheets(platform.database, meeting.id, number, _address)
    assert not printed


def test_only_for_a_meeting_that_is_there_and_open(platform, printed):
    sheets = [{"1": "passend"}] * 5
    closed = builders.meeting_with(platform, builders.open_round(platform), sheets)
    builders.close(platform, closed)

    with pytest.raises(WrongStateError):
        print_sheets(platform.database, closed.id, 1, _address)
    with pytest.raises(NotFoundError):
        print_sheets(platform.database, "bestaatniet", 1, _address)
    assert builders.how_many(platform, Slip) == 0
    assert not printed
