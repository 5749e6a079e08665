"""Payslips of every kind, within what can be registered: absence on scheduled days and no longer than the schedule."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from common.periods import Month, days_between
from employment.rules.pay_periods import CutOffs, Days, period_of
from payroll.catalogue import pay_items
from payroll.rules.basis import (
    Agreement,
    Exemption,
    HoursBefore,
    Kind,
    PayForm,
    PayslipBasis,
    Registration,
    SickHistory,
    Tax,
    TaxMethod,
    Terms,
)
from payroll.rules.benefit_payments import PaymentNotCovered
from payroll.rules.expense import VAT_RATES
from payroll.rules.pay_items import GivenLine, Method
from payroll.rules.payslip import NetBelowZero, calculate_payslip
from payroll.rules.per_diem_rates import MEALS
from payroll.rules.result import PayslipResult
from payroll.rules.vacation import VacationPayMissing
from payroll.statutory import FigureMissing, parameters_on
from tests.factories.payslip_basis import LONG_AGO, SIDE_INCOME, make_basis, october, planned_minutes, registered
from tests.properties.payroll.benefit_details import BENEFIT_DETAILS
from tests.properties.payroll.unsocial_shifts import shifts, special_days_of, unsocial_rules

WEEKS = (
    (480, 480, 480, 480, 480, 0, 0),
    (465, 465, 465, 465, 465, 0, 0),
    (240, 240, 240, 240, 240, 0, 0),
    (480, 480, 480, 0, 0, 0, 0),
    (600, 600, 600, 600, 0, 0, 0),
    (480, 480, 0, 0, 0, 0, 0),
    (480, 0, 0, 0, 0, 0, 0),
    (0, 0, 0, 0, 360, 480, 480),
    (400, 400, 400, 400, 400, 400, 0),
    (600, 300, 480, 600, 240, 0, 0),
)
ABSENCE = (Kind.SICK, Kind.CARE_OF_CHILD, Kind.PARENTAL_LEAVE, Kind.STUDY_LEAVE, Kind.UNPAID_LEAVE, Kind.OTHER_ABSENCE)
PAID_LEAVE = (Kind.VACATION, Kind.COMP_LEAVE)
EXTRA = (Kind.OVERTIME_SIMPLE, Kind.OVERTIME_QUALIFIED, Kind.ADDITIONAL_TIME)
TABLES = (29, 33, 38, 42)

months = st.builds(Month, st.sampled_from([2025, 2026]), st.integers(1, 11))
"""Reported months whose payday, on the 25th of the month after, is in a year with figures."""
weeks = st.sampled_from(WEEKS)
salaries = st.integers(100_000, 15_000_000)
extras_asked = st.sampled_from([0, 0, 50_000, 10_000_000])
exemptions = st.sampled_from([Exemption.NONE, *Exemption])
kronor_amounts = st.integers(1, 50_000).map(lambda kronor: kronor * 100)
taxes = st.one_of(
    st.just(SIDE_INCOME),
    st.builds(Tax, st.just(TaxMethod.TABLE), st.sampled_from(TABLES), st.integers(1, 6)),
    st.builds(Tax, st.just(TaxMethod.SECONDARY_INCOME), extra=extras_asked, exemption=exemptions),
    st.builds(Tax, st.just(TaxMethod.TABLE), st.just(33), st.integers(1, 6), extra=extras_asked, exemption=exemptions),
    st.builds(Tax, st.just(TaxMethod.ADJUSTMENT_RATE), rate=st.decimals("0.01", 100, places=2), extra=extras_asked),
    st.builds(Tax, st.just(TaxMethod.ADJUSTMENT_AMOUNT), amount=kronor_amounts, extra=extras_asked),
    st.sampled_from([Tax(TaxMethod.SINK), Tax(TaxMethod.ARTIST_SINK), Tax(TaxMethod.NO_TAX)]),
)
birth_years = st.integers(1930, 2010)


@st.composite
def pay(draw: st.DrawFn) -> tuple[Terms, ...]:
    """A salary or a wage, with a raise now and then."""
    rate = Decimal(draw(st.sampled_from([25, 40, 50, 75, 100])))
    is_monthly = draw(st.booleans())
    form = PayForm.MONTHLY if is_monthly else PayForm.HOURLY
    amounts = draw(st.lists(salaries if is_monthly else st.integers(8_000, 60_000), min_size=1, max_size=2))
    raised = draw(st.dates(date(2024, 12, 1), date(2026, 12, 31)))
    terms = [
        Terms(LONG_AGO, None, form, amount if is_monthly else 0, 0 if is_monthly else amount, rate)
        for amount in amounts
    ]
    if len(terms) == 1:
        return tuple(terms)
    return replace(terms[0], ends_on=raised - timedelta(days=1)), replace(terms[1], starts_on=raised)


LENGTHS = (*range(1, 13), 21, 22, 60)
"""Short, or a whole summer month: more than twenty days of vacation at once are taxed apart. Or all there are."""
spells = st.tuples(
    st.integers(0, 30), st.sampled_from(LENGTHS), st.sampled_from((*ABSENCE, *PAID_LEAVE)), st.sampled_from([1, 2, 16])
)
"""Absence: the scheduled day that it begins on, how many of them, what, and which part of each day."""
extras = st.tuples(st.integers(0, 27), st.sampled_from(EXTRA), st.integers(1, 300))


@st.composite
def registrations(draw: st.DrawFn, reported: Days, week: Sequence[int], hourly: bool) -> tuple[Registration, ...]:
    """At most one absence a day, work on the other days, and extra time here and there."""
    scheduled = [day for day in days_between(*reported) if week[day.weekday()]]
    absent: dict[date, tuple[Kind, int]] = {}
    for first, length, kind, part in draw(st.lists(spells, max_size=3)):
        absent |= dict.fromkeys(scheduled[first : first + length], (kind, 1 if kind == Kind.VACATION else part))
    made = []
    for day in scheduled:
        planned = week[day.weekday()]
        if day in absent:
            kind, part = absent[day]
            made.append(Registration(day, kind, planned // part, f"absence {day}"))
        elif hourly:
            made.append(Registration(day, Kind.HOURS_WORKED, planned, f"hours {day}"))
    for number, kind, minutes in draw(st.lists(extras, max_size=2)):
        made.append(Registration(reported.first + timedelta(days=number), kind, minutes, f"extra {number}"))
    return tuple(made)


@st.composite
def reported_days(draw: st.DrawFn, month: Month) -> Days:
    """A month, what a company with a cut-off day reports for the next, or more or fewer days as after another day."""
    day = draw(st.integers(1, 28))
    first, last = period_of(month.next, CutOffs(day))
    return draw(
        st.sampled_from(
            [
                Days(month.first, month.last),
                Days(first, last),
                Days(month.first, last),
                Days(first, month.next.last),
                Days(month.next.first, last),
            ]
        )
    )


@st.composite
def sick_histories(draw: st.DrawFn, month: Month) -> SickHistory:
    """No illness before, or one that ended up to a month before."""
    if draw(st.booleans()):
        return SickHistory()
    last = month.first - timedelta(days=draw(st.integers(1, 30)))
    return SickHistory(last, draw(st.integers(1, 40)), draw(st.integers(0, 150_000)), draw(st.integers(1, 11)))


ITEMS = [one.item for one in pay_items().values() if one.is_offered]
reserved = st.integers(0, 3_000_000).map(lambda ore: (("reserved_amount", str(ore)),))


@st.composite
def trips(draw: st.DrawFn) -> tuple[tuple[str, str], ...]:
    """A trip of up to six days, near or far, with meals and nights now and then."""
    first, days = draw(st.dates(date(2026, 3, 1), date(2026, 3, 20))), draw(st.integers(0, 5))
    meals = draw(st.lists(st.sampled_from(["-", *MEALS]), max_size=6))
    details = {
        "departure": f"{first} {draw(st.sampled_from(['06:30', '12:00']))}",
        "homecoming": f"{first + timedelta(days=days)} {draw(st.sampled_from(['19:00', '23:15']))}",
        "distance": draw(st.sampled_from(["50", "51", "800"])),
        "nights": str(draw(st.integers(0, days))),
        "meals": ",".join(meals),
        "since": draw(st.sampled_from(["", "2025-12-05"])),
        "normal_amount": "93150",
        "paid_night": draw(st.sampled_from(["", "99999"])),
    }
    return tuple(sorted(details.items()))


DETAILS: dict[Method, st.SearchStrategy[tuple[tuple[str, str], ...]]] = {
    Method.ATTACHMENT: reserved,
    Method.PER_DIEM: trips(),
    Method.PER_DIEM_ABROAD: trips(),
    Method.EXPENSE: st.sampled_from(VAT_RATES).map(lambda rate: (("cost_account", "5810"), ("vat_rate", str(rate)))),
    Method.PREMIUM_SHARE: st.sampled_from([(("per_cent", "4.5"),), (("per_cent", "33.33"), ("with_benefits", "1"))]),
    Method.ITP1: st.sampled_from(["1955-05", "1990-05", "2001-11", "2001-12"]).map(lambda born: (("born", born),)),
    **BENEFIT_DETAILS,
}


@st.composite
def given_lines(draw: st.DrawFn) -> GivenLine:
    """Anything of the register, small or as large as a salary."""
    item = draw(st.sampled_from(ITEMS))
    is_counted = item.method in (Method.QUANTITY, Method.MILEAGE)
    quantity = draw(st.decimals("0.25", 60, places=2)) if is_counted else Decimal(1)
    details = draw(DETAILS.get(item.method, st.just(())))
    return GivenLine(item, quantity, draw(st.sampled_from([1, 333, 35_000, 250_000, 4_000_000])), details)


@st.composite
def hours_worked_before(draw: st.DrawFn, month: Month) -> HoursBefore | None:
    """A day a week for as long as anything is known, long enough for an average or not."""
    weeks = draw(st.sampled_from([0, 3, 6, 20]))
    days = [month.first + timedelta(days=2 - 7 * number) for number in range(weeks)]
    return HoursBefore(days[-1], tuple((day, draw(st.integers(0, 900))) for day in days[::-1])) if days else None


@st.composite
def bases(draw: st.DrawFn) -> PayslipBasis:
    """Someone's month."""
    month, week, terms = draw(months), draw(weeks), draw(pay())
    unsocial, reported = draw(st.none() | unsocial_rules), draw(reported_days(month))
    basis = make_basis(
        *terms,
        reported=month,
        week=week,
        registrations=draw(registrations(reported, week, terms[0].pay_form == PayForm.HOURLY)),
        employee_id=draw(st.uuids().map(str)),
        birth_year=draw(birth_years),
        tax=draw(taxes),
        sick_history=draw(sick_histories(month)),
        given=tuple(draw(st.lists(given_lines(), max_size=3))),
        agreement=Agreement(unsocial=unsocial, qualifying_weeks=draw(st.sampled_from([0, 4, 13]))),
        hours_before=draw(hours_worked_before(month)),
        shifts=draw(shifts(month)) if unsocial else (),
        special_days=special_days_of(month) if unsocial else (),
    )
    return replace(
        basis,
        deviation_first=reported.first,
        deviation_last=reported.last,
        planned_minutes=planned_minutes(*reported, week),
        shifts=tuple(one for one in basis.shifts if one.day >= reported.first),
    )


def payslip_of(basis: PayslipBasis) -> PayslipResult | None:
    """The payslip, or None for whom deductions are larger than the pay or a figure of the law is missing."""
    try:
        return calculate_payslip(basis, parameters_on(basis.payday))
    except (NetBelowZero, PaymentNotCovered, FigureMissing, VacationPayMissing):
        return None


payslips = bases().map(payslip_of).filter(lambda result: result is not None)


ORDINARY = (
    (),
    registered(Kind.SICK, october(7, 8)),
    registered(Kind.VACATION, october(12)),
    registered(Kind.HOURS_WORKED, october(5, 6, 7)),
)


def _ordinary_payslip(pay: int, birth_year: int, which: int, number: int) -> tuple[PayForm, PayslipResult]:
    form = PayForm.HOURLY if which == len(ORDINARY) - 1 else PayForm.MONTHLY
    terms = Terms(LONG_AGO, None, form, pay, pay // 150, Decimal(100))
    basis = make_basis(terms, birth_year=birth_year, registrations=ORDINARY[which], employee_id=f"employee {number}")
    return form, calculate_payslip(basis, parameters_on(basis.payday))


people = st.tuples(salaries, birth_years, st.integers(0, len(ORDINARY) - 1))
runs = st.lists(people, max_size=5).map(
    lambda found: [_ordinary_payslip(*one, number) for number, one in enumerate(found)]
)
"""Payslips of ordinary months of some employees, each with the pay form that it is booked by."""
