"""The second factor: codes of six digits by time (RFC 6238), and codes for who lost the device."""

import base64
import hashlib
import hmac
import secrets
import time
from urllib.parse import quote

from sqlalchemy.orm import Session

from webapp.db.changes.staff import replace_recovery_codes, use_recovery_code
from webapp.db.database import Database
from webapp.db.models import Staff
from webapp.sealing.codes import new_id, new_slip, read_code

NEEDS_SECOND_FACTOR = ("beheerder", "inspecteur", "lezer")  # who sees providers by name
RECOVERY_CODES = 10
_SALT_BYTES = 20
_SECONDS = 30
_DIGITS = 6
_STEPS_ASIDE = 1  # clocks of telephones differ


def new_salt() -> bytes:
    """What the second factor of one account is made of, with the key of the installation."""
    return secrets.token_bytes(_SALT_BYTES)


def secret_of(salt: bytes, secret_key: str) -> bytes:
    """The secret in somebody's app: whoever has the database or a backup cannot make it."""
    return hmac.digest(secret_key.encode(), b"second factor\0" + salt, "sha1")


def shown_secret(secret: bytes) -> str:
    """As one types it into an app: base32 in groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def app_address(secret: bytes, email: str, issuer: str) -> str:
    """The otpauth: address for the QR code."""
    text = base64.b32encode(secret).decode()
    return f"otpauth://totp/{quote(issuer)}:{quote(email)}?secret={text}&issuer={quote(issuer)}"


def code_at(secret: bytes, step: int) -> str:
    """RFC 4226, section 5.3: the code of one step of thirty seconds since 1970."""
    digest = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**_DIGITS).zfill(_DIGITS)


def step_of(secret: bytes, typed: str, after: int | None) -> int | None:
    """The step that a typed code is of, later than the last one used; None: it is not right."""
    code = "".join(typed.split())
    now = int(time.time()) // _SECONDS
    for step in range(now - _STEPS_ASIDE, now + _STEPS_ASIDE + 1):
        is_right = hmac.compare_digest(code_at(secret, step).encode(), code.encode())
        if is_right and (after is None or step > after):
            return step
    return None


def set_up(
    database: Database, staff_id: str, typed: str, *, salt: bytes, secret_key: str
) -> tuple[str, ...] | None:
    """Keep a second factor once its first code is right; gives recovery codes to show once.

    Sign-ins of before end.
    """
    step = step_of(secret_of(salt, secret_key), typed, None)
    if step is None:
        return None
    codes = tuple(new_slip() for _ in range(RECOVERY_CODES))
    with database.writing() as session:
        staff = session.get_one(Staff, staff_id, with_for_update=True)
        staff.factor_salt, staff.factor_step = salt, step
        staff.sign_in_epoch = new_id()
        replace_recovery_codes(session, staff_id, [_code_hash(staff_id, one) for one in codes])
    return codes


def passes(database: Database, staff_id: str, typed: str, *, secret_key: str) -> bool:
    """Whether this is the code of now, or an unused recovery code; it is used up by this."""
    with database.writing() as session:
        staff = session.get_one(Staff, staff_id, with_for_update=True)
        return _passes(session, staff, secret_key, typed)


def _passes(session: Session, staff: Staff, secret_key: str, typed: str) -> bool:
    if staff.factor_salt is None:
        return False
    step = step_of(secret_of(staff.factor_salt, secret_key), typed, staff.factor_step)
    if step is not None:
        staff.factor_step = step
        return True
    code = read_code(typed)
    return code is not None and use_recovery_code(session, staff.id, _code_hash(staff.id, code))


def _code_hash(staff_id: str, code: str) -> bytes:
    return hashlib.sha256(f"recovery\0{staff_id}\0{code}".encode()).digest()
