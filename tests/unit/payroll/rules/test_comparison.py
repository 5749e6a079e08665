"""Why a payslip differs from last month's."""

import pytest

from payroll.rules.comparison import Reason, compare, first_pay

SALARY = {"monthly_salary": 3_500_000, "preliminary_tax": -720_000}


def reasons(items: dict[str, int], before: dict[str, int]) -> tuple[Reason, ...]:
    return compare(sum(items.values()), items, sum(before.values()), before).reasons


def test_who_was_not_paid_the_month_before_is_new_only_when_just_hired() -> None:
    found = first_pay(2_780_000, is_hired_now=True)
    assert (found.reasons, found.before, found.difference) == ((Reason.NEW,), None, 2_780_000)
    assert first_pay(2_780_000, is_hired_now=False).reasons == (Reason.FIRST_HERE,)


def test_only_the_same_net_pay_of_the_same_lines_needs_no_reason() -> None:
    found = compare(2_780_000, SALARY, 2_780_000, SALARY)
    assert (found.reasons, found.difference) == ((), 0)
    taken = {"monthly_salary": 3_600_000, "preliminary_tax": -750_000, "attachment_of_earnings": -70_000}
    found = compare(2_780_000, taken, 2_780_000, SALARY, ["attachment_of_earnings"])
    assert (found.reasons, found.difference) == ((Reason.RATE_CHANGED, Reason.GIVEN), 0)


def test_a_part_of_a_month_and_a_month_without_salary_are_no_changed_salary() -> None:
    part = {"part_month_salary": 1_750_000, "preliminary_tax": -300_000}
    assert reasons(SALARY, part) == (Reason.PART_MONTH,)
    assert reasons(part, SALARY) == (Reason.PART_MONTH,)
    assert reasons({"vacation_compensation": 900_000}, SALARY) == (Reason.NO_SALARY, Reason.VACATION)
    assert reasons({"hourly_pay": 900_000}, SALARY) == (Reason.RATE_CHANGED, Reason.HOURS)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("part_month_salary", Reason.PART_MONTH),
        ("sick_deduction", Reason.ABSENCE),
        ("sick_pay", Reason.ABSENCE),
        ("qualifying_deduction", Reason.ABSENCE),
        ("sick_deduction_day_15", Reason.ABSENCE),
        ("care_of_child_deduction", Reason.ABSENCE),
        ("parental_leave_deduction", Reason.ABSENCE),
        ("unpaid_leave_deduction", Reason.ABSENCE),
        ("other_absence_deduction", Reason.ABSENCE),
        ("contagion_deduction", Reason.ABSENCE),
        ("sick_supplement", Reason.ABSENCE),
        ("overtime_simple", Reason.OVERTIME),
        ("overtime_qualified", Reason.OVERTIME),
        ("additional_time", Reason.ADDITIONAL_TIME),
        ("vacation_supplement", Reason.VACATION),
        ("hourly_pay", Reason.HOURS),
        ("hourly_vacation_pay", Reason.HOURS),
        ("secondary_income_tax", Reason.TAX),
        ("preliminary_tax", Reason.TAX),
    ],
)
def test_each_pay_item_has_its_reason(item: str, reason: Reason) -> None:
    assert reasons({"monthly_salary": 1, item: -500}, {"monthly_salary": 1}) == (reason,)
    assert reasons({"monthly_salary": 1}, {"monthly_salary": 1, item: -500}) == (reason,)


def test_several_reasons_are_all_given_and_the_tax_that_follows_is_none() -> None:
    now = {"monthly_salary": 3_600_000, "sick_deduction": -161_538, "overtime_simple": 93_085, "preliminary_tax": -1}
    assert reasons(now, SALARY) == (Reason.RATE_CHANGED, Reason.ABSENCE, Reason.OVERTIME)


def test_an_item_that_nobody_knows_has_to_be_looked_at() -> None:
    assert reasons({**SALARY, "wellness_grant": 50_000}, SALARY) == (Reason.UNEXPLAINED,)
    assert reasons({**SALARY, "wellness_grant": 50_000, "overtime_simple": 1}, SALARY) == (
        Reason.OVERTIME,
        Reason.UNEXPLAINED,
    )


def test_an_item_of_nothing_is_like_no_item() -> None:
    assert reasons({"preliminary_tax": -2, "sick_pay": 0}, {"preliminary_tax": -1}) == (Reason.TAX,)
    assert reasons({"preliminary_tax": -2}, {"preliminary_tax": -1, "sick_pay": 0}) == (Reason.TAX,)


def test_a_net_pay_that_changed_by_itself_has_to_be_looked_at() -> None:
    assert compare(2_780_001, SALARY, 2_780_000, SALARY).reasons == (Reason.UNEXPLAINED,)


def test_a_difference_that_only_the_tax_explains_is_told_with_both_amounts() -> None:
    found = compare(2_770_000, {**SALARY, "preliminary_tax": -730_000}, 2_780_000, SALARY)
    assert (found.now, found.before, found.reasons) == (2_770_000, 2_780_000, (Reason.TAX,))
