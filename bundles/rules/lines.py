"""Rows as JSON lines: the same values are the same bytes."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID


def plain(value: Any) -> Any:
    """A value as JSON knows it: dates and decimals are text, moments are UTC to the microsecond."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value


def line_of(row: Mapping[str, Any]) -> bytes:
    """One row as a line, columns in the order given."""
    plainly = {name: plain(value) for name, value in row.items()}
    return json.dumps(plainly, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def row_of(line: bytes) -> dict[str, Any]:
    """The row of a line. Raises ValueError when it is not one."""
    row = json.loads(line)
    if not isinstance(row, dict):
        raise ValueError("A line is not an object.")
    return row
