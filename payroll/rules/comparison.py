"""What is different from last month, and why: only what has no reason needs a person."""

from collections.abc import Container
from enum import StrEnum

from common.money import Ore
from common.values import frozen


class Reason(StrEnum):
    """Why a payslip differs from last month's."""

    NEW = "NEW"
    FIRST_HERE = "FIRST_HERE"
    PART_MONTH = "PART_MONTH"
    NO_SALARY = "NO_SALARY"
    RATE_CHANGED = "RATE_CHANGED"
    ABSENCE = "ABSENCE"
    OVERTIME = "OVERTIME"
    ADDITIONAL_TIME = "ADDITIONAL_TIME"
    VACATION = "VACATION"
    HOURS = "HOURS"
    TAX = "TAX"
    GIVEN = "GIVEN"
    UNEXPLAINED = "UNEXPLAINED"


MONTH, PART = "monthly_salary", "part_month_salary"
SALARY = {MONTH, PART}
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
    Reason.OVERTIME: OVERTIME,
    Reason.ADDITIONAL_TIME: {"additional_time"},
    Reason.VACATION: VACATION,
    Reason.HOURS: HOURLY,
}


@frozen
class Comparison:
    """Net pay now and before (None for someone new), in öre, and the reasons for the difference."""

    now: Ore
    before: Ore | None
    reasons: tuple[Reason, ...]

    @property
    def difference(self) -> Ore:
        """Now less before; all of it for someone new."""
        return self.now - (self.before or 0)


def first_pay(now: Ore, *, is_hired_now: bool) -> Comparison:
    """A payslip with none before it, of somebody who is new or has been here without pay."""
    return Comparison(now, None, (Reason.NEW if is_hired_now else Reason.FIRST_HERE,))


def compare(
    now: Ore, items: dict[str, Ore], before: Ore, items_before: dict[str, Ore], given: Container[str] = ()
) -> Comparison:
    """Compare two payslips by net pay and by the sums of their pay items; `given` items are decided by people.

    The same net pay may be made of other pay and other tax, as when an attachment of earnings takes the difference.
    """
    changed = {item for item in items.keys() | items_before.keys() if items.get(item, 0) != items_before.get(item, 0)}
    decided = {item for item in changed if item in given}
    absence = {item for item in changed - decided if _is_absence(item)}
    if now == before and not changed:
        return Comparison(now, before, ())
    salary = {_salary_reason(items, items_before): SALARY}
    known = {**ITEMS, **salary, Reason.ABSENCE: absence, Reason.GIVEN: decided}
    reasons = [reason for reason in Reason if changed & known.get(reason, set())]
    if not changed or changed - set().union(*known.values(), TAX):
        reasons.append(Reason.UNEXPLAINED)
    return Comparison(now, before, tuple(reasons) or (Reason.TAX,))


def _salary_reason(items: dict[str, Ore], items_before: dict[str, Ore]) -> Reason:
    """Why the salary is another: by the days of the month before by what is agreed."""
    if items.get(PART) or items_before.get(PART):
        return Reason.PART_MONTH
    is_without = not items.get(MONTH) and not any(items.get(item) for item in HOURLY)
    return Reason.NO_SALARY if is_without else Reason.RATE_CHANGED


def _is_absence(item: str) -> bool:
    return item in SICK or ("_deduction" in item and item not in VACATION)
