"""P19: how long a refusal takes does not tell whether an address has an account.

Measured as a ratio of processor time in one run: what else the machine does changes nothing.
"""

import time
from statistics import median

import pytest

from webapp.services import staff_accounts
from webapp.services.staff_accounts import add_staff, set_password, sign_in

KNOWN, UNKNOWN = "an@voorbeeld.be", "niemand@voorbeeld.be"
PASSWORD = "zeven grote paarden"
TRIES = 9
MOST_APART = 1.25

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def account(platform):
    set_password(platform.database, add_staff(platform.database, KNOWN, "waarnemer"), PASSWORD)
    add_staff(platform.database, "link@voorbeeld.be", "waarnemer")  # that has no password yet


def cost(platform, email):
    started = time.process_time()
    with platform.database.reading() as session:
        assert sign_in(session, email, "een ander wachtwoord") is None
    return time.process_time() - started


def ratios(platform):
    """Cost of an unknown address, and of one without a password, against a wrong password."""
    addresses = (KNOWN, UNKNOWN, "link@voorbeeld.be")
    for one in addresses:
        cost(platform, one)  # what is made once
    costs = {one: [] for one in addresses}
    for _n in range(TRIES):
        for one in addresses:
            costs[one].append(cost(platform, one))
    wrong, *others = (median(costs[one]) for one in addresses)
    return [other / wrong for other in others]


def test_unknown_address_costs_as_much_as_a_wrong_password(platform, account):
    for ratio in ratios(platform):
        assert 1 / MOST_APART < ratio < MOST_APART


def test_the_measurement_sees_a_sign_in_that_looks_first(platform, account, monkeypatch):
    monkeypatch.setattr(staff_accounts, "_hash_of_nobody", lambda: "$argon2id$no hash")

    assert max(ratios(platform)) < 0.5
