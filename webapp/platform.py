"""What a running platform consists of: settings, database, keystore, instruments."""

from dataclasses import dataclass
from typing import Self

from webapp.db.database import Database
from webapp.db.writer import EnvelopeWriter
from webapp.sealing.keystore import AbsentKeystore, Keystore
from webapp.settings import Settings


@dataclass(frozen=True, slots=True)
class Platform:
    """The parts that outlive a request; made once per process."""

    settings: Settings
    database: Database
    keystore: Keystore
    writer: EnvelopeWriter

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """The parts for these settings; nothing is connected to or read yet."""
        database = Database(settings.database_url)
        keystore = Keystore(settings.keystore_dir) if settings.has_keystore else AbsentKeystore()
        return cls(settings, database, keystore, EnvelopeWriter(database))
