"""What commands work on: settings, database and instruments, each made when first needed."""

from functools import cached_property

import click

from webapp.db.schema import ensure_schema
from webapp.instrument.catalogue import Catalogue
from webapp.instrument.loader import load_folder
from webapp.platform import Platform
from webapp.services.check_instruments import check_instruments
from webapp.services.keep_instrument import used_versions
from webapp.settings import Settings


class Installation:
    """The installation that the environment points to; `ctx.obj` of every command."""

    @cached_property
    def settings(self) -> Settings:
        """The settings. Raises SettingError."""
        return Settings.from_env()

    @cached_property
    def platform(self) -> Platform:
        """The parts, with the tables in place. Raises SettingError, SchemaError."""
        platform = Platform.from_settings(self.settings)
        try:
            ensure_schema(platform.database)
        except BaseException:
            platform.database.dispose()
            raise
        return platform

    def used_versions(self) -> dict[tuple[str, str], str]:
        """(instrument id, version) → content hash of what rounds use."""
        with self.platform.database.reading() as session:
            return used_versions(session)

    def catalogue(self) -> Catalogue:
        """The instruments as their files are now. Raises InstrumentError."""
        return load_folder(self.settings.instruments_dir)

    def checked_catalogue(self) -> Catalogue:
        """As `catalogue`; refuses a file that changed under a version that a round uses."""
        return check_instruments(self.platform.database, self.settings.instruments_dir)

    def close(self) -> None:
        """Let go of the database, where one was opened."""
        if "platform" in self.__dict__:
            self.platform.database.dispose()


pass_installation = click.make_pass_decorator(Installation)
