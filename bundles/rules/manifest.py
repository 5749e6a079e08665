"""The manifest of a bundle: what is in it, with the hash of every file."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = "lonsam-exit-bundle"
VERSION = 1
NAME = "manifest.json"
README = "README.md"
AUDIT = "audit/events.jsonl"


class NotAManifest(ValueError):
    """The text is not the manifest of a bundle."""


@dataclass(frozen=True)
class Entry:
    """One file: `rows` is None for what is not a table."""

    path: str
    sha256: str
    size: int
    rows: int | None


@dataclass(frozen=True)
class Manifest:
    """What the bundle says about itself; `audit_head` is the hash of the newest event in it."""

    corporate_identity_number: str
    name: str
    created_at: str
    audit_head: str
    files: tuple[Entry, ...]
    version: int = VERSION
    format: str = FORMAT

    def rows_in(self, path: str) -> int:
        """How many rows a file has; none when it is not there."""
        return next((one.rows or 0 for one in self.files if one.path == path), 0)


def text_of(manifest: Manifest) -> bytes:
    """The manifest as it is written."""
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode() + b"\n"


def manifest_of(text: bytes) -> Manifest:
    """The manifest as it was read; an unknown version is told by its `version`. Raises NotAManifest."""
    try:
        data = json.loads(text)
        files = tuple(_entry(one) for one in data.pop("files"))
        manifest = Manifest(files=files, **data)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NotAManifest(str(error)[:80]) from error
    if manifest.format != FORMAT or not _is_whole(manifest):
        raise NotAManifest("Not the format.")
    return manifest


def _entry(data: dict[str, Any]) -> Entry:
    return Entry(**data)


def _is_whole(manifest: Manifest) -> bool:
    texts = (manifest.corporate_identity_number, manifest.name, manifest.created_at, manifest.audit_head)
    return all(isinstance(one, str) for one in texts) and _are_entries(manifest.files)


def _are_entries(files: Iterable[Entry]) -> bool:
    return all(
        isinstance(one.path, str)
        and isinstance(one.sha256, str)
        and isinstance(one.size, int)
        and isinstance(one.rows, int | None)
        for one in files
    )
