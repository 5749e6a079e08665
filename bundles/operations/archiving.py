"""Putting the stored files of a bundle into one archive."""

import tempfile
from collections.abc import Iterable
from datetime import UTC
from hashlib import sha256
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from bundles.models import ExitBundle
from bundles.readme import readme
from bundles.rules.manifest import NAME, README, Entry, Manifest, text_of
from bundles.sections import events_of
from bundles.storage import read_stored, store_archive

THE_SAME_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every file in every archive: the same data are the same bytes."""
UNIX, READABLE = 3, 0o644 << 16


def write_archive(bundle: ExitBundle) -> tuple[int, str]:
    """Write the archive and store it; its size and hash. It is made on disk, one piece in memory at a time."""
    text = readme()
    files = [Entry(one.path, one.sha256, one.size, one.rows) for one in bundle.files.order_by("path")]
    entries = [Entry(README, sha256(text).hexdigest(), len(text), None), *files]
    manifest = text_of(_manifest(bundle, tuple(entries)))
    with tempfile.TemporaryFile() as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            _add(archive, NAME, len(manifest), [manifest])
            _add(archive, README, len(text), [text])
            for entry in files:
                _add(archive, entry.path, entry.size, read_stored(bundle.pk, entry.path))
        return _stored(file, bundle)


def _manifest(bundle: ExitBundle, files: tuple[Entry, ...]) -> Manifest:
    newest = events_of(bundle.company_id).order_by("-sequence").values_list("hash", flat=True).first()
    return Manifest(
        corporate_identity_number=bundle.company.corporate_identity_number,
        name=bundle.company.name,
        created_at=bundle.requested_at.astimezone(UTC).isoformat(timespec="seconds"),
        audit_head=bytes(newest or b"").hex(),
        files=files,
    )


def _add(archive: ZipFile, path: str, size: int, pieces: Iterable[bytes]) -> None:
    info = ZipInfo(path, THE_SAME_DAY)
    info.compress_type = ZIP_STORED if path.endswith(".pdf") else ZIP_DEFLATED
    info.create_system, info.external_attr, info.file_size = UNIX, READABLE, size
    with archive.open(info, "w") as target:
        for piece in pieces:
            target.write(piece)


def _stored(file: IO[bytes], bundle: ExitBundle) -> tuple[int, str]:
    file.seek(0)
    return store_archive(file, company_id=bundle.company_id, owner_id=bundle.pk)
