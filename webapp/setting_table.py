"""Every setting of an installation: the one table, from which docs/guides/settings.md is made.

tests/house/test_settings_guide.py compares it with what the code reads from the environment.
"""

from collections.abc import Sequence
from typing import NamedTuple


class SettingRow(NamedTuple):
    """A setting: its default as a reader understands it, what it does, and when it is refused."""

    name: str
    default: str
    meaning: str
    refused: str = ""
    is_secret: bool = False


class SettingGroup(NamedTuple):
    """Settings about one thing."""

    title: str
    rows: Sequence[SettingRow]


_ONE_LINE = "longer than 500 characters, or more than one line"
_0_OR_1 = "not 0 or 1"

SETTING_GROUPS = (
    SettingGroup(
        "Where things are",
        (
            SettingRow(
                "BOUWSTENEN_HOME",
                "`./var`",
                "folder of the embedded database, the keystore and the generated secret key",
                "others can read it or its keystore; a web server shows it",
            ),
            SettingRow(
                "DATABASE_URL",
                "SQLite in the home folder",
                "`postgresql://…` for more than one process or host",
                "another kind of database; one that acknowledges before it is on the disk, or whose"
                " log tells what came in when",
                is_secret=True,
            ),
            SettingRow(
                "SECRET_KEY",
                "made once, kept in the home folder",
                "signs sign-ins and forms, and is part of second factors; the same on every host",
                "shorter than 32 characters, to be guessed, readable by others (its file), or"
                " another one than a host that is at work has",
                is_secret=True,
            ),
            SettingRow(
                "KEYSTORE",
                "`home`",
                "`none` on every host but the one with the private keys",
                "`none` with SQLite",
            ),
            SettingRow(
                "INSTRUMENTS_DIR",
                "the `instruments` of the platform",
                "folder of the instrument files that new rounds can be made of; keep the files of"
                " the platform in it that you use",
                "no folder",
            ),
            SettingRow(
                "PUBLIC_URL",
                "`http://127.0.0.1:8000`",
                "where links for staff and in mails lead; for mail an `https://` one",
                "where mail is sent: missing, or http to another machine",
            ),
        ),
    ),
    SettingGroup(
        "Serving",
        (
            SettingRow(
                "HTTPS",
                "0",
                "1 behind TLS: secure cookies and HSTS",
                "0 when listening on another address than this machine's own; 1 without a proxy",
            ),
            SettingRow(
                "PROXY_HOPS", "0", "the exact number of trusted proxies in front", "no number"
            ),
            SettingRow(
                "TRUSTED_HOSTS",
                "any",
                "host names that are served, parted by commas",
                "missing behind a proxy",
            ),
            SettingRow(
                "WORKERS", "2", "web processes on PostgreSQL; on SQLite there is one", "not 1 to 64"
            ),
            SettingRow(
                "LOG_FORMAT",
                "`plain`",
                "`json` writes one object a line on standard error; only warnings and errors are"
                " written, and nothing of participants",
                "anything else",
            ),
            SettingRow(
                "FLASK_DEBUG", "0", "for developers, who do not use `serve`", "1 when serving"
            ),
        ),
    ),
    SettingGroup(
        "Rounds and sign-ins",
        (
            SettingRow("MIN_GROUP_SIZE", "5", "threshold for new rounds", "less than 5"),
            SettingRow(
                "COUNTDOWN_SECONDS",
                "60",
                "how long phones count down before a meeting closes",
                "no number",
            ),
            SettingRow(
                "SECOND_FACTOR",
                "1",
                "0 asks inspectors, readers and administrators no code beside the password: only"
                " where nobody outside can reach it; `serve` says so each time",
                _0_OR_1,
            ),
        ),
    ),
    SettingGroup(
        "Mail (none without MAIL_HOST)",
        (
            SettingRow("MAIL_HOST", "none", "the mail server", "no name of a machine"),
            SettingRow(
                "MAIL_PORT", "587, 465 with tls, 25 with none", "its port", "not 1 to 65535"
            ),
            SettingRow(
                "MAIL_SECURITY",
                "`starttls`",
                "`tls` encrypts from the first byte; `none` only to this machine itself",
                "`none` to another machine",
            ),
            SettingRow("MAIL_USER", "none", "to sign in there", "without MAIL_PASSWORD"),
            SettingRow(
                "MAIL_PASSWORD", "none", "to sign in there", "without MAIL_USER", is_secret=True
            ),
            SettingRow("MAIL_FROM", "none", "the sender's address", "no e-mail address"),
            SettingRow("MAIL_FROM_NAME", "none", "the sender's name", "more than one line"),
            SettingRow("MAIL_REPLY_TO", "MAIL_FROM", "where answers go", "no e-mail address"),
            SettingRow(
                "MAIL_BOUNCES",
                "MAIL_FROM",
                "where mail that could not be delivered comes back",
                "no e-mail address",
            ),
        ),
    ),
    SettingGroup(
        "Whose platform it is",
        (
            SettingRow(
                "BRAND_NAME", "Bouwstenen", "in the header and the title of every page", "too long"
            ),
            SettingRow(
                "BRAND_LOGO", "our mark", "an `.svg` or `.png` file", "another kind of file"
            ),
            SettingRow(
                "BRAND_COLOUR",
                "`#12436b`",
                "header and buttons",
                "white text on it: contrast under 7",
            ),
            SettingRow(
                "BRAND_ACCENT",
                "`#e3b04b`",
                "what asks for attention",
                "dark text on it: contrast under 7",
            ),
            SettingRow("BRAND_FONT", "the system's", "font families, as in CSS", "anything else"),
            SettingRow(
                "BRAND_FONT_FILE",
                "none",
                "a `.woff2` that is served as the first of them",
                "another kind of file",
            ),
            SettingRow(
                "STYLE_PAGE",
                "0",
                "1 shows every part of the pages on `/stijl`, as the demo does",
                _0_OR_1,
            ),
        ),
    ),
    SettingGroup(
        "What the statements on privacy and accessibility say (a blank is shown as one)",
        (
            SettingRow("ORGANISATION", "blank", "who answers for this installation", _ONE_LINE),
            SettingRow(
                "ACCESSIBILITY_CONTACT",
                "blank",
                "whom to tell what does not work: an e-mail address, an https address or words",
                _ONE_LINE,
            ),
            SettingRow(
                "ENFORCEMENT_CONTACT",
                "blank",
                "where people complain whose message about accessibility was not answered well",
                _ONE_LINE,
            ),
            SettingRow(
                "STATEMENT_DATE",
                "blank",
                "the day on which the organisation made the accessibility statement its own:"
                " `2027-03-01`",
                "no day",
            ),
            SettingRow(
                "PRIVACY_CONTACT",
                "blank",
                "whom to ask about personal data, often the data protection officer",
                _ONE_LINE,
            ),
            SettingRow(
                "PRIVACY_AUTHORITY", "blank", "the supervisory authority for privacy", _ONE_LINE
            ),
            SettingRow("LEGAL_BASIS", "blank", "why the organisation may ask this", _ONE_LINE),
            SettingRow(
                "RETENTION",
                "blank",
                "how long the organisation keeps results and remarks",
                _ONE_LINE,
            ),
            SettingRow(
                "SECURITY_CONTACT",
                "none",
                "an e-mail or https address; fills `/.well-known/security.txt`",
                "neither",
            ),
        ),
    ),
)

OURS_ALONE = {
    "BOUWSTENEN_DEMO": "set by `bouwstenen demo` for its own processes",
    "PYTHONDEBUG": "of Python: refused when serving",
    "WERKZEUG_DEBUG_PIN": "of Werkzeug: refused when serving",
}


def rows() -> list[SettingRow]:
    """All settings, in the order of the guide."""
    return [row for group in SETTING_GROUPS for row in group.rows]
