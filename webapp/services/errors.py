"""What services refuse, in the user's language; web and cli turn them into pages and lines."""


class RefusedError(Exception):
    """Something cannot be done; the message says why and what to do."""


class NotFoundError(RefusedError):
    """What was asked for does not exist."""


class WrongStateError(RefusedError):
    """It exists, but not in a state in which this can be done."""


class BadInputError(RefusedError):
    """What was given is not allowed: a wrong type, too long, unknown."""
