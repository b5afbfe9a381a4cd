"""The keystore: a folder outside the database and its backups, one private key per meeting."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

KEY_SIZE = 32
_NAMELESS = ".gone"

_SAFE_ID = re.compile(r"[a-z0-9]{1,40}")


class KeyMissingError(Exception):
    """The private key of a meeting is not in this keystore."""


class Keystore:
    """Keys by meeting id. Every write and every destruction is on the disk when it returns."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, meeting_id: str, private_key: bytes) -> None:
        """Keep a key, mode 0600, synced with its folder. Raises OSError, FileExistsError."""
        descriptor = os.open(self._path(meeting_id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(descriptor, private_key)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        self._sync_folder()

    def get(self, meeting_id: str) -> bytes:
        """The key. Raises KeyMissingError when it is not there or not whole."""
        try:
            key = self._path(meeting_id).read_bytes()
        except FileNotFoundError:
            raise KeyMissingError(meeting_id) from None
        if len(key) != KEY_SIZE:
            raise KeyMissingError(meeting_id)
        return key

    def has(self, meeting_id: str) -> bool:
        """Whether the key is there."""
        return self._path(meeting_id).exists()

    def destroy(self, meeting_id: str) -> None:
        """Overwrite and remove a key; nothing happens when it is already gone.

        It loses its name first: nobody ever finds a key that is half overwritten.
        """
        path = self._path(meeting_id)
        nameless = path.with_name(f"{meeting_id}-{secrets.token_hex(8)}{_NAMELESS}")
        try:
            path.rename(nameless)
        except FileNotFoundError:
            return
        self._erase(nameless)

    def sweep(self) -> None:
        """Erase what a crash in the middle of `destroy` left."""
        for path in self._folder.glob(f"*{_NAMELESS}"):
            self._erase(path)

    def meeting_ids(self) -> set[str]:
        """The meetings whose key is here."""
        return {path.stem for path in self._folder.glob("*.key")}

    def _erase(self, path: Path) -> None:
        with suppress(FileNotFoundError):  # another process sweeps as well
            descriptor = os.open(path, os.O_WRONLY)
            try:
                os.write(descriptor, os.urandom(KEY_SIZE))
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            path.unlink()
        self._sync_folder()

    def _path(self, meeting_id: str) -> Path:
        if not _SAFE_ID.fullmatch(meeting_id):
            raise ValueError(f"not the id of a meeting: {meeting_id!r}")
        return self._folder / f"{meeting_id}.key"

    def _sync_folder(self) -> None:
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
