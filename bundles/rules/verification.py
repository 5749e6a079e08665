"""Whether a bundle is what its manifest says, from the file alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from bundles.rules import chain
from bundles.rules.lines import row_of
from bundles.rules.manifest import AUDIT, NAME, VERSION, Entry, Manifest, NotAManifest, manifest_of

MANIFEST_LIMIT = 64 * 1024 * 1024
TOTAL_LIMIT = 8 * 1024**3
LINE_LIMIT = 4 * 1024 * 1024
PIECE = 1024 * 1024


class FaultKind(StrEnum):
    """What can be wrong with a bundle."""

    UNREADABLE = "UNREADABLE"
    VERSION = "VERSION"
    MISSING = "MISSING"
    UNLISTED = "UNLISTED"
    CHANGED = "CHANGED"
    CHAIN = "CHAIN"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and with which file."""

    kind: FaultKind
    path: str = ""


def read_manifest(archive: ZipFile) -> Manifest:
    """The manifest in the archive. Raises NotAManifest."""
    try:
        with archive.open(NAME) as file:
            return manifest_of(file.read(MANIFEST_LIMIT))
    except (KeyError, BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError) as error:
        raise NotAManifest(str(error)[:80]) from error


def faults_of(archive: ZipFile) -> Iterator[Fault]:
    """Everything that is wrong, in the order of the manifest; nothing for a whole bundle."""
    try:
        manifest = read_manifest(archive)
    except NotAManifest:
        yield Fault(FaultKind.UNREADABLE, NAME)
        return
    if manifest.version != VERSION:
        yield Fault(FaultKind.VERSION, str(manifest.version))
        return
    if sum(one.size for one in manifest.files) > TOTAL_LIMIT:
        yield Fault(FaultKind.UNREADABLE, NAME)
        return
    changed = list(_faults_of_files(archive, manifest))
    yield from changed
    if not changed:
        yield from _faults_of_chain(archive, manifest)


def _faults_of_files(archive: ZipFile, manifest: Manifest) -> Iterator[Fault]:
    listed = [one.path for one in manifest.files]
    present = archive.namelist()
    for path in sorted(set(present) - {*listed, NAME}):
        yield Fault(FaultKind.UNLISTED, path)
    if len(set(present)) != len(present) or len(set(listed)) != len(listed):
        yield Fault(FaultKind.UNREADABLE, NAME)
        return
    for entry in manifest.files:
        if entry.path not in present:
            yield Fault(FaultKind.MISSING, entry.path)
        elif not _is_as_listed(archive, entry):
            yield Fault(FaultKind.CHANGED, entry.path)


def _is_as_listed(archive: ZipFile, entry: Entry) -> bool:
    """Reads no further than the size that was listed, whatever the archive unpacks to."""
    digest, size, rows = sha256(), 0, 0
    try:
        with archive.open(entry.path) as file:
            while piece := file.read(PIECE):
                size += len(piece)
                if size > entry.size:
                    return False
                digest.update(piece)
                rows += piece.count(b"\n")
    except (BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError):
        return False
    is_counted = entry.rows is None or entry.rows == rows
    return size == entry.size and digest.hexdigest() == entry.sha256 and is_counted


def _faults_of_chain(archive: ZipFile, manifest: Manifest) -> Iterator[Fault]:
    newest = ""

    def events() -> Iterator[dict[str, object]]:
        nonlocal newest
        for event in rows_of(archive, AUDIT):
            newest = str(event.get("hash", ""))
            yield event

    try:
        broken = chain.first_fault(events())
    except (ValueError, KeyError, RecursionError):
        broken = 0
    if broken is not None or newest != manifest.audit_head:
        yield Fault(FaultKind.CHAIN, AUDIT)


def rows_of(archive: ZipFile, path: str) -> Iterator[dict[str, object]]:
    """The rows of a file, one at a time. Raises KeyError, ValueError."""
    with archive.open(path) as file:
        while line := file.readline(LINE_LIMIT):
            yield row_of(line)
