"""The secret of one mailing: the slips that follow from it, and the addresses sealed with it.

While mails leave, each slip can be worked out again from its recipient: whoever gets a mail twice
after a crash has the same slip twice. Once the secret is gone nobody can, with no copy of anything.
"""

import hashlib
import hmac
import os
from typing import NamedTuple, Self

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

from webapp.sealing.codes import ALPHABET, SLIP_LENGTH

SECRET_SIZE = 32
PADDED_SIZE = 320
LONGEST_ADDRESS = 254


class MailingSecretError(Exception):
    """What was sealed belongs to another secret, or is damaged."""


class Recipient(NamedTuple):
    """Who gets a mail, and in which language."""

    address: str
    language: str


class MailingSecret:
    """Works out slips and opens addresses; lives in memory only, and sealed in the database."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != SECRET_SIZE:
            raise MailingSecretError
        self._slips = _part(secret, b"slips")
        self._addresses = SecretBox(_part(secret, b"addresses"))
        self._secret = secret

    @classmethod
    def new(cls) -> Self:
        """Drawn by chance."""
        return cls(os.urandom(SECRET_SIZE))

    @classmethod
    def opened(cls, sealed: bytes, private_key: bytes) -> Self:
        """The secret that was sealed for this key. Raises MailingSecretError."""
        try:
            return cls(SealedBox(PrivateKey(private_key)).decrypt(sealed))
        except CryptoError:
            raise MailingSecretError from None

    def sealed_for(self, public_key: bytes) -> bytes:
        """The secret, so that only the private key of this public key opens it."""
        return SealedBox(PublicKey(public_key)).encrypt(self._secret)

    def slip_of(self, meeting_id: str, address: str) -> str:
        """HMAC-SHA256(secret, meeting | address) in the signs of slips.

        2²⁵⁶ is so much more than 28¹² that what is left of the division is even: each slip is as
        likely as any other to within 2⁻¹⁹⁸. Small and capital letters are one address.
        """
        message = f"{meeting_id}\0{address.lower()}".encode()
        number = int.from_bytes(hmac.digest(self._slips, message, hashlib.sha256))
        signs = []
        for _n in range(SLIP_LENGTH):
            number, at = divmod(number, len(ALPHABET))
            signs.append(ALPHABET[at])
        return "".join(signs)

    def seal(self, recipient: Recipient) -> bytes:
        """An address and its language, always equally long."""
        plain = f"{recipient.language}{recipient.address}".encode("ascii")
        if len(plain) > LONGEST_ADDRESS + 2:
            raise ValueError("an address is at most 254 signs")
        return bytes(self._addresses.encrypt(plain.ljust(PADDED_SIZE, b"\0")))

    def open(self, sealed: bytes) -> Recipient:
        """What `seal` sealed. Raises MailingSecretError."""
        try:
            plain = self._addresses.decrypt(sealed).rstrip(b"\0").decode("ascii")
        except (CryptoError, UnicodeDecodeError):
            raise MailingSecretError from None
        return Recipient(plain[2:], plain[:2])


def _part(secret: bytes, name: bytes) -> bytes:
    return hmac.digest(secret, b"mailing\0" + name, hashlib.sha256)
