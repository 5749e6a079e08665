"""Where a bundle and an import stand."""

from enum import StrEnum


class BundleState(StrEnum):
    """A bundle is built once and then only read."""

    BUILDING = "BUILDING"
    READY = "READY"
    FAILED = "FAILED"


class ImportState(StrEnum):
    """A file is checked, shown, and then taken in whole or not at all."""

    CHECKING = "CHECKING"
    CHECKED = "CHECKED"
    REFUSED = "REFUSED"
    IMPORTING = "IMPORTING"
    IMPORTED = "IMPORTED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


OPEN_IMPORTS = (ImportState.CHECKING, ImportState.CHECKED, ImportState.IMPORTING)
WORKING_IMPORTS = (ImportState.CHECKING, ImportState.IMPORTING)
