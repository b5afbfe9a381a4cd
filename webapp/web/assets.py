"""Style, scripts and pictures: our own files and those the build made, hashed in the URL."""

import gzip
import hashlib
import mimetypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from flask import Flask, Response, abort, current_app, request, url_for

from webapp.brand import Brand
from webapp.i18n import gettext as _
from webapp.settings import ROOT, SettingError
from webapp.web.plotly_css import installed_plotly_js, plotly_css

_PACKED_TYPES = ("text/", "application/json", "image/svg+xml")
_FOR_EVER = "public, max-age=31536000, immutable"
_FOLDER = ROOT / "static"
_BRAND = "the settings of the brand"
_DESIGN_SYSTEM = "vendor/govuk.css"

# What is sent under such a name: that file of ours, after the design system and the brand. So a
# page asks for one stylesheet.
_BUNDLES = {
    "css/app.css": (_DESIGN_SYSTEM, _BRAND, "css/app.css"),
    "css/staff.css": (_DESIGN_SYSTEM, _BRAND, "css/app.css", "css/staff.css"),
    "css/lead.css": (_DESIGN_SYSTEM, _BRAND, "css/app.css", "css/staff.css", "css/lead.css"),
    "css/closing.css": (_DESIGN_SYSTEM, _BRAND, "css/app.css", "css/staff.css", "css/closing.css"),
    "css/screen.css": (_BRAND, "css/screen.css"),
}


@dataclass(frozen=True)
class Asset:
    """One file as it is sent; read and packed when first asked for, then kept."""

    name: str
    read: Callable[[], bytes]

    @cached_property
    def body(self) -> bytes:
        return self.read()

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:16]

    @cached_property
    def packed(self) -> bytes:
        return gzip.compress(self.body, compresslevel=9, mtime=0)

    @property
    def address(self) -> str:
        return f"/static/{self.digest}/{self.name}"

    @property
    def mimetype(self) -> str:
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"


def register(app: Flask) -> None:
    """Serve the assets under `/static/<digest>/<name>`; `asset_url` is known in templates.

    Raises SettingError where the browser's files were not built.
    """
    if not (_FOLDER / _DESIGN_SYSTEM).is_file():
        folder = _FOLDER / "vendor"
        raise SettingError(_("%(folder)s is er nog niet. Doe eerst: make install", folder=folder))
    brand = app.extensions["platform"].settings.brand
    app.extensions["assets"] = {asset.name: asset for asset in _all(brand)}
    app.add_url_rule("/static/<digest>/<path:name>", "static", _serve)
    app.jinja_env.globals.update(asset_url=asset_url, brand=brand, logo=_logo_name(brand))


def asset_url(name: str) -> str:
    """The address of a file; it changes when the content does. KeyError when there is none."""
    asset: Asset = current_app.extensions["assets"][name]
    return url_for("static", digest=asset.digest, name=name)


def _serve(digest: str, name: str) -> Response:
    asset: Asset | None = current_app.extensions["assets"].get(name)
    if asset is None or asset.digest != digest:
        abort(404)
    is_packed = asset.mimetype.startswith(_PACKED_TYPES) and request.accept_encodings["gzip"] > 0
    response = Response(asset.packed if is_packed else asset.body, mimetype=asset.mimetype)
    response.headers["Cache-Control"] = _FOR_EVER
    response.headers["Vary"] = "Accept-Encoding"
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _all(brand: Brand) -> Iterator[Asset]:
    files = sorted(path for path in _FOLDER.rglob("*") if path.is_file() and path.name[0] != ".")
    for path in files:
        yield Asset(path.relative_to(_FOLDER).as_posix(), path.read_bytes)
    yield Asset("vendor/plotly.css", _plotly_style)
    font = None
    if brand.font_file is not None:
        font = Asset("brand/font.woff2", brand.font_file.read_bytes)
        yield font
    if brand.logo is not None:
        yield Asset(str(_logo_name(brand)), brand.logo.read_bytes)
    style = brand.style(font.address if font else None)
    for name, parts in _BUNDLES.items():
        yield Asset(name, partial(_bundle, parts, style))


def _bundle(parts: tuple[str, ...], brand_style: str) -> bytes:
    texts = [
        brand_style if part == _BRAND else (_FOLDER / part).read_text(encoding="utf-8")
        for part in parts
    ]
    return "".join(texts).encode()


def _logo_name(brand: Brand) -> str | None:
    return f"brand/logo{brand.logo.suffix.lower()}" if brand.logo else None


def _plotly_style() -> bytes:
    return plotly_css(installed_plotly_js().read_text(encoding="utf-8")).encode()
