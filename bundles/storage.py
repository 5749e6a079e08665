"""Files in the database, in pieces: nothing here holds more than one piece in memory."""

import tempfile
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import IO
from uuid import UUID

from bundles.models import StoredChunk

PIECE = 4 * 1024 * 1024
ARCHIVE = ""
"""The path of the archive itself; what goes into it is stored under its own path, packed."""


class Sink:
    """Takes lines, stores them in packed pieces, and knows size, rows and hash at the end."""

    def __init__(self, *, company_id: UUID, owner_id: UUID, path: str) -> None:
        self._place = {"company_id": company_id, "owner_id": owner_id, "path": path}
        self._waiting, self._number, self._digest = bytearray(), 0, sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        """Take some bytes."""
        self._waiting += data
        self._digest.update(data)
        self.size += len(data)
        if len(self._waiting) >= PIECE:
            self._store()

    def close(self) -> str:
        """Store what is left; the hash of everything."""
        if self._waiting or not self._number:
            self._store()
        return self._digest.hexdigest()

    def _store(self) -> None:
        content = zlib.compress(bytes(self._waiting), 1)
        StoredChunk.objects.create(**self._place, number=self._number, content=content)
        self._waiting.clear()
        self._number += 1


def read_stored(owner_id: UUID, path: str) -> Iterator[bytes]:
    """The pieces of a file that a `Sink` stored."""
    for content in _contents(owner_id, path):
        yield zlib.decompress(content)


def store_archive(file: IO[bytes], *, company_id: UUID, owner_id: UUID) -> tuple[int, str]:
    """Store a whole file as the owner's archive; its size and hash."""
    return store_pieces(iter(lambda: file.read(PIECE), b""), company_id=company_id, owner_id=owner_id)


def store_pieces(pieces: Iterable[bytes], *, company_id: UUID, owner_id: UUID) -> tuple[int, str]:
    """Store pieces as the owner's archive; its size and hash."""
    digest, size = sha256(), 0
    for number, piece in enumerate(pieces):
        StoredChunk.objects.create(company_id=company_id, owner_id=owner_id, path=ARCHIVE, number=number, content=piece)
        digest.update(piece)
        size += len(piece)
    return size, digest.hexdigest()


def archive_as_file(owner_id: UUID) -> IO[bytes]:
    """The owner's archive as a temporary file that is gone when it is closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever reads it closes it
    for content in _contents(owner_id, ARCHIVE):
        file.write(content)
    file.seek(0)
    return file


def forget(owner_id: UUID, *, keep_archive: bool = False, only_archive: bool = False) -> None:
    """Remove the owner's stored files."""
    chunks = StoredChunk.objects.filter(owner_id=owner_id)
    if keep_archive:
        chunks = chunks.exclude(path=ARCHIVE)
    if only_archive:
        chunks = chunks.filter(path=ARCHIVE)
    chunks.delete()


def _contents(owner_id: UUID, path: str) -> Iterator[bytes]:
    """One query a piece: a driver that fetches whole results never holds more than one."""
    chunks = StoredChunk.objects.filter(owner_id=owner_id, path=path)
    for number in chunks.order_by("number").values_list("number", flat=True):
        yield bytes(chunks.values_list("content", flat=True).get(number=number))
