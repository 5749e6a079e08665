"""Which sick days belong together, and which of them are within the fourteen days of sick pay.

Lagen (1991:1047) om sjuklön 7 §: illness that returns within five calendar days goes on with the period before it. Days
off inside one spell of illness count as days of the period; the days of work before a relapse do not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from common.money import Ore
from payroll.rules.basis import Kind, PayslipBasis, Registration, Terms
from payroll.rules.salary_months import days_before
from payroll.rules.spells import only_days_off_between, shares
from payroll.statutory import Parameters


@dataclass
class SickPeriod:
    """A sick period while it is walked through: which days are within the fourteen and which after.

    `days_after` has, for each registered day after the fourteenth, how many calendar days it stands for: itself and
    the days off before it, by its share; `days_supplemented` those of them that the agreement pays something for.
    """

    days_counted: int
    deduction_left: Ore | None  # None: not worked out yet
    within: list[Registration] = field(default_factory=list)
    after: list[Registration] = field(default_factory=list)
    days_after: dict[date, Decimal] = field(default_factory=dict)
    days_supplemented: dict[date, Decimal] = field(default_factory=dict)

    @property
    def registrations(self) -> list[Registration]:
        return [*self.within, *self.after]

    def first_terms(self, basis: PayslipBasis) -> Terms:
        """The terms of the first sick day."""
        return basis.by_terms(self.registrations)[0][0]


def sick_periods(basis: PayslipBasis, parameters: Parameters) -> list[SickPeriod]:
    """Walk through the sick days: each goes on with the period before it or begins a new one."""
    history, planned = basis.sick_history, basis.planned
    relapse = timedelta(days=int(parameters.value("sick_relapse_days")))
    limits = int(parameters.value("sick_pay_last_day")), basis.agreement.sick_supplement_last_day
    registrations = basis.registrations_of(Kind.SICK)
    missed = shares(registrations, planned)
    periods: list[SickPeriod] = []
    before = history.last_day
    for registration in registrations:
        day = registration.day
        if before is None or (day - before > relapse and not only_days_off_between(before, day, planned)):
            periods.append(SickPeriod(0, None))
        elif not periods:
            periods.append(SickPeriod(history.days_counted, history.deduction_left))
        _count(periods[-1], registration, before, basis, limits, missed[day])
        before = day
    return periods


def _count(
    period: SickPeriod,
    registration: Registration,
    before: date | None,
    basis: PayslipBasis,
    limits: tuple[int, int],
    share: Decimal,
) -> None:
    last_paid_day, last_supplemented = limits
    counted = period.days_counted
    period.days_counted += _days_since(before if counted else None, registration.day, basis.planned)
    if period.days_counted <= last_paid_day:
        period.within.append(registration)
        return
    period.after.append(registration)
    before_it = max(counted, last_paid_day)
    new, paid = period.days_counted - before_it, min(period.days_counted, last_supplemented) - before_it
    for found, days in ((period.days_after, new), (period.days_supplemented, max(paid, 0))):
        earlier = min(days, days_before(basis, registration.day, new)) if before in found else 0
        _add(found, before or registration.day, earlier * share)
        _add(found, registration.day, (days - earlier) * share)


def _add(found: dict[date, Decimal], day: date, days: Decimal) -> None:
    found[day] = found.get(day, Decimal(0)) + days


def _days_since(before: date | None, day: date, planned: Mapping[date, int]) -> int:
    """How many more days of the period there are with this day."""
    if before is None:
        return 1
    return (day - before).days if only_days_off_between(before, day, planned) else 1
