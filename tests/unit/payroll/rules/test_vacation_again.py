"""What counts of the vacation of somebody who was hired again."""

from datetime import date
from decimal import Decimal

from employment.rules.periods import Period
from payroll.rules.vacation_again import counted_employments, counted_entries, counted_from, paid_out_until
from payroll.rules.vacation_earned import Employed, earned_so_far
from payroll.rules.vacation_ledger import Cause, Entry
from payroll.rules.vacation_order import DayKind
from payroll.rules.vacation_terms import VacationTerms, year_beginning

SPRING = Period(date(2026, 4, 1), date(2026, 4, 30))
AUTUMN = Period(date(2026, 9, 1), None)


def entry(cause: Cause, on: date, amount: int | None = None) -> Entry:
    return Entry(DayKind.PAID, cause, Decimal(-1), 2026, on, amount=amount)


OPENED = entry(Cause.OPENING, date(2026, 4, 2))
PAID = entry(Cause.COMPENSATED, date(2026, 4, 30), 150_000)
BACK = entry(Cause.COMPENSATED, date(2026, 4, 30), -150_000)
TAKEN = entry(Cause.TAKEN, date(2026, 10, 26))


def test_compensation_settles_until_its_day_unless_it_is_taken_back() -> None:
    assert paid_out_until([OPENED, PAID]) == date(2026, 4, 30)
    assert paid_out_until([OPENED, PAID, BACK]) is None
    assert paid_out_until([OPENED, TAKEN]) is None


def test_compensation_of_which_something_is_left_settles_and_days_without_any_settle_nothing() -> None:
    some_back = entry(Cause.COMPENSATED, date(2026, 4, 30), -149_999)
    assert paid_out_until([PAID, some_back]) == date(2026, 4, 30)
    assert paid_out_until([entry(Cause.COMPENSATED, date(2026, 4, 30))]) is None


def test_the_employment_after_compensation_is_counted_from_its_first_day() -> None:
    assert counted_from([SPRING, AUTUMN], [OPENED, PAID]) == date(2026, 9, 1)
    assert counted_from([SPRING], [OPENED, PAID]) is None
    assert counted_from([SPRING, AUTUMN], [OPENED]) is None
    one_day = Period(date(2026, 4, 30), date(2026, 4, 30))
    assert counted_from([one_day, AUTUMN], [PAID]) == date(2026, 9, 1)


def test_entries_and_employments_before_that_day_count_no_more() -> None:
    assert counted_entries([OPENED, PAID, TAKEN], date(2026, 9, 1)) == [TAKEN]
    assert counted_entries([PAID, TAKEN], TAKEN.on) == [TAKEN]
    assert counted_entries([OPENED, TAKEN], None) == [OPENED, TAKEN]
    assert counted_employments([SPRING, AUTUMN], date(2026, 9, 1)) == [AUTUMN]
    assert counted_employments([SPRING, AUTUMN], None) == [SPRING, AUTUMN]


def test_every_employment_that_is_not_settled_earns_days() -> None:
    year = year_beginning(2026, VacationTerms())
    both = Employed(AUTUMN.starts_on, None, earlier=(SPRING,))
    # 30 days in April and 30 in September: 25 × 60 / 365.
    assert earned_so_far(both, year, date(2026, 9, 30), 0, VacationTerms()) == Decimal("4.11")
    assert both.begun == date(2026, 4, 1)
