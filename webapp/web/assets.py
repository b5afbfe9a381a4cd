"""Style, scripts and pictures: our own files and those of installed packages, hashed in the URL."""

import gzip
import hashlib
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from flask import Flask, Response, abort, current_app, request, url_for

from webapp.settings import ROOT
from webapp.web.plotly_css import plotly_css

_PACKED_TYPES = ("text/", "application/json", "image/svg+xml")
_FOR_EVER = "public, max-age=31536000, immutable"


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
    def mimetype(self) -> str:
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"


def register(app: Flask) -> None:
    """Serve the assets under `/static/<digest>/<name>`; `asset_url` is known in templates."""
    app.extensions["assets"] = {asset.name: asset for asset in [*_own(), *_from_packages()]}
    app.add_url_rule("/static/<digest>/<path:name>", "static", _serve)
    app.jinja_env.globals["asset_url"] = asset_url


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


def _own() -> list[Asset]:
    folder = ROOT / "static"
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return [Asset(path.relative_to(folder).as_posix(), path.read_bytes) for path in paths]


def _from_packages() -> list[Asset]:
    script = Path(str(files("plotly"))) / "package_data" / "plotly.min.js"
    return [
        Asset("vendor/plotly.min.js", script.read_bytes),
        Asset(
            "vendor/plotly.css",
            lambda: plotly_css(script.read_text(encoding="utf-8")).encode(),
        ),
    ]
