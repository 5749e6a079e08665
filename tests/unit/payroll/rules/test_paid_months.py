"""Which paid months rest on what is changed from a day."""

from datetime import date

from common.periods import Month
from payroll.rules.paid_months import PaidRun, Reaches, months_reached

AUGUST, SEPTEMBER, OCTOBER = Month(2026, 8), Month(2026, 9), Month(2026, 10)
RUNS = [PaidRun(one, date(one.year, one.number, 25), one.previous.last) for one in (OCTOBER, SEPTEMBER, AUGUST)]


def test_pay_reaches_its_month_tax_the_payday_and_a_schedule_the_deviations() -> None:
    day = date(2026, 9, 26)
    assert months_reached(RUNS, day, Reaches.MONTH) == (SEPTEMBER, OCTOBER)
    assert months_reached(RUNS, day, Reaches.PAYDAY) == (OCTOBER,)
    assert months_reached(RUNS, day, Reaches.DEVIATIONS) == (OCTOBER,)
    assert months_reached(RUNS, date(2026, 10, 1), Reaches.DEVIATIONS) == ()
    assert months_reached(RUNS, date(2026, 11, 1), Reaches.MONTH) == ()


def test_the_last_day_itself_is_reached() -> None:
    assert months_reached(RUNS, date(2026, 9, 30), Reaches.MONTH) == (SEPTEMBER, OCTOBER)
    assert months_reached(RUNS, date(2026, 10, 25), Reaches.PAYDAY) == (OCTOBER,)
    assert months_reached(RUNS, date(2026, 9, 30), Reaches.DEVIATIONS) == (OCTOBER,)
