"""In which language a page speaks: asked for in the address, never remembered."""

from flask import Flask, request

from webapp.i18n import LANGUAGES, SOURCE_LANGUAGE, set_language


def register(app: Flask) -> None:
    """Choose the language of each request from `?taal=`."""
    app.before_request(_choose)


def _choose() -> None:
    asked = request.args.get("taal", SOURCE_LANGUAGE)
    set_language(asked if asked in LANGUAGES else SOURCE_LANGUAGE)
