"""The company's payday in a month."""

from datetime import date

import pytest

from common.periods import Month
from employment.models import CompanyPayrollSettings
from payroll.run_dates import payday_of


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
