"""What a database can raise, for rooms that know no SQL."""

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

__all__ = ["DatabaseError", "reason_of"]

DatabaseError = SQLAlchemyError


def reason_of(error: SQLAlchemyError) -> str:
    """Why, in one line of the driver's own words: no statement, no values, no password."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    lines = str(cause).strip().splitlines()
    return lines[0] if lines else type(cause).__name__
