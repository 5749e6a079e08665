"""What one payslip is computed from: frozen values, nothing looked up, nothing hidden."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from operator import attrgetter

from common.money import Ore
from common.periods import Month, overlap_days
from common.values import frozen
from employment.rules.cost_splits import Share
from payroll.rules.accounts import STANDARD, Accounts
from payroll.rules.month_to_date import NOTHING_BEFORE, MonthToDate
from payroll.rules.pay_items import GivenLine
from payroll.rules.shifts import Shift
from payroll.rules.unsocial_bands import UnsocialHours
from payroll.rules.vacation_order import DayKind


class PayForm(StrEnum):
    """How pay is measured."""

    MONTHLY = "MONTHLY"
    HOURLY = "HOURLY"


class TaxMethod(StrEnum):
    """How preliminary tax is worked out."""

    TABLE = "TABLE"
    SECONDARY_INCOME = "SECONDARY_INCOME"
    ADJUSTMENT_RATE = "ADJUSTMENT_RATE"
    ADJUSTMENT_AMOUNT = "ADJUSTMENT_AMOUNT"
    SINK = "SINK"
    ARTIST_SINK = "ARTIST_SINK"
    NO_TAX = "NO_TAX"


class Exemption(StrEnum):
    """What makes pay free of tax: all of it up to a limit of the year, or an expert's share of it."""

    NONE = ""
    STUDENT = "STUDENT"
    LOW_INCOME = "LOW_INCOME"
    EXPERT = "EXPERT"


class Kind(StrEnum):
    """What was registered."""

    SICK = "SICK"
    CARE_OF_CHILD = "CARE_OF_CHILD"
    PARENTAL_LEAVE = "PARENTAL_LEAVE"
    VACATION = "VACATION"
    COMP_LEAVE = "COMP_LEAVE"
    CLOSE_RELATIVE_CARE = "CLOSE_RELATIVE_CARE"
    CONTAGION = "CONTAGION"
    MILITARY_SERVICE = "MILITARY_SERVICE"
    STUDY_LEAVE = "STUDY_LEAVE"
    UNPAID_LEAVE = "UNPAID_LEAVE"
    OTHER_ABSENCE = "OTHER_ABSENCE"
    OVERTIME_SIMPLE = "OVERTIME_SIMPLE"
    OVERTIME_QUALIFIED = "OVERTIME_QUALIFIED"
    COMP_SIMPLE = "COMP_SIMPLE"
    COMP_QUALIFIED = "COMP_QUALIFIED"
    ADDITIONAL_TIME = "ADDITIONAL_TIME"
    HOURS_WORKED = "HOURS_WORKED"


@frozen
class Terms:
    """Pay from `starts_on` to `ends_on` (both included, open when None).

    `monthly_salary` (öre) is what is paid a month at the employment rate; `employment_rate` is per cent of full time.
    """

    starts_on: date
    ends_on: date | None
    pay_form: PayForm
    monthly_salary: Ore
    hourly_wage: Ore
    employment_rate: Decimal

    def days_in(self, first: date, last: date) -> int:
        """How many days of a period the terms cover."""
        return overlap_days(self.starts_on, self.ends_on, first, last)

    @property
    def full_time_salary(self) -> Decimal:
        """The monthly salary at full time, exact, in öre."""
        return Decimal(self.monthly_salary) * 100 / self.employment_rate


@frozen
class Tax:
    """The decision for the payday: table and column, side income, or what the tax agency has decided.

    `rate` (per cent) and `amount` are those of an adjustment, `extra` is what the employee has asked for on top,
    `expected_income` what the employee has said that the year will come to (0: not said).
    """

    method: TaxMethod
    table: int = 0
    column: int = 0
    rate: Decimal = Decimal(0)
    amount: Ore = 0
    extra: Ore = 0
    exemption: Exemption = Exemption.NONE
    expected_income: Ore = 0


@frozen
class Agreement:
    """The figures of the agreement. Rates are shares; divisors divide the full-time monthly salary."""

    full_time_weekly_hours: Decimal = Decimal(40)
    vacation_supplement_rate: Decimal = Decimal("0.0043")
    hourly_vacation_rate: Decimal = Decimal("0.12")
    overtime_simple_divisor: Decimal = Decimal(94)
    overtime_qualified_divisor: Decimal = Decimal(72)
    additional_time_divisor: Decimal = Decimal(165)
    overtime_simple_factor: Decimal = Decimal("1.5")
    overtime_qualified_factor: Decimal = Decimal(2)
    absence_day_divisor: Decimal = Decimal(21)
    absence_hour_divisor: Decimal = Decimal(165)
    calendar_day_absence_after: int = 5
    """More scheduled days of leave in a row than this are deducted by calendar day."""
    sick_supplement_rate: Decimal = Decimal(0)
    """Of the pay up to the ceiling that the employer goes on paying from day fifteen of illness."""
    sick_supplement_above_rate: Decimal = Decimal(0)
    sick_supplement_last_day: int = 90
    unsocial: UnsocialHours | None = None
    qualifying_weeks: int = 0
    """Over how many weeks the average week of an hourly wage is counted; 0: it is the schedule's."""


@frozen
class Registration:
    """Something registered on one day; `minutes` of it. `reference` leads back to the row."""

    day: date
    kind: Kind
    minutes: int
    reference: str = ""


IN_ORDER = attrgetter("day", "kind", "reference")


@frozen
class SickHistory:
    """What happened before the deviation period that still counts.

    `days_counted` of the latest sick period, and `deduction_left` (öre) of its qualifying deduction; `occasions`
    are qualifying deductions made within the last twelve months, that period's included.
    """

    last_day: date | None = None
    days_counted: int = 0
    deduction_left: Ore = 0
    occasions: int = 0


@frozen
class HoursBefore:
    """Minutes worked by day before an illness, and the first day that anything at all is known of."""

    since: date
    minutes: tuple[tuple[date, int], ...]


@frozen
class YearToDate:
    """Totals of the calendar year before this payslip, in öre."""

    gross_pay: Ore = 0
    preliminary_tax: Ore = 0
    net_pay: Ore = 0
    benefits: Ore = 0

    @property
    def taxable_pay(self) -> Ore:
        """Cash pay and benefits."""
        return self.gross_pay + self.benefits


@frozen
class VacationPayout:
    """Days that are paid in money, since they cannot be taken any more; the formula says how the amount came about."""

    days: Decimal
    amount: Ore
    formula: str


@frozen
class NewVacationYear:
    """What the new vacation year has, where the deviations of a payslip reach over its first day.

    Pay of a day as in `VacationAtHand`, whose days and pay are then those of the year that ends, and saved days.
    """

    days: tuple[tuple[DayKind, Decimal], ...]
    percentage_day_pay: Ore | None = None
    variable_day_pay: Ore = 0

    @property
    def by_kind(self) -> dict[DayKind, Decimal]:
        """Days by kind."""
        return dict(self.days)


@frozen
class VacationAtHand:
    """The vacation that the company keeps account of, before the payslip.

    `percentage_day_pay` is the pay of a day by the percentage rule, None under the same-pay rule; `variable_day_pay`
    comes on top under the latter. Both are öre for a net day, of which the employee works `workdays` a week.
    """

    days: tuple[tuple[DayKind, Decimal], ...]
    day_deduction_rate: Decimal
    workdays: Decimal = Decimal(5)
    percentage_day_pay: Ore | None = None
    variable_day_pay: Ore = 0
    payouts: tuple[VacationPayout, ...] = ()
    new_year: NewVacationYear | None = None

    @property
    def by_kind(self) -> dict[DayKind, Decimal]:
        """Days by kind."""
        return dict(self.days)


@frozen
class PayslipBasis:
    """Everything one payslip is computed from.

    The salary is for `month`; deviations are those of `deviation_first` to `deviation_last`. `planned_minutes` has
    the scheduled minutes of each day from two weeks before the deviation period to its end, 0 for a day off; of a day
    that is absent nothing is known. `vacation` is None where only days left are known. `given` is what people have
    decided besides: benefits, deductions, expenses. `workdays` are the scheduled days of `month`, where a part of it is
    paid by them; otherwise it is paid by calendar days.
    """

    employee_id: str
    birth_year: int
    month: Month
    payday: date
    deviation_first: date
    deviation_last: date
    employed_from: date
    employed_to: date | None
    terms: tuple[Terms, ...]
    weekly_minutes: int
    planned_minutes: tuple[tuple[date, int], ...]
    registrations: tuple[Registration, ...]
    tax: Tax
    agreement: Agreement = Agreement()
    sick_history: SickHistory = SickHistory()
    year_to_date: YearToDate = YearToDate()
    vacation_days_left: Decimal = Decimal(0)
    vacation: VacationAtHand | None = None
    given: tuple[GivenLine, ...] = ()
    workdays: tuple[date, ...] = ()
    sick_protection: tuple[tuple[date, date | None], ...] = ()
    """When a decision protects from qualifying deductions: first and last day, open when None."""
    shifts: tuple[Shift, ...] = ()
    """Time with clock times, where the agreement asks for it; `special_days` are then what days are besides."""
    special_days: tuple[tuple[date, tuple[str, ...]], ...] = ()
    hours_before: HoursBefore | None = None
    """What an average week is counted of, where somebody is ill and the agreement asks for it."""
    shares: tuple[Share, ...] = ()
    """How the cost is split over cost centres and projects in the month."""
    accounts: Accounts = STANDARD
    """The company's own; those of given lines are in them already."""
    vacation_turn: date | None = None
    """The first day of a vacation year, where the deviations reach over it."""
    paid_in_month: MonthToDate | None = None
    """What was paid before in the month of the payday, where anything was."""

    @property
    def month_to_date(self) -> MonthToDate:
        """What was paid before in the month of the payday."""
        return self.paid_in_month or NOTHING_BEFORE

    @cached_property
    def planned(self) -> dict[date, int]:
        """Scheduled minutes by day."""
        return dict(self.planned_minutes)

    @cached_property
    def special(self) -> dict[date, tuple[str, ...]]:
        """What days are besides their weekday."""
        return dict(self.special_days)

    def terms_on(self, day: date) -> Terms | None:
        """The terms in force on a day; none before the employment and after its last day, however long the terms."""
        if day < self.employed_from or (self.employed_to is not None and day > self.employed_to):
            return None
        for terms in self.terms:
            if terms.starts_on <= day and (terms.ends_on is None or day <= terms.ends_on):
                return terms
        return None

    def by_terms(self, registrations: Sequence[Registration]) -> list[tuple[Terms, list[Registration]]]:
        """Registrations, as `registrations_of` gives them, by the terms in force on their day."""
        if len(self.terms) == 1:  # as most have: nothing to look up by
            return [(self.terms[0], list(registrations))] if registrations else []
        grouped: dict[Terms, list[Registration]] = {}
        for registration in registrations:
            terms = self.terms_on(registration.day)
            if terms is not None:
                grouped.setdefault(terms, []).append(registration)
        return list(grouped.items())

    def registrations_of(self, kind: Kind) -> list[Registration]:
        """Registrations of a kind, by day; what stands on days without terms is none of the payslip's."""
        return list(self._by_kind.get(kind, ()))

    @cached_property
    def _by_kind(self) -> dict[Kind, list[Registration]]:
        """Looked through once: a payslip asks for twenty kinds."""
        found: dict[Kind, list[Registration]] = {}
        for one in sorted(self._on_terms(self.registrations), key=IN_ORDER):
            found.setdefault(one.kind, []).append(one)
        return found

    def _on_terms(self, registrations: Iterable[Registration]) -> list[Registration]:
        """Those on days with terms."""
        if len(self.terms) != 1:
            return [one for one in registrations if self.terms_on(one.day) is not None]
        terms, last = self.terms[0], self.employed_to or date.max
        first, last = max(self.employed_from, terms.starts_on), min(last, terms.ends_on or date.max)
        return [one for one in registrations if first <= one.day <= last]
