"""The hash chain of the audit log, computed again outside the database: no PostgreSQL is needed to check it."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

HASHED = (
    "id", "chain_id", "sequence", "firm_id", "company_id", "actor_id", "kind", "subject_type", "subject_id", "data",
    "occurred_at",
)  # fmt: skip


def first_fault(events: Iterable[Mapping[str, Any]]) -> int | None:
    """The place in the chain where it first does not hold, or None when every event follows the one before it."""
    before = ""
    for place, event in enumerate(events, start=1):
        holds = event.get("sequence") == place and event.get("previous_hash") == before
        if not holds or _hash_of(event) != event.get("hash"):
            return place
        before = event["hash"]
    return None


def _hash_of(event: Mapping[str, Any]) -> str:
    """The function `audit_event_hash` of the database, in Python."""
    if set(HASHED) - set(event):
        return ""
    values = [_moment(event[name]) if name == "occurred_at" else event[name] for name in HASHED]
    try:
        return sha256(bytes.fromhex(event["previous_hash"]) + _as_jsonb(values).encode()).hexdigest()
    except ValueError:
        return ""


def _moment(text: Any) -> str:
    """A moment in UTC without its zone, as it was hashed."""
    return str(text).removesuffix("+00:00")


def _as_jsonb(value: Any) -> str:
    """JSON in the form that PostgreSQL gives it: shorter keys first, then by their bytes."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return "{" + ", ".join(f"{_as_jsonb(key)}: {_as_jsonb(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_as_jsonb(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)
