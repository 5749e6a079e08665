"""Where a bundle and an import stand."""

from enum import StrEnum


class BundleState(StrEnum):
    """A bundle is built once and then only read."""

    BUILDING = "BUILDING"
    READY = "READY"
    FAILED = "FAILED"
