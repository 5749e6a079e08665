"""Values as canonical bytes: the same inputs and the same results are the same bytes, for ever and everywhere."""

import hashlib
from collections.abc import Hashable, Sequence
from dataclasses import fields
from decimal import Decimal
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

import orjson

from payroll.rules.basis import Agreement, PayslipBasis, Tax
from payroll.statutory import Parameters

FIRST_OF_TAX = frozenset({"method", "table", "column"})
LATER_OF_BASIS = frozenset(
    {
        "vacation",
        "given",
        "workdays",
        "sick_protection",
        "shifts",
        "special_days",
        "hours_before",
        "shares",
        "accounts",
        "paid_in_month",
        "vacation_turn",
    }
)
"""What came later is left out where nothing is known of it: payslips from before it keep their fingerprints."""
LATER_IN_AGREEMENT = (
    "sick_supplement_rate",
    "sick_supplement_above_rate",
    "sick_supplement_last_day",
    "unsocial",
    "qualifying_weeks",
)
"""Left out where it is what it was when agreements did not say it."""
LATER_IN_YEAR = ("benefits",)
LATER_IN_VACATION = ("new_year",)
LATER_IN_GIVEN = ("cost_centre", "project")
# Years and columns are keys as well; the fields of a dataclass are only put in order if it comes as names.
_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_NON_STR_KEYS


def canonical_text(value: Any) -> str:
    """A value as JSON: dataclasses by field name, decimals and dates as text, keys (which are text) in order."""
    return _canonical(value).decode()


def _canonical(value: Any) -> bytes:
    return orjson.dumps(value, _plain, _OPTIONS)


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass. Raises TypeError for anything else."""
    return tuple(one.name for one in fields(kind))


def _plain(value: Any) -> Any:
    """One step for what JSON does not know. Raises TypeError for what has no canonical form."""
    kind = type(value)
    if kind is Decimal:
        shown = value.normalize()
        text = str(shown)
        return f"{shown:f}" if "E" in text else text
    if isinstance(value, tuple):
        return tuple(value)  # one whose positions have names
    names, content = _names_of(kind), vars(value)  # type: ignore[arg-type]
    return content if len(content) == len(names) else {name: content[name] for name in names}


def digest(value: Any) -> str:
    """SHA-256 of the canonical bytes, in hex."""
    return hashlib.sha256(_canonical(value)).hexdigest()


def fingerprint_of(basis: PayslipBasis, parameters: Parameters, engine_version: int) -> str:
    """What a payslip was computed from: inputs, the law's figures, and the version of the rules."""
    ordered = sorted(basis.registrations, key=attrgetter("day", "kind", "minutes", "reference"))
    inputs = {
        **_said_of_basis(basis),
        "registrations": [vars(one) for one in ordered],
        "planned_minutes": _shared_digest(basis.planned_minutes),
        "agreement": _agreement_digest(basis.agreement),
        "tax": said_of(basis.tax),
        "year_to_date": without(LATER_IN_YEAR, vars(basis.year_to_date)),
    }
    return digest({"basis": inputs, "parameters": _parameters_digest(parameters), "engine": engine_version})


def _said_of_basis(basis: PayslipBasis) -> dict[str, Any]:
    """The fields alone: what is worked out of them on the way is kept beside them."""
    values = vars(basis)
    said = {name: values[name] for name in _names_of(PayslipBasis) if values[name] or name not in LATER_OF_BASIS}
    if basis.vacation is not None:
        said["vacation"] = without(LATER_IN_VACATION, vars(basis.vacation))
    if basis.given:
        said["given"] = [without(LATER_IN_GIVEN, vars(one)) for one in basis.given]
    return said


def said_of(tax: Tax) -> dict[str, Any]:
    """What came later is left out where it says nothing: payslips from before it keep their fingerprints."""
    return {name: value for name, value in vars(tax).items() if value or name in FIRST_OF_TAX}


_NEW_TO_AGREEMENTS = {name: getattr(Agreement(), name) for name in LATER_IN_AGREEMENT}


@lru_cache(maxsize=1024)
def _agreement_digest(agreement: Agreement) -> str:
    """The digest of the figures, without those that came later and say nothing new."""
    said = vars(agreement).items()
    return digest({name: value for name, value in said if _NEW_TO_AGREEMENTS.get(name) != value})


@lru_cache(maxsize=1024)
def _shared_digest(value: Hashable) -> str:
    """The digest of something that many payslips have in common."""
    return digest(value)


_digests: dict[int, tuple[Parameters, str]] = {}


def _parameters_digest(parameters: Parameters) -> str:
    """The digest of the figures, worked out once; the figures are kept, so that nothing else takes their place."""
    known = _digests.get(id(parameters))
    if known is None:
        known = _digests[id(parameters)] = (parameters, digest(parameters))
    return known[1]


def without(later: Sequence[str], values: dict[str, Any]) -> dict[str, Any]:
    """The values without those that came later and say nothing: payslips from before them keep their digests."""
    said = dict(values)
    for name in later:
        if not said[name]:
            del said[name]
    return said
