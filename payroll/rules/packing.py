"""What payslips keep about themselves, as it is stored: positions instead of names, figures of the law by their keys.

Millions of payslips say the same few figures, each with its source: they are kept once, under what they say.
"""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from employment.rules.cost_splits import written
from payroll.rules.canonical import canonical_text
from payroll.rules.result import Contribution, Explanation, PayslipLine, PayslipResult, SickState, Unit
from payroll.statutory import Figure

Packed = Sequence[Any]
Said = dict[str, Any]
KEY_BYTES, ID_LENGTH, SHORT_ID_LENGTH = 9, 36, 22
EMPTY: Packed = ["", "", "", [], [], []]


class PackedPayslip(NamedTuple):
    """What is packed of a payslip, as texts, and its lines by column."""

    lines: list[Said]
    contributions: str
    sick_state: str
    shares: str


def packed_payslip(result: PayslipResult) -> PackedPayslip:
    """A payslip's lines, contributions, sick state and shares as they are stored."""
    return PackedPayslip(
        [_line(one) for one in result.lines],
        canonical_text(packed_contributions(result.contributions)),
        canonical_text(packed_sick_state(result.sick_state)),
        canonical_text(written(result.shares)),
    )


def _line(line: PayslipLine) -> Said:
    said = {**vars(line), "explanation": canonical_text(packed_explanation(line.explanation))}
    said["group"], said["unit"] = str(line.group), str(line.unit)
    return said


@lru_cache(maxsize=4096)
def figure_key(figure: Figure) -> str:
    """Twelve characters that stand for a figure with everything that is said of it."""
    return urlsafe_b64encode(hashlib.sha256(canonical_text(figure).encode()).digest()[:KEY_BYTES]).decode()


def packed_explanation(explanation: Explanation) -> Packed:
    """Rule, law and formula, then inputs, keys of figures, and references; what is empty at the end is left out."""
    return _row(
        explanation.rule,
        explanation.law,
        explanation.formula,
        [_input(one.name, one.value, one.unit) for one in explanation.inputs],
        [figure_key(one) for one in explanation.figures],
        explanation.references,
    )


def packed_contributions(contributions: Sequence[Contribution]) -> list[Packed]:
    """Group, rate, basis, amount and explanation of each."""
    return [(one.group, one.rate, one.basis, one.amount, packed_explanation(one.explanation)) for one in contributions]


def packed_sick_state(state: SickState) -> Packed:
    """Last day, days counted, what is left to deduct, the days of deductions, and days."""
    return [state.last_day, state.days_counted, state.deduction_left, state.deduction_days, state.days]


def explanation_packed_again(said: Said) -> Packed:
    """An explanation by names, as `explanation_by_names` gives it, in positions."""
    inputs = [_input(one["name"], one["value"], one["unit"]) for one in said["inputs"]]
    return _row(said["rule"], said["law"], said["formula"], inputs, said["figures"], said["references"])


def contributions_packed_again(said: Sequence[Said]) -> list[Packed]:
    """Contributions by names in positions."""
    return [
        [one["group"], one["rate"], one["basis"], one["amount"], explanation_packed_again(one["explanation"])]
        for one in said
    ]


def sick_state_packed_again(said: Said) -> Packed:
    """A sick state by names in positions."""
    return [said[name] for name in ("last_day", "days_counted", "deduction_left", "deduction_days", "days")]


def explanation_by_names(stored: Packed) -> Said:
    """A stored explanation. A figure is its key, or all that is said of it where it was stored before keys."""
    rule, law, formula, inputs, figures, references = [*stored, *EMPTY[len(stored) :]]
    return {
        "rule": rule,
        "law": law,
        "formula": formula,
        "inputs": [{"name": one[0], "value": one[1], "unit": one[2] if one[2:] else Unit.NONE} for one in inputs],
        "figures": figures,
        "references": [_long(one) for one in references],
    }


def contributions_by_names(stored: Sequence[Packed]) -> list[Said]:
    """Stored contributions."""
    return [
        {
            "group": group,
            "rate": rate,
            "basis": basis,
            "amount": amount,
            "explanation": explanation_by_names(explanation),
        }
        for group, rate, basis, amount, explanation in stored
    ]


def sick_state_by_names(stored: Packed) -> Said:
    """A stored sick state."""
    last_day, counted, left, deducted, days = stored
    return {
        "last_day": last_day,
        "days_counted": counted,
        "deduction_left": left,
        "deduction_days": deducted,
        "days": days,
    }


def _row(rule: str, law: str, formula: str, inputs: list[Any], figures: Sequence[Any], references: Any) -> Packed:
    row: list[Any] = [rule, law, formula, inputs, figures, [_short(one) for one in references]]
    while row and not row[-1]:
        row.pop()
    return row


def _input(name: str, value: str, unit: str) -> Packed:
    return (name, value) if unit == Unit.NONE else (name, value, unit)


def _short(reference: str) -> str:
    """An id with sixty-four digits instead of sixteen; what is no id stays. Raises ValueError for a false one."""
    if len(reference) != ID_LENGTH:
        return reference
    return urlsafe_b64encode(bytes.fromhex(reference.replace("-", "")))[:SHORT_ID_LENGTH].decode()


def _long(reference: str) -> str:
    """The id again; those that were stored before they were short stay."""
    if len(reference) != SHORT_ID_LENGTH:
        return reference
    return str(UUID(bytes=urlsafe_b64decode(f"{reference}==")))
