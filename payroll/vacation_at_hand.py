"""What vacation a payslip may take and has to pay."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet, Sum

from common.periods import ONE_DAY, Month
from employment.agreement_queries import AgreementBook
from employment.models import Employee
from employment.rules.pay_periods import Days as Window
from payroll.models import PayrollRun, VacationEntry
from payroll.rules.basis import NewVacationYear, VacationAtHand, VacationPayout
from payroll.rules.vacation_ledger import PAID_IN_MONEY
from payroll.rules.vacation_order import NOTHING, DayKind
from payroll.rules.vacation_terms import VacationTerms, turn_in
from payroll.rules.vacation_weeks import FULL_WEEK, workdays_in
from payroll.vacation_assumed import Takings, assumed_at_hand, may_be_special
from payroll.vacation_balances import entries_before, may_be_kept, terms_by, vacation_terms_on
from payroll.vacation_day_pay import Followed, TermsOf, day_pay
from payroll.vacation_rules import chosen_rules
from payroll.vacation_turn import ByYear, Days, new_years, years_at
from timereporting.rules.schedules import Assigned


def workdays_on(rows: Sequence[Assigned], day: date) -> Decimal:
    """How many days a week the schedule in force on a day has."""
    latest = [row for row in rows if row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)]
    return workdays_in(latest[-1].minutes) if latest else FULL_WEEK


def balances_by_year(run: PayrollRun, ids: Iterable[UUID]) -> dict[UUID, ByYear]:
    """The balances before a run, by kind and vacation year, of those of whom an account is kept: one query."""
    found: dict[UUID, dict[tuple[DayKind, int], Decimal]] = defaultdict(dict)
    sums = entries_before(run, ids).order_by().values_list("employee_id", "kind", "vacation_year")
    for employee_id, kind, year, days in sums.annotate(days=Sum("days")):
        found[employee_id][DayKind(kind), year] = days
    return dict(found)


def by_kind(balances: ByYear) -> Days:
    """The balances of all years together."""
    found: dict[DayKind, Decimal] = {}
    for (kind, _year), days in balances.items():
        found[kind] = found.get(kind, NOTHING) + days
    return found


class Vacation(NamedTuple):
    """The vacation of a run: what each employee follows, what is at hand, and the turns of the year in their days.

    Nothing is at hand of who has all days and a five-day week.
    """

    terms: TermsOf
    at_hand: Mapping[UUID, VacationAtHand]
    turns: Mapping[UUID, date]


def vacation_in(
    run: PayrollRun,
    employees: Sequence[Employee],
    book: AgreementBook,
    workdays: Mapping[UUID, Decimal],
    windows: Mapping[UUID, Window],
    *,
    taken: Takings,
    monthly: Collection[UUID],
) -> Vacation:
    """The vacation of a run; `taken` is what earlier payslips say, `monthly` who has a monthly salary.

    The company's terms are asked for where they can matter.
    """
    balances = balances_by_year(run, [one.pk for one in employees]) if may_be_kept(employees) else {}
    others = [one for one in employees if one.pk not in balances and one.pk in monthly]
    needs_terms = balances or any(taken.values()) or any(may_be_special(one, workdays, run.payday) for one in others)
    may_turn = any(Month.of(one.first) != Month.of(one.last) for one in set(windows.values()))
    own = vacation_terms_on(run.company_id, run.payday) if needs_terms or may_turn else VacationTerms()
    chosen = chosen_rules(run.company_id, list(balances), run.payday) if balances else {}
    terms = terms_by(book, [one.pk for one in employees], run.deviation_last, own, chosen)
    turns = {one: turn for one, window in windows.items() if (turn := turn_in(*window, own)) is not None}
    followed = Followed(run, own, terms, workdays)
    assumed = assumed_at_hand(others, followed, taken, turns)
    kept = [one for one in employees if one.pk in balances]
    return Vacation(terms, {**assumed, **(_kept(followed, kept, balances, turns) if kept else {})}, turns)


def _kept(
    followed: Followed, kept: Sequence[Employee], balances: Mapping[UUID, ByYear], turns: Mapping[UUID, date]
) -> dict[UUID, VacationAtHand]:
    """Of those of whom an account is kept."""
    days, values, new = _sides(followed, kept, balances, turns)
    payouts = _payouts(followed.run, list(balances))
    return {
        one.pk: VacationAtHand(
            days=tuple(sorted(days[one.pk].items())),
            day_deduction_rate=followed.each[one.pk].day_deduction_rate,
            workdays=followed.workdays[one.pk],
            payouts=tuple(payouts.get(one.pk, ())),
            new_year=new.get(one.pk),
            **values.get(one.pk, {}),
        )
        for one in kept
    }


def _sides(
    followed: Followed, kept: Sequence[Employee], balances: Mapping[UUID, ByYear], turns: Mapping[UUID, date]
) -> tuple[dict[UUID, Days], dict[UUID, dict[str, Any]], dict[UUID, NewVacationYear]]:
    """The days of each, what a day pays, and the new year of those whose deviations reach over a turn."""
    days = {one.pk: by_kind(balances[one.pk]) for one in kept}
    within = [one for one in kept if one.pk not in turns]
    values = day_pay(followed, within, followed.run.deviation_last) if within else {}
    new: dict[UUID, NewVacationYear] = {}
    for turn in sorted({turns[one.pk] for one in kept if one.pk in turns}):
        people = [one for one in kept if turns.get(one.pk) == turn]
        years = years_at(turn, followed, people, balances)
        days |= {one: sides.old for one, sides in years.items()}
        values |= day_pay(followed, people, turn - ONE_DAY)
        new |= new_years(turn, followed, people, years)
    return days, values, new


def payouts_before(run: PayrollRun, ids: Iterable[UUID] | None = None) -> QuerySet[VacationEntry]:
    """Days paid in money that are due, that no earlier run has paid and nobody has taken back."""
    before = entries_before(run, ids)
    rows = before.filter(cause__in=list(PAID_IN_MONEY), amount__gt=0, about__isnull=True, on__lte=run.month.last)
    return rows.exclude(pk__in=before.filter(about__isnull=False).order_by().values("about"))


def _payouts(run: PayrollRun, ids: Sequence[UUID]) -> dict[UUID, list[VacationPayout]]:
    found: dict[UUID, list[VacationPayout]] = defaultdict(list)
    for row in payouts_before(run, ids):
        explanation = row.explanation or {"inputs": [], "formula": ""}
        given = {one["name"]: one["value"] for one in explanation["inputs"]}
        formula = explanation["formula"].partition(" = ")[0]
        days = Decimal(given["vacation_days_paid_out"])
        found[row.employee_id].append(VacationPayout(days, row.amount or 0, formula))
    return found
