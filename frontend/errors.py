"""What can go wrong while building, in words for a developer."""


class FrontendError(Exception):
    """The browser's files could not be made; the message says why and what to do."""
