"""Whose platform it is: name, logo, colours and font, as the settings say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from webapp.i18n import gettext as _

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FAMILY = re.compile(r"""(?:[\w-]+(?: [\w-]+)*|"[\w -]+"|'[\w -]+')""")
_LOGOS = (".svg", ".png")
_FONTS = (".woff2",)
_OWN_FAMILY = "Brand"
_WHITE, _TEXT = "#ffffff", "#1b2530"
LONGEST_NAME = 60
READABLE = 7.0  # also on a beamer in daylight, and WCAG's highest level


class BrandError(Exception):
    """People could not read such a brand; the message says which setting and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Brand:
    """The look of one installation. Raises BrandError when people could not read it.

    `colour` carries white text, `accent` carries dark text; both are `#rrggbb`. `font` is a list of
    font families as CSS has them; `font_file` is a .woff2 that is served as the first of them.
    `logo` (.svg or .png) stands before the name instead of the platform's mark.
    """

    name: str = "Bouwstenen"
    logo: Path | None = None
    colour: str = "#12436b"
    accent: str = "#e3b04b"
    font: str = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif'
    font_file: Path | None = None

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > LONGEST_NAME or not self.name.isprintable():
            raise BrandError(_("BRAND_NAME moet 1 tot %(most)s tekens zijn.", most=LONGEST_NAME))
        _check_colour("BRAND_COLOUR", self.colour, with_text=_WHITE)
        _check_colour("BRAND_ACCENT", self.accent, with_text=_TEXT)
        if not all(_FAMILY.fullmatch(family.strip()) for family in self.font.split(",")):
            raise BrandError(_("BRAND_FONT is geen lijst van lettertypes: '%(it)s'.", it=self.font))
        _check_file("BRAND_LOGO", self.logo, _LOGOS)
        _check_file("BRAND_FONT_FILE", self.font_file, _FONTS)

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        """The brand that the environment asks for. Raises BrandError."""
        ours = cls()

        def text(name: str, default: str) -> str:
            return env.get(name, "").strip() or default

        def path(name: str) -> Path | None:
            given = text(name, "")
            return Path(given).expanduser() if given else None

        return cls(
            name=text("BRAND_NAME", ours.name),
            logo=path("BRAND_LOGO"),
            colour=text("BRAND_COLOUR", ours.colour),
            accent=text("BRAND_ACCENT", ours.accent),
            font=text("BRAND_FONT", ours.font),
            font_file=path("BRAND_FONT_FILE"),
        )

    @property
    def dark(self) -> str:
        """The colour, a third darker: for what is pointed at."""
        return "#" + "".join(f"{round(part * 0.68):02x}" for part in _parts(self.colour))

    def style(self, font_address: str | None = None) -> str:
        """The variables that the stylesheets are written with, and the font where it is a file."""
        face, family = "", self.font
        if font_address:
            family = f'"{_OWN_FAMILY}", {self.font}'
            source = f'url({font_address}) format("woff2")'
            face = f'@font-face{{font-family:"{_OWN_FAMILY}";font-display:swap;src:{source}}}\n'
        return (
            f"{face}:root{{--brand:{self.colour};--brand-dark:{self.dark};"
            f"--accent:{self.accent};--app-font:{family}}}\n"
        )


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG 2.2 computes it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _check_colour(setting: str, colour: str, *, with_text: str) -> None:
    if not _COLOUR.fullmatch(colour):
        raise BrandError(
            _(
                "%(setting)s moet een kleur als #12436b zijn, niet '%(it)s'.",
                setting=setting,
                it=colour,
            )
        )
    found = contrast(colour, with_text)
    if found < READABLE:
        raise BrandError(
            _(
                "%(setting)s: tekst in %(text)s op %(it)s is niet te lezen (contrast %(found)s,"
                " minstens %(least)s nodig).",
                setting=setting,
                text=with_text,
                it=colour,
                found=f"{found:.1f}",
                least=f"{READABLE:.0f}",
            )
        )


def _check_file(setting: str, path: Path | None, kinds: tuple[str, ...]) -> None:
    if path is None:
        return
    if path.suffix.lower() not in kinds or not path.is_file():
        raise BrandError(
            _(
                "%(setting)s moet een bestand zijn dat er is (%(kinds)s), niet '%(it)s'.",
                setting=setting,
                kinds=", ".join(kinds),
                it=path,
            )
        )


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (part / 255 for part in _parts(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
