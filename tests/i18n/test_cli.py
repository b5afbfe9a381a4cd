"""Commands speak the language that is asked, and have no text that cannot be translated."""

import io
import os
import subprocess
import sys

import pytest

from tests.house.repository import ROOT
from tests.i18n.pseudo import words_in
from webapp.cli import meeting
from webapp.i18n import use_language
from webapp.instrument.loader import load_folder

# Commands, options, values and files: the same in every language.
FIXED = {"bouwstenen", "demo", "serve", "db", "instrument", "provider", "round", "meeting"}
FIXED |= {"results", "staff", "tidy", "upgrade", "list", "check", "show", "import", "create"}
FIXED |= {"backup", "context", "restore", "visit", "keystore", "mail", "settings"}
FIXED |= {"open", "close", "cancel", "add", "json", "csv", "xlsx", "sqlite", "nl", "en", "fr", "de"}
FIXED |= {"okt", "onw", "gio", "leersteuntraject", "closing", "estimate", "yaml", "true", "false"}
FIXED |= {"ID", "MAIL"}
FIXED |= {"beheerder", "inspecteur", "waarnemer", "lezer", "aanbieder", "xx", "OKT"}

for _one in load_folder(ROOT / "instruments"):  # what an instrument calls its parts is data
    FIXED |= {word for group in _one.groups for word in words_in(group.id)}
    FIXED |= {word for theme in _one.themes for word in words_in(theme.id)}
    FIXED |= {option.code for option in _one.scale}

IN_WIDE_LETTERS = """
import sys
import webapp.i18n as i18n
from tests.i18n.pseudo import WIDE, WideTexts
from webapp.instrument.local_text import LocalText

i18n._catalogue = lambda language: WideTexts()
of_instrument = LocalText.in_language
LocalText.in_language = lambda text, code: of_instrument(text, code).translate(WIDE)

from webapp.cli import run  # after that: helps are made when a command is imported

sys.exit(run(sys.argv[1:]))
"""


def bouwstenen(*arguments, home, typed="", script=None):
    """Run a command in a process of its own; gives its output, both streams, and exit code."""
    program = ["-c", script] if script else ["-c", "from webapp.cli import main; main()"]
    done = subprocess.run(
        [sys.executable, *program, *arguments],
        cwd=ROOT,
        env={**os.environ, "BOUWSTENEN_HOME": str(home), "PYTHONPATH": str(ROOT), "COLUMNS": "200"},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    return done.stdout + done.stderr, done.returncode


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """An installation with a round and a meeting."""
    folder = tmp_path_factory.mktemp("home")
    folder.chmod(0o700)
    made, code = bouwstenen(
        "round", "create", "--instrument", "okt-2020", "--title", "1", home=folder
    )
    assert code == 0, made
    return folder, made.split()[0]


def plain_words(output):
    words = (word for line in output.splitlines() for word in words_in(_without_fixed(line)))
    return sorted({word for word in words if word not in FIXED})


def _without_fixed(line):
    kept = (word for word in line.split() if not word.startswith(("--", "-", "[--", "http")))
    return " ".join(word for word in kept if not any(one.isdigit() for one in word))


@pytest.mark.parametrize(
    "command",
    [
        ["--help"],
        ["demo", "--help"],
        ["serve", "--help"],
        ["db", "--help"],
        ["instrument", "show", "--help"],
        ["provider", "import", "--help"],
        ["round", "create", "--help"],
        ["meeting", "open", "--help"],
        ["meeting", "close", "--help"],
        ["results", "--help"],
        ["staff", "add", "--help"],
        ["tidy", "--help"],
        ["xx"],
        ["meeting", "xx"],
        ["round", "create"],
        ["serve", "--port", "xx"],
        ["tidy", "xx"],
        ["tidy", "--xx"],
        ["--taal", "xx", "tidy"],
        ["results", "--round", "xx"],
        ["instrument", "list"],
        ["instrument", "show", "okt-2020"],
        ["instrument", "show", "xx"],
        ["provider", "list"],
        ["round", "list"],
        ["meeting", "list", "--round", "{round}"],
        ["meeting", "cancel", "xx"],
        ["staff", "add", "xx", "--role", "inspecteur"],
        ["tidy"],
        ["db", "upgrade"],
    ],
    ids=" ".join,
)
def test_command_has_no_text_outside_gettext(home, command):
    folder, round_id = home

    output, _code = bouwstenen(
        *[word.format(round=round_id) for word in command], home=folder, script=IN_WIDE_LETTERS
    )

    assert output
    assert plain_words(output) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ([], "Er is geen ronde weg."),
        (["--taal", "en"], "There is no round weg."),
        (["--taal=fr"], "Il n’y a pas de campagne weg."),
        (["--taal", "de"], "Es gibt keine Runde weg."),
    ],
)
def test_command_speaks_the_language_that_is_asked(home, language, sentence):
    output, code = bouwstenen(*language, "results", "--round", "weg", home=home[0])

    assert (output.strip(), code) == (sentence, 1)


def test_help_speaks_the_language_that_is_asked(home):
    output, code = bouwstenen("--taal", "fr", "round", "--help", home=home[0])

    assert code == 0
    assert "Utilisation" in output
    assert "Afficher toutes les campagnes." in output


@pytest.mark.parametrize(
    ("language", "typed", "is_yes"),
    [
        ("nl", "j", True),
        ("en", "YES", True),
        ("fr", "oui", True),
        ("de", "ja", True),
        ("fr", "j", False),
        ("en", "", False),
    ],
)
def test_yes_is_said_in_the_language_of_the_question(monkeypatch, language, typed, is_yes):
    monkeypatch.setattr("sys.stdin", io.StringIO(typed + "\n"))

    with use_language(language):
        assert meeting._confirmed() is is_yes


def test_unknown_language_is_refused(home):
    output, code = bouwstenen("--taal", "xx", "tidy", home=home[0])

    assert code == 2
    assert "nl, en, fr, de" in output
