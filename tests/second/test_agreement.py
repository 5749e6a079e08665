"""The product and a second calculator, written apart, agree on every payslip: each line, each total, to the öre."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import event, given
from hypothesis import strategies as st

from common.periods import days_between
from payroll.rules.basis import (
    Agreement,
    Kind,
    NewVacationYear,
    PayForm,
    PayslipBasis,
    VacationAtHand,
    VacationPayout,
    YearToDate,
)
from payroll.rules.month_to_date import MonthToDate
from payroll.rules.pay_items import Method
from payroll.rules.result import PayslipResult
from payroll.rules.vacation_order import DayKind
from tests.factories.payslip_basis import LONG_AGO
from tests.properties.payroll.examples import bases, payslip_of
from tests.second.calculator import KINDS, Slip, payslip
from tests.second.extras import MODELLED, NOT_MODELLED
from tests.second.figures import Refused

agreements = st.builds(
    Agreement,
    vacation_supplement_rate=st.sampled_from([Decimal("0.0043"), Decimal("0.008")]),
    hourly_vacation_rate=st.sampled_from([Decimal(0), Decimal("0.12"), Decimal("0.13")]),
    additional_time_divisor=st.sampled_from([Decimal(165), Decimal(142)]),
    absence_day_divisor=st.sampled_from([Decimal(21), Decimal("21.75")]),
    absence_hour_divisor=st.sampled_from([Decimal(165), Decimal(175)]),
    calendar_day_absence_after=st.sampled_from([2, 5, 10]),
    sick_supplement_rate=st.sampled_from([Decimal(0), Decimal("0.1")]),
    sick_supplement_above_rate=st.sampled_from([Decimal(0), Decimal("0.9")]),
    sick_supplement_last_day=st.sampled_from([20, 45, 90]),
)
years_before = st.builds(YearToDate, gross_pay=st.integers(0, 80_000_000), benefits=st.sampled_from([0, 350_000]))
paid_before = st.builds(
    MonthToDate,
    by_table=st.integers(0, 6_000_000),
    table_tax=st.sampled_from([0, 300_000, 4_000_000]),
    fixed_tax=st.sampled_from([0, 100_000, 90_000_000]),
    charged=st.integers(0, 6_000_000),
    bases=st.sampled_from([(), (("youth", 1_900_000),), (("youth", 2_500_000), ("standard", 700_000))]),
)
"""What an earlier payday of the month can have left: the sums need not belong together."""
days = st.integers(0, 6).map(Decimal)


@st.composite
def vacations(draw: st.DrawFn) -> VacationAtHand:
    """Days of each kind, as many without pay as can be taken, and pay by either rule."""
    kinds = ((DayKind.PAID, draw(days)), (DayKind.SAVED, draw(days)), (DayKind.UNPAID, Decimal(40)))
    workdays, rate = Decimal(draw(st.integers(1, 7))), Decimal("0.046")
    payouts = tuple(VacationPayout(number, 150_050 * int(number), "") for number in draw(st.lists(days, max_size=2)))
    new = ((DayKind.PAID, draw(days)), (DayKind.ADVANCE, draw(days)), (DayKind.UNPAID, Decimal(40)))
    has_turn, variable = draw(st.booleans()), st.sampled_from([0, 8_450])
    if draw(st.booleans()):
        pay, of_new = (
            draw(st.integers(1, 400_000)),
            NewVacationYear(new, percentage_day_pay=draw(st.integers(0, 400_000))),
        )
        known = VacationAtHand(kinds, rate, workdays, percentage_day_pay=pay, payouts=payouts)
    else:
        of_new = NewVacationYear(new, variable_day_pay=draw(variable))
        known = VacationAtHand(kinds, rate, workdays, variable_day_pay=draw(variable), payouts=payouts)
    return replace(known, new_year=of_new if has_turn else None)


@st.composite
def employments(draw: st.DrawFn, basis: PayslipBasis) -> PayslipBasis:
    """Hired, raised, gone over to another form of pay, or left, between the first day reported and the last paid."""
    day, terms = draw(st.dates(basis.deviation_first + timedelta(days=1), basis.month.last)), basis.terms[-1]
    before, after = replace(terms, starts_on=LONG_AGO, ends_on=day - timedelta(days=1)), replace(terms, ends_on=None)
    salary, wage = terms.monthly_salary * 11 // 10, terms.hourly_wage * 11 // 10
    match draw(st.sampled_from(["hired", "left", "raised", "raised", "other form"])):
        case "hired":
            return replace(basis, terms=(replace(after, starts_on=day),), employed_from=day)
        case "left":
            end = draw(st.sampled_from([None, day]))
            return replace(basis, terms=(replace(after, starts_on=LONG_AGO, ends_on=end),), employed_to=day)
        case "raised":
            raised = replace(after, starts_on=day, monthly_salary=salary, hourly_wage=wage)
            return replace(basis, terms=(before, raised))
    form = PayForm.MONTHLY if terms.pay_form == PayForm.HOURLY else PayForm.HOURLY
    other = replace(after, starts_on=day, pay_form=form, monthly_salary=wage * 160, hourly_wage=salary // 160)
    return replace(basis, terms=(before, other))


@st.composite
def months(draw: st.DrawFn) -> PayslipBasis:
    """Someone's month, now and then with an agreement, a year behind it, an account of vacation, or red days."""
    basis = draw(bases())
    basis = replace(basis, given=tuple(one for one in basis.given if one.item.method in MODELLED))
    if draw(st.booleans()):
        drawn = {name: getattr(basis.agreement, name) for name in ("unsocial", "qualifying_weeks")}
        agreement = replace(draw(agreements), **drawn)
        basis = replace(basis, agreement=agreement, year_to_date=draw(years_before))
    if draw(st.booleans()):
        leave = draw(st.sampled_from([Kind.CLOSE_RELATIVE_CARE, Kind.CONTAGION, Kind.MILITARY_SERVICE]))
        instead = {Kind.STUDY_LEAVE: leave, Kind.OVERTIME_SIMPLE: Kind.COMP_SIMPLE}
        made = [replace(one, kind=instead.get(one.kind, one.kind)) for one in basis.registrations]
        protected = draw(st.dates(basis.deviation_first, basis.deviation_last)), None
        basis = replace(basis, registrations=tuple(made), sick_protection=(protected,))
    if draw(st.booleans()):
        said = draw(st.sampled_from([0, 0, 20_000_000, 70_000_000]))
        basis = replace(basis, tax=replace(basis.tax, expected_income=said))
    if draw(st.booleans()):
        basis = draw(employments(basis))
        scheduled = [day for day, minutes in basis.planned_minutes if minutes]
        week = {day.weekday() for day in scheduled}
        by_workday = [day for day in days_between(basis.month.first, basis.month.last) if day.weekday() in week]
        basis = replace(basis, workdays=tuple(by_workday) if draw(st.booleans()) else ())
    if draw(st.booleans()):
        account = draw(vacations())
        turn = draw(st.dates(basis.deviation_first, basis.deviation_last)) if account.new_year else None
        basis = replace(basis, vacation=account, vacation_turn=turn)
    if draw(st.booleans()):
        basis = replace(basis, paid_in_month=draw(paid_before))
    return basis


def second(basis: PayslipBasis) -> Slip | None:
    """The second calculator's payslip; None where it refuses."""
    try:
        return payslip(basis)
    except Refused:
        return None


def lines(found: list[tuple[str, int]]) -> Counter[tuple[str, int]]:
    """Lines as they stand on the payslip, in any order; a line of nothing says nothing."""
    return Counter(one for one in found if one[1])


def totals(one: PayslipResult) -> dict[str, object]:
    """What the product says besides the lines, under the second calculator's names."""
    return {
        "gross": one.gross_pay,
        "benefits": one.benefits,
        "tax": one.preliminary_tax,
        "net_deductions": one.net_deductions,
        "reimbursements": one.reimbursements,
        "premiums": one.employer_premiums,
        "net": one.net_pay,
        "contributions": [(row.group, row.basis, row.amount) for row in one.contributions if row.basis],
        "vacation_days": one.vacation_days_taken,
        "sick": (one.sick_state.last_day, one.sick_state.days_counted, one.sick_state.deduction_left),
    }


def test_every_method_and_every_kind_of_time_is_modelled_or_named() -> None:
    """A new one is taught to `extras.py`, or named there and in README.md."""
    assert set(Method) == MODELLED | NOT_MODELLED
    assert not MODELLED & NOT_MODELLED
    assert set(Kind) == KINDS


@given(months())
def test_both_come_to_the_same_payslip(basis: PayslipBasis) -> None:
    result, again = payslip_of(basis), second(basis)
    event("refused" if again is None else "paid")
    assert (result is None) == (again is None)
    if result is None or again is None:
        return
    assert lines([(line.pay_item, line.amount) for line in result.lines]) == lines(again.lines)
    sick = again.sick
    told = {
        **vars(again),
        "contributions": [one for one in again.contributions if one[1]],
        "sick": (sick.last_day, sick.days_counted, sick.deduction_left),
    }
    assert totals(result) == {name: told[name] for name in totals(result)}
