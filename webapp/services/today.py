"""The date where the meetings are."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")


def today() -> date:
    """Today's date in Brussels, whatever the clock of the server is set to."""
    return datetime.now(BRUSSELS).date()
