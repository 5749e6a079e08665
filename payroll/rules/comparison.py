"""What is different from last month, and why: only what has no reason needs a person."""

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum

from common.money import Ore


class Reason(StrEnum):
    """Why a net pay differs from last month's."""

    NEW = "NEW"
    RATE_CHANGED = "RATE_CHANGED"
    ABSENCE = "ABSENCE"
    OVERTIME = "OVERTIME"
    ADDITIONAL_TIME = "ADDITIONAL_TIME"
    VACATION = "VACATION"
    HOURS = "HOURS"
    TAX = "TAX"
    GIVEN = "GIVEN"
    UNEXPLAINED = "UNEXPLAINED"


SALARY = {"monthly_salary", "part_month_salary"}
OVERTIME = {"overtime_simple", "overtime_qualified"}
HOURLY = {"hourly_pay", "hourly_vacation_pay", "unsocial_hours"}
TAX = {
    "preliminary_tax",
    "secondary_income_tax",
    "adjusted_tax",
    "fixed_tax",
    "sink_tax",
    "artist_sink_tax",
    "no_tax",
    "student_free_tax",
    "low_income_free_tax",
    "extra_tax",
    "one_off_tax",
}
SICK = frozenset({"sick_pay", "sick_pay_unsocial", "sick_supplement"})
VACATION = {
    "vacation_supplement",
    "vacation_pay",
    "vacation_variable_pay",
    "vacation_day_deduction",
    "unpaid_vacation_deduction",
    "vacation_compensation",
}
ITEMS: dict[Reason, set[str]] = {
    Reason.RATE_CHANGED: SALARY,
    Reason.OVERTIME: OVERTIME,
    Reason.ADDITIONAL_TIME: {"additional_time"},
    Reason.VACATION: VACATION,
    Reason.HOURS: HOURLY,
}


@dataclass(frozen=True)
class Comparison:
    """Net pay now and before (None for someone new), in öre, and the reasons for the difference."""

    now: Ore
    before: Ore | None
    reasons: tuple[Reason, ...]

    @property
    def difference(self) -> Ore:
        """Now less before; all of it for someone new."""
        return self.now - (self.before or 0)


def compare(
    now: Ore, items: dict[str, Ore], before: Ore | None, items_before: dict[str, Ore], given: Container[str] = ()
) -> Comparison:
    """Compare two payslips by net pay and by the sums of their pay items; `given` items are decided by people."""
    if before is None:
        return Comparison(now, None, (Reason.NEW,))
    if now == before:
        return Comparison(now, before, ())
    changed = {item for item in items.keys() | items_before.keys() if items.get(item, 0) != items_before.get(item, 0)}
    decided = {item for item in changed if item in given}
    absence = {item for item in changed - decided if _is_absence(item)}
    known = {**ITEMS, Reason.ABSENCE: absence, Reason.GIVEN: decided}
    reasons = [reason for reason in Reason if changed & known.get(reason, set())]
    if not changed or changed - set().union(*known.values(), TAX):
        reasons.append(Reason.UNEXPLAINED)
    return Comparison(now, before, tuple(reasons) or (Reason.TAX,))


def _is_absence(item: str) -> bool:
    return item in SICK or ("_deduction" in item and item not in VACATION)
