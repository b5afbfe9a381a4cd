"""Settings: one frozen value, read once from the environment, refused when unsafe."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Self

from webapp.brand import Brand, BrandError
from webapp.i18n import gettext as _
from webapp.logs import FORMATS as LOG_FORMATS
from webapp.mail_server import MailServer, MailServerError
from webapp.publisher import NOT_FILLED_IN, Publisher, PublisherError
from webapp.system_errors import text_of_system

LOWEST_GROUP_SIZE = 5
SHORTEST_SECRET = 32
FEWEST_SIGNS = 10
_GUESSED = ("changeme", "change-me", "change_me", "secret", "geheim", "password", "wachtwoord")

_PACKAGE = Path(__file__).parent
_DATA = _PACKAGE / "_data"
ROOT = _DATA if _DATA.is_dir() else _PACKAGE.parent
OUR_INSTRUMENTS = ROOT / "instruments"
_OUR_BRAND = Brand()


class SettingError(Exception):
    """A setting is missing, unreadable or unsafe; the message says which and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Everything that differs between one installation and another.

    `home` holds the embedded database, the keystore and the generated secret key.
    `proxy_hops` is the exact number of trusted proxies in front (0: none).
    `countdown_seconds` is how long phones and screens count down before a meeting closes.
    `instruments_dir` holds the instrument files that new rounds can be made of.
    `publisher` fills in the statements on privacy and accessibility.
    `has_keystore`: whether this host has the private keys; with several hosts one has them.
    `second_factor`: whether who sees providers by name also gives a code; never in the demo.
    `style_page`: whether /stijl is there, which shows every part of a page in every state.
    `log_format` is "plain" or "json".
    `mail` is how mail leaves; None: not at all, and pages offer the other ways.
    """

    home: Path
    database_url: str
    secret_key: str
    min_group_size: int = LOWEST_GROUP_SIZE
    proxy_hops: int = 0
    https: bool = False
    trusted_hosts: tuple[str, ...] = ()
    countdown_seconds: int = 60
    demo: bool = False
    style_page: bool = False
    second_factor: bool = True
    has_keystore: bool = True
    brand: Brand = _OUR_BRAND
    instruments_dir: Path = OUR_INSTRUMENTS
    publisher: Publisher = NOT_FILLED_IN
    mail: MailServer | None = None
    log_format: str = "plain"

    def __post_init__(self) -> None:
        if self.min_group_size < LOWEST_GROUP_SIZE:
            raise SettingError(
                _(
                    "MIN_GROUP_SIZE is %(size)s: groepen van minder dan %(least)s kunnen herkend"
                    " worden. De drempel mag hoger, nooit lager.",
                    size=self.min_group_size,
                    least=LOWEST_GROUP_SIZE,
                )
            )
        if len(self.secret_key) < SHORTEST_SECRET:
            raise SettingError(
                _(
                    "SECRET_KEY is te kort: geef minstens %(least)s willekeurige tekens.",
                    least=SHORTEST_SECRET,
                )
            )
        if _is_weak(self.secret_key):
            raise SettingError(
                _(
                    "SECRET_KEY is te raden: neem willekeurige tekens, of laat ze weg en het"
                    " platform maakt er zelf een."
                )
            )
        if self.is_sqlite and not self.has_keystore:
            raise SettingError(
                _("KEYSTORE=none gaat alleen met PostgreSQL: een andere server heeft de sleutels.")
            )

    @property
    def keystore_dir(self) -> Path:
        """Where private keys lie: outside the database and outside its backups."""
        return self.home / "keystore"

    @property
    def asks_second_factor(self) -> bool:
        """Not in the demo: its one password is printed, and its data are made up."""
        return self.second_factor and not self.demo

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Self:
        """Read the settings; makes `BOUWSTENEN_HOME` and its secret key when they are not there.

        Raises SettingError with one clear line.
        """
        env = os.environ if env is None else env
        home = prepare_home(Path(env.get("BOUWSTENEN_HOME", "./var")))
        return cls(
            home=home,
            database_url=_with_driver(env.get("DATABASE_URL", f"sqlite:///{home}/bouwstenen.db")),
            secret_key=env.get("SECRET_KEY") or _kept_secret(home),
            min_group_size=_number(env, "MIN_GROUP_SIZE", LOWEST_GROUP_SIZE),
            proxy_hops=_number(env, "PROXY_HOPS", 0),
            https=_yes_or_no(env, "HTTPS"),
            trusted_hosts=tuple(
                h.strip() for h in env.get("TRUSTED_HOSTS", "").split(",") if h.strip()
            ),
            countdown_seconds=_number(env, "COUNTDOWN_SECONDS", 60),
            publisher=_publisher(env),
            style_page=_yes_or_no(env, "STYLE_PAGE"),
            second_factor=_yes_or_no(env, "SECOND_FACTOR", "1"),
            has_keystore=_one_of(env, "KEYSTORE", ("home", "none")) == "home",
            brand=_brand(env),
            instruments_dir=_instruments_dir(env),
            mail=_mail(env),
            log_format=_one_of(env, "LOG_FORMAT", LOG_FORMATS),
        )


def _is_weak(secret_key: str) -> bool:
    """Few different signs, a part that is repeated, or a word of an example."""
    text = secret_key.lower()
    is_repeated = (text + text).find(text, 1) < len(text)
    return len(set(text)) < FEWEST_SIGNS or is_repeated or any(word in text for word in _GUESSED)


def prepare_home(home: Path) -> Path:
    """The absolute folder of an installation, made with mode 0700 when it is not there.

    Raises SettingError where it cannot be made, or where others can read the keystore in it.
    """
    home = home.expanduser().resolve()
    keystore = home / "keystore"
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        keystore.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise SettingError(
            _("BOUWSTENEN_HOME kan niet gemaakt worden: %(reason)s", reason=text_of_system(error))
        ) from None
    if keystore.stat().st_mode & 0o077:
        raise SettingError(
            _("Anderen kunnen %(folder)s lezen. Doe eerst: chmod 700 %(folder)s", folder=keystore)
        )
    return home


def _kept_secret(home: Path) -> str:
    path = home / "secret_key"
    if not path.exists():
        # written whole beside it first: two first starts, or a crash, leave one whole key
        with NamedTemporaryFile("w", dir=home, prefix=".secret_key-", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(file.name, path)
    if path.stat().st_mode & 0o077:
        raise SettingError(
            _("Anderen kunnen %(file)s lezen. Doe eerst: chmod 600 %(file)s", file=path)
        )
    return path.read_text(encoding="ascii").strip()


def _brand(env: Mapping[str, str]) -> Brand:
    try:
        return Brand.from_env(env)
    except BrandError as error:
        raise SettingError(str(error)) from None


def _instruments_dir(env: Mapping[str, str]) -> Path:
    chosen = env.get("INSTRUMENTS_DIR", "").strip()
    folder = Path(chosen).expanduser().resolve() if chosen else OUR_INSTRUMENTS
    if not folder.is_dir():
        raise SettingError(
            _(
                "INSTRUMENTS_DIR is geen map: %(folder)s. Maak ze, of laat de naam weg.",
                folder=folder,
            )
        )
    return folder


def _with_driver(url: str) -> str:
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    if not url.startswith(("postgresql+psycopg://", "sqlite:///")):
        raise SettingError(_("DATABASE_URL begint met sqlite:/// of met postgresql://."))
    return url


def _publisher(env: Mapping[str, str]) -> Publisher:
    try:
        return Publisher.from_env(env)
    except PublisherError as error:
        raise SettingError(str(error)) from None


def _mail(env: Mapping[str, str]) -> MailServer | None:
    try:
        return MailServer.from_env(env)
    except MailServerError as error:
        raise SettingError(str(error)) from None


def _one_of(env: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    text = env.get(name, "").strip().lower() or known[0]
    if text not in known:
        raise SettingError(
            _(
                "%(name)s is een van: %(known)s; niet '%(text)s'.",
                name=name,
                known=", ".join(known),
                text=text,
            )
        )
    return text


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdecimal()):
        raise SettingError(
            _("%(name)s is een geheel getal, niet '%(text)s'.", name=name, text=text)
        )
    return int(text)


def _yes_or_no(env: Mapping[str, str], name: str, default: str = "0") -> bool:
    text = (env.get(name, "").strip() or default).lower()
    if text not in ("", "0", "1", "yes", "no"):
        raise SettingError(_("%(name)s is 1 of 0, niet '%(text)s'.", name=name, text=text))
    return text in ("1", "yes")
