"""Models, one a file."""

from bundles.models.bundle_file import BundleFile
from bundles.models.exit_bundle import ExitBundle
from bundles.models.stored_chunk import StoredChunk

__all__ = ["BundleFile", "ExitBundle", "StoredChunk"]
