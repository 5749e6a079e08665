"""Days of a vacation year: how many there are, and how many of them are paid (semesterlagen 1977:480, 4 and 7 §§).

Paid = days × (days employed − days of absence that earn nothing) / days of the earning year, rounded up. The rest of
the year's days can be taken without pay. Who is hired after 31 August has five days of the first vacation year.
"""

from datetime import date
from decimal import Decimal

from common.periods import overlap_days
from common.values import frozen
from employment.rules.periods import Period
from payroll.rules.lines import text
from payroll.rules.result import Explanation, Input, Unit
from payroll.rules.vacation_absence import CountedAbsence
from payroll.rules.vacation_terms import VacationTerms, Year
from payroll.rules.vacation_weeks import FULL_WEEK, net_days, net_formula, whole_days
from payroll.statutory import Parameters

HIRED_LATE = "vacation_days_hired_after_august"
AUGUST = 8
HUNDREDTH = Decimal("0.01")
NONE_EARNED = Decimal(0)


@frozen
class Employed:
    """From when to when (None: still), and how many days a week are worked; `earlier` employments count as well."""

    first: date
    last: date | None
    workdays: Decimal = Decimal(5)
    earlier: tuple[Period, ...] = ()

    @property
    def begun(self) -> date:
        """The first day of all."""
        return self.earlier[0].starts_on if self.earlier else self.first

    def days_in(self, first: date, last: date) -> int:
        """Calendar days of employment in a period."""
        before = sum(overlap_days(one.starts_on, one.ends_on, first, last) for one in self.earlier)
        return before + overlap_days(self.first, self.last, first, last)


@frozen
class EarnedDays:
    """Net days of one vacation year, and why."""

    paid: Decimal
    unpaid: Decimal
    explanation: Explanation


def earned_days(
    employed: Employed,
    vacation_year: Year,
    earning_year: Year,
    absence: CountedAbsence,
    terms: VacationTerms,
    parameters: Parameters,
) -> EarnedDays:
    """The days of a vacation year that the earning year gives. Raises FigureMissing."""
    whole_year, hired_late = days_of_year(employed, vacation_year, terms, parameters)
    earning = employed.days_in(earning_year.first, earning_year.last)
    earned = paid_days(terms.days, max(earning - absence.lost_days, 0), earning_year.days)
    paid = net_days(min(earned, whole_year) if not terms.is_coinciding else earned, employed.workdays)
    of_year = net_days(whole_year, employed.workdays)
    figures = (parameters.figure("vacation_days"), *absence.figures)
    if hired_late:
        figures = (*figures, parameters.figure(HIRED_LATE))
    explanation = Explanation(
        rule="vacation_days_earned",
        formula=_formula(terms.days, earning, absence.lost_days, earning_year.days, earned, employed.workdays),
        inputs=(
            Input("vacation_days_of_year", text(of_year), Unit.COUNT),
            Input("employed_days", str(earning), Unit.COUNT),
            Input("qualifying_absence_days", str(absence.qualifying_days), Unit.COUNT),
            Input("lost_absence_days", str(absence.lost_days), Unit.COUNT),
            Input("workdays_a_week", text(employed.workdays), Unit.COUNT),
        ),
        figures=figures,
        law="vacation_act.earned",
    )
    return EarnedDays(paid, max(of_year - paid, NONE_EARNED), explanation)


def earned_so_far(employed: Employed, year: Year, day: date, lost_days: int, terms: VacationTerms) -> Decimal:
    """Net days that an earning year has given up to a day, not rounded up: for the employer's debt."""
    until = min(day, year.last)
    earning = max(employed.days_in(year.first, until) - lost_days, 0)
    return (terms.days * earning / year.days * employed.workdays / FULL_WEEK).quantize(HUNDREDTH)


def earned_at_end(employed: Employed, year: Year, day: date, lost_days: int, terms: VacationTerms) -> Decimal:
    """Net days that an earning year has given when the employment ends: part of a day is a day (7 §)."""
    earning = max(employed.days_in(year.first, min(day, year.last)) - lost_days, 0)
    return net_days(paid_days(terms.days, earning, year.days), employed.workdays)


def paid_days(days: Decimal, earning: int, days_in_year: int) -> Decimal:
    """The law's fraction of a year's days (7 §)."""
    return whole_days(days * earning / days_in_year)


def days_of_year(employed: Employed, year: Year, terms: VacationTerms, parameters: Parameters) -> tuple[Decimal, bool]:
    """How many days the vacation year has for the person, and whether the hiring was late in it (4 §)."""
    if not employed.days_in(year.first, year.last):
        return NONE_EARNED, False
    return (parameters.value(HIRED_LATE), True) if is_hired_late(employed, year, terms) else (terms.days, False)


def is_hired_late(employed: Employed, year: Year, terms: VacationTerms) -> bool:
    """Whether the hiring was after 31 August of the vacation year (4 §)."""
    return employed.begun in year and date(year.number, 8, 31) < employed.begun and terms.starts_month <= AUGUST


def _formula(days: Decimal, employed: int, lost: int, in_year: int, earned: Decimal, workdays: Decimal) -> str:
    taken = f"({employed} − {lost})" if lost else str(employed)
    net = net_formula(earned, workdays)
    return f"{text(days)} × {taken} / {in_year} → {text(earned)}" + (f"; {net}" if net else "")
