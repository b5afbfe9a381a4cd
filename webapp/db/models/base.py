"""What every table shares: named constraints, and the kinds of ids."""

from sqlalchemy import MetaData, String
from sqlalchemy.orm import DeclarativeBase

RANDOM_ID = String(10)
CODE = String(40)
WITHOUT_ROWID = {"sqlite_with_rowid": False}


class Base(DeclarativeBase):
    """All tables; constraints are named, so that a migration can name them too."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
