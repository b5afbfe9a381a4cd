"""The sealed envelope: one person's answers, padded to one size and closed with a public key."""

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

PADDED_SIZE = 8192
SEALED_SIZE = PADDED_SIZE + 48  # libsodium's sealed box adds a key of 32 and a tag of 16 bytes
MAX_TEXT_BYTES = 6000
MAX_BLOCKS = 400  # what fits beside the text, with a remark at every block…
MAX_THEMES = 45  # …and at every theme
BLANK = 255

_VERSION = 1
_HEAD = struct.Struct(">BHH")  # version, number of ratings, number of remarks
_REMARK = struct.Struct(">HH")  # place, bytes of text


class EnvelopeError(Exception):
    """An envelope cannot be opened: another key, or damaged."""


class SheetTooLongError(Exception):
    """The texts of one sheet are longer than an envelope holds."""


class PlacedRemark(NamedTuple):
    """A remark and its place: a block's index, or the number of blocks + a theme's index."""

    place: int
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one person filled in, by place: no ids, no person, no time.

    `ratings[i]` is the index in the scale of the option chosen for the i-th block of the
    group, BLANK where nothing was chosen.
    """

    ratings: tuple[int, ...]
    remarks: tuple[PlacedRemark, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was filled in."""
        return not self.remarks and all(index == BLANK for index in self.ratings)


def new_key_pair() -> tuple[bytes, bytes]:
    """A fresh X25519 pair: (private key, public key), 32 bytes each."""
    private_key = PrivateKey.generate()
    return bytes(private_key), bytes(private_key.public_key)


def seal(sheet: Sheet, public_key: bytes) -> bytes:
    """The sheet as SEALED_SIZE bytes, whatever is in it. Raises SheetTooLongError."""
    packed = _pack(sheet)
    if len(packed) > PADDED_SIZE:
        raise SheetTooLongError
    return SealedBox(PublicKey(public_key)).encrypt(packed.ljust(PADDED_SIZE, b"\0"))


class Opener:
    """Opens the envelopes of one meeting with its private key."""

    def __init__(self, private_key: bytes) -> None:
        self._box = SealedBox(PrivateKey(private_key))

    def open(self, sealed: bytes) -> Sheet:
        """The sheet in the envelope. Raises EnvelopeError."""
        try:
            return _unpack(self._box.decrypt(sealed))
        except (CryptoError, struct.error, UnicodeDecodeError) as error:
            raise EnvelopeError(type(error).__name__) from None


def nullifier(meeting_id: str, secret: str) -> bytes:
    """What an envelope is stored under: the same slip always gives the same 32 bytes.

    SHA-256("v1" ‖ meeting ‖ slip): nobody gets from it to the slip, and the slips of two
    meetings have nothing in common.
    """
    return hashlib.sha256(b"v1\0" + meeting_id.encode() + b"\0" + secret.encode()).digest()


def slip_hash(slip: str) -> bytes:
    """What is kept of a slip, 32 bytes: enough to recognise it, not to print it again."""
    return hashlib.sha256(b"slip\0" + slip.encode()).digest()


def text_size(texts: Sequence[str]) -> int:
    """How many bytes these texts take together; at most MAX_TEXT_BYTES go on one sheet."""
    return sum(len(text.encode()) for text in texts)


def _pack(sheet: Sheet) -> bytes:
    parts = [_HEAD.pack(_VERSION, len(sheet.ratings), len(sheet.remarks)), bytes(sheet.ratings)]
    for remark in sheet.remarks:
        text = remark.text.encode()
        parts += [_REMARK.pack(remark.place, len(text)), text]
    return b"".join(parts)


def _unpack(packed: bytes) -> Sheet:
    version, n_ratings, n_remarks = _HEAD.unpack_from(packed)
    if version != _VERSION:
        raise struct.error
    offset = _HEAD.size + n_ratings
    ratings = tuple(packed[_HEAD.size : offset])
    remarks = []
    for _ in range(n_remarks):
        place, size = _REMARK.unpack_from(packed, offset)
        offset += _REMARK.size
        remarks.append(PlacedRemark(place, packed[offset : offset + size].decode()))
        offset += size
    return Sheet(ratings, tuple(remarks))
