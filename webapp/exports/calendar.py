"""Calendar files (iCalendar, RFC 5545): what a calendar program takes in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_LONGEST_LINE = 75  # octets without the line end: RFC 5545, 3.1


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """Something on a day. `starts` and `ends` are aware; without `starts` it lasts all day.

    `uid` stays the same when the file is made again: a calendar then moves the event.
    """

    uid: str
    summary: str
    day: date
    starts: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    description: str = ""
    url: str = ""
    is_cancelled: bool = False


def calendar_file(events: Iterable[CalendarEvent], *, stamp: datetime) -> str:
    """The text of an .ics file; `stamp` (aware) is when it was made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Bouwstenen//Werkbezoeken//NL"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for event in events:
        lines += _event_lines(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _fold(line))


def _event_lines(event: CalendarEvent, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escape(event.uid)}"
    yield f"DTSTAMP:{_moment(stamp)}"
    yield from _when(event)
    yield f"SUMMARY:{_escape(event.summary)}"
    if event.place:
        yield f"LOCATION:{_escape(event.place)}"
    if event.description:
        yield f"DESCRIPTION:{_escape(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _when(event: CalendarEvent) -> Iterator[str]:
    if event.starts is None:
        yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.day + timedelta(1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
        return
    yield f"DTSTART:{_moment(event.starts)}"
    yield f"DTEND:{_moment(event.ends or event.starts + timedelta(hours=1))}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escape(text: str) -> str:
    """A value of type TEXT: RFC 5545, 3.3.11; other control signs are not allowed in it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(sign for sign in text if sign in "\n\t" or sign.isprintable() or sign == "\xa0")
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "\\n")


def _fold(line: str) -> Iterator[str]:
    """Lines of at most 75 octets; what follows begins with a space. No sign is cut in two."""
    start, size = "", 0
    for sign in line:
        octets = len(sign.encode("utf-8", "replace"))
        if size + octets > _LONGEST_LINE:
            yield start
            start, size = " ", 1
        start, size = start + sign, size + octets
    yield start
