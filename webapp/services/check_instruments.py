"""At the start: all instrument files are right, and none in use was changed."""

from pathlib import Path

from webapp.db.database import Database
from webapp.instrument.catalogue import Catalogue
from webapp.instrument.loader import load_folder
from webapp.services.keep_instrument import refuse_changed, used_versions


def check_instruments(database: Database, folder: Path) -> Catalogue:
    """The instruments of the folder. Raises InstrumentError, InstrumentChangedError."""
    catalogue = load_folder(folder)
    with database.reading() as session:
        refuse_changed(used_versions(session), catalogue)
    return catalogue
