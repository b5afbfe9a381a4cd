"""The web application of one server process, with the timer that closes what is due."""

import os
from contextlib import ExitStack
from dataclasses import replace

from webapp import create_app
from webapp.db.in_use import shared
from webapp.logs import set_up_logging
from webapp.safety import refuse_unsafe
from webapp.services.mailer import start_mailer
from webapp.services.tidy import start_timer
from webapp.settings import Settings
from webapp.web.errors import is_about_participant

settings = replace(Settings.from_env(), demo=os.environ.get("BOUWSTENEN_DEMO") == "1")
set_up_logging(settings.log_format, is_about_participant=is_about_participant)
refuse_unsafe(settings, os.environ)
app = create_app(settings)
start_timer(app.extensions["platform"])
start_mailer(app.extensions["platform"])
in_use = ExitStack()  # until this process ends: no backup is restored under its feet
in_use.enter_context(shared(app.extensions["platform"].database))
