"""Models, one a file."""

from bundles.models.bundle_file import BundleFile
from bundles.models.bundle_import import BundleImport
from bundles.models.exit_bundle import ExitBundle
from bundles.models.stored_chunk import StoredChunk

__all__ = ["BundleFile", "BundleImport", "ExitBundle", "StoredChunk"]
