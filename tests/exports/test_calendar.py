"""Calendar files as RFC 5545 has them: folded, escaped, in UTC."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from webapp.exports.calendar import CalendarEvent, calendar_file

BRUSSELS = ZoneInfo("Europe/Brussels")
STAMP = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
LONG = "Gesprek met; beleid, ondersteuners\\scholen\nÉén ✓ " + "é" * 200
EVENT = CalendarEvent(
    uid="bcdf@bouwstenen",
    summary=LONG,
    day=date(2027, 7, 1),
    starts=datetime(2027, 7, 1, 9, tzinfo=BRUSSELS),
    ends=datetime(2027, 7, 1, 10, 30, tzinfo=BRUSSELS),
    place="Zaal 3",
    url="https://bouwstenen.example/werkbezoek/bcdf",
)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def read_text(value: str) -> str:
    """A value of type TEXT as a calendar program reads it."""
    signs = iter(value)
    return "".join({"n": "\n"}.get(n := next(signs), n) if s == "\\" else s for s in signs)


def test_lines_are_short_and_whole_again_when_unfolded():
    text = calendar_file([EVENT], stamp=STAMP)
    lines = text.split("\r\n")

    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in lines) == 75
    [summary] = [one for one in unfolded(text) if one.startswith("SUMMARY:")]
    assert read_text(summary.removeprefix("SUMMARY:")) == LONG


def test_an_event_has_what_it_must_have():
    assert unfolded(calendar_file([EVENT], stamp=STAMP))[:9] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Bouwstenen//Werkbezoeken//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:bcdf@bouwstenen",
        "DTSTAMP:20270102T030405Z",
        "DTSTART:20270701T070000Z",
    ]


def test_winter_has_another_hour_and_a_day_has_none():
    winter = CalendarEvent(
        uid="w", summary="w", day=date(2027, 1, 5), starts=datetime(2027, 1, 5, 9, tzinfo=BRUSSELS)
    )
    day = CalendarEvent(uid="d", summary="d", day=date(2027, 12, 31), is_cancelled=True)
    lines = unfolded(calendar_file([winter, day], stamp=STAMP))

    assert "DTSTART:20270105T080000Z" in lines
    assert "DTEND:20270105T090000Z" in lines
    assert "DTSTART;VALUE=DATE:20271231" in lines
    assert "DTEND;VALUE=DATE:20280101" in lines
    assert lines.count("STATUS:CANCELLED") == lines.count("STATUS:CONFIRMED") == 1


def test_control_signs_do_not_break_a_line():
    event = CalendarEvent(uid="x", summary="a\r\nEND:VCALENDAR\x00\x0b\rb", day=date(2027, 1, 5))
    lines = unfolded(calendar_file([event], stamp=STAMP))

    assert lines.count("END:VCALENDAR") == 1
    assert "SUMMARY:a\\nEND:VCALENDAR\\nb" in lines
