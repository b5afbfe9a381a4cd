"""The keystore: a folder outside the database and its backups, one private key per meeting."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

KEY_SIZE = 32
_NAMELESS = ".gone"
_IDENTITY = "identity"

_SAFE_ID = re.compile(r"[a-z0-9]{1,40}")


class KeyMissingError(Exception):
    """The private key of a meeting is not in this keystore."""


class KeystoreElsewhereError(Exception):
    """Another host has the keystore."""


class Keystore:
    """Keys by meeting id. Every write and every destruction is on the disk when it returns."""

    is_here = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def identity(self) -> str | None:
        """The name by which a database knows this keystore; None: it never had one."""
        try:
            return (self._folder / _IDENTITY).read_text("ascii").strip() or None
        except FileNotFoundError:
            return None

    def name_itself(self) -> str:
        """Give it an identity where it has none; gives the one that it has then."""
        half = self._folder / f"{_IDENTITY}-{secrets.token_hex(8)}{_NAMELESS}"
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(descriptor, secrets.token_hex(16).encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        with suppress(FileExistsError):
            os.link(half, self._folder / _IDENTITY)
        half.unlink()
        self._sync_folder()
        return (self._folder / _IDENTITY).read_text("ascii").strip()

    def is_writable(self) -> bool:
        """Whether a key could be kept now."""
        probe = self._folder / f"probe-{secrets.token_hex(8)}{_NAMELESS}"
        try:
            probe.write_bytes(bytes(KEY_SIZE))
            probe.unlink()
        except OSError:
            return False
        return True

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

    def rename(self, spare_id: str, meeting_id: str) -> bool:
        """Give a key in stock the id of the meeting that it is for; False when neither is here."""
        if not self.has(meeting_id):
            with suppress(FileNotFoundError):  # another process does the same
                self._path(spare_id).rename(self._path(meeting_id))
                self._sync_folder()
        return self.has(meeting_id)

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


class AbsentKeystore(Keystore):
    """For a host that has no keystore: no key is here, and none can be kept."""

    is_here = False

    def __init__(self) -> None:
        """There is no folder."""

    @property
    def identity(self) -> str | None:
        return None

    def name_itself(self) -> str:
        raise KeystoreElsewhereError

    def is_writable(self) -> bool:
        return False

    def put(self, meeting_id: str, private_key: bytes) -> None:
        del private_key
        raise KeystoreElsewhereError(meeting_id)

    def get(self, meeting_id: str) -> bytes:
        raise KeyMissingError(meeting_id)

    def has(self, meeting_id: str) -> bool:
        del meeting_id
        return False

    def rename(self, spare_id: str, meeting_id: str) -> bool:
        del spare_id
        raise KeystoreElsewhereError(meeting_id)

    def destroy(self, meeting_id: str) -> None:
        """The host with the keystore does so once it sees that the meeting ended."""

    def sweep(self) -> None:
        """Nothing is here."""

    def meeting_ids(self) -> set[str]:
        return set()
