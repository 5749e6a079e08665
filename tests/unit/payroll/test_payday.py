"""The company's payday in a month."""

from datetime import date

import pytest

from common.periods import Month
from employment.models import CompanyPayrollSettings
from payroll.run_dates import payday_of, proposed_payday


@pytest.mark.parametrize(
    ("day", "rule", "month", "payday"),
    [
        (25, "BEFORE", Month(2026, 11), date(2026, 11, 25)),
        (25, "BEFORE", Month(2026, 12), date(2026, 12, 23)),
        (25, "AFTER", Month(2026, 12), date(2026, 12, 28)),
        (31, "BEFORE", Month(2026, 2), date(2026, 2, 27)),
        (31, "AFTER", Month(2026, 2), date(2026, 3, 2)),
        (31, "BEFORE", Month(2026, 11), date(2026, 11, 30)),
    ],
)
def test_it_is_moved_to_the_bank_day_that_the_company_has_chosen(
    day: int, rule: str, month: Month, payday: date
) -> None:
    assert payday_of(month, CompanyPayrollSettings(payday_day=day, bank_day_rule=rule)) == payday


@pytest.mark.parametrize(
    ("today", "payday"),
    [
        (date(2026, 11, 24), date(2026, 11, 25)),
        (date(2026, 11, 25), date(2026, 11, 25)),
        (date(2026, 11, 26), date(2026, 11, 27)),
        (date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 12, 23), date(2026, 12, 28)),
        (date(2027, 1, 5), date(2026, 11, 25)),
    ],
)
def test_a_payday_that_has_passed_is_proposed_as_the_next_bank_day_while_the_month_can_be_paid(
    today: date, payday: date
) -> None:
    assert proposed_payday(Month(2026, 11), CompanyPayrollSettings(payday_day=25), today) == payday
