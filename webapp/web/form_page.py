"""The form as a page: drawn once per meeting and language, since it is the same for everybody."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from flask import Response, current_app, render_template, request
from markupsafe import escape

from webapp.i18n import current_language
from webapp.instrument.model import BuildingBlock, ScaleOption, Theme
from webapp.sealing.codes import grouped
from webapp.sealing.envelope import MAX_TEXT_BYTES
from webapp.services.read_sheet import BLOCK_PREFIX, LONGEST_REMARK, Answers
from webapp.web.doors import Room, new_token

_SECRET = "qqSECRETqq"  # noqa: S105  # where the slip or token goes in a page that was kept
_SHOWN = "qqSHOWNqq"
_MOST_KEPT = 200
_SECONDS_PER_BLOCK = 15


class Gap(NamedTuple):
    """A bouwsteen that was left open."""

    block: BuildingBlock
    field: str


@dataclass(frozen=True, slots=True)
class FormView:
    """What the form's template shows besides the meeting: what was sent before, if anything.

    `secret` is the slip or the device's token; None asks for the slip on the form itself.
    `is_redrawn` is for the same form in another language: nothing is wrong with it. `held` is
    why the meeting took it not in, as in the database.
    """

    room: Room
    secret: str | None
    shown_code: str = ""
    answers: Answers = field(default_factory=Answers)
    gaps: tuple[Gap, ...] = ()
    notice: str = ""
    is_redrawn: bool = False
    held: str | None = None

    @property
    def themes(self) -> tuple[tuple[Theme, tuple[BuildingBlock, ...]], ...]:
        return self.room.instrument.themes_for(self.room.group_id)

    @property
    def scale(self) -> tuple[ScaleOption, ...]:
        """The options in the denominator, in the order of the scale."""
        return tuple(option for option in self._offered if option.counts)

    @property
    def beside(self) -> tuple[ScaleOption, ...]:
        """The quieter options: not reached, not applicable."""
        return tuple(option for option in self._offered if not option.counts)

    @property
    def numbers(self) -> Mapping[str, int]:
        """Block id → its number on the form, from 1."""
        ids = (block.id for _theme, blocks in self.themes for block in blocks)
        return {block_id: number for number, block_id in enumerate(ids, start=1)}

    @property
    def minutes(self) -> int:
        """About how long it takes, in whole minutes, at a quarter of a minute per bouwsteen."""
        return max(2, round(len(self.numbers) * _SECONDS_PER_BLOCK / 60))

    @property
    def longest_remark(self) -> int:
        return LONGEST_REMARK

    @property
    def most_text_bytes(self) -> int:
        return MAX_TEXT_BYTES

    @property
    def address(self) -> str:
        """Where the form stands and is sent to; it takes its language along."""
        return f"/d/{self.room.join_code}?taal={current_language()}"

    @property
    def _offered(self) -> tuple[ScaleOption, ...]:
        return self.room.instrument.options_for(self.room.setting)


def empty_form(room: Room, slip: str | None = None) -> Response:
    """The form for somebody who comes in, from the pages that were kept where possible."""
    page = _kept_page(room, asks_for_slip=room.door.has_slips and slip is None)
    if slip is not None:
        page = page.filled_in(slip, grouped(slip))
    elif not room.door.has_slips:
        page = page.filled_in(new_token(room.meeting_id), "")
    return page.as_response()


def blank_form(room: Room) -> Response:
    """The form without anybody's slip or token, for a phone to keep."""
    page = _kept_page(room, asks_for_slip=room.door.has_slips)
    return (page if room.door.has_slips else page.filled_in("", "")).as_response()


def form_again(view: FormView) -> Response:
    """The form with what was sent, not yet stored: gaps to confirm, or problems to mend."""
    return Response(_draw(view))


def field_gaps(room: Room, names: list[str]) -> tuple[Gap, ...]:
    """The open fields of a form as bouwstenen."""
    block = room.instrument.block
    return tuple(Gap(block(name.removeprefix(BLOCK_PREFIX)), name) for name in names)


@dataclass(frozen=True, slots=True)
class _Page:
    html: bytes
    packed: bytes | None

    def filled_in(self, secret: str, shown: str) -> "_Page":
        html = self.html.replace(_SECRET.encode(), str(escape(secret)).encode())
        return _Page(html.replace(_SHOWN.encode(), str(escape(shown)).encode()), None)

    def as_response(self) -> Response:
        headers = {"Vary": "Accept-Encoding"}
        if not request.accept_encodings["gzip"]:
            return Response(self.html, mimetype="text/html", headers=headers)
        packed = self.packed or gzip.compress(self.html, compresslevel=1, mtime=0)
        headers["Content-Encoding"] = "gzip"
        return Response(packed, mimetype="text/html", headers=headers)


def _kept_page(room: Room, *, asks_for_slip: bool) -> _Page:
    kept: dict[tuple[object, ...], _Page] = current_app.extensions["form_pages"]
    # a planned visit can still get other providers
    key = (room.meeting_id, current_language(), asks_for_slip, room.provider_names)
    page = kept.get(key)
    if page is None:
        secret = None if asks_for_slip else _SECRET
        html = _draw(FormView(room, secret, _SHOWN if room.door.has_slips else "")).encode()
        page = _Page(html, gzip.compress(html, compresslevel=9, mtime=0) if asks_for_slip else None)
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = page
    return page


def _draw(view: FormView) -> str:
    return render_template("participant/form.html", form=view, room=view.room)
