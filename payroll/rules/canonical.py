"""Values as canonical bytes: the same inputs and the same results are the same bytes, for ever and everywhere."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from payroll.rules.basis import PayslipBasis
from payroll.rules.result import PayslipResult
from payroll.statutory import Parameters


def plain(value: Any) -> Any:
    """A value as JSON: dataclasses by field name, decimals and dates as text."""
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(content) for key, content in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return value


def digest(value: Any) -> str:
    """SHA-256 of the canonical bytes, in hex."""
    text = json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint_of(basis: PayslipBasis, parameters: Parameters, engine_version: int) -> str:
    """What a payslip was computed from: inputs, the law's figures, and the version of the rules."""
    ordered = sorted(basis.registrations, key=lambda one: (one.day, one.kind, one.minutes, one.reference))
    inputs = {**plain(basis), "registrations": plain(ordered)}
    return digest({"basis": inputs, "parameters": _parameters_digest(parameters), "engine": engine_version})


_digests: dict[int, str] = {}


def _parameters_digest(parameters: Parameters) -> str:
    key = id(parameters)
    if key not in _digests:
        _digests[key] = digest(parameters)
    return _digests[key]


def result_digest(results: list[PayslipResult]) -> str:
    """The digest of a run's results, whatever order they came in."""
    return digest(sorted(results, key=lambda result: result.employee_id))
