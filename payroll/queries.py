"""Reads of runs and payslips."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max, Q, QuerySet, Sum

from accounts.payslip_counts import PayslipCount
from common.periods import Month
from employment.models import CostObject, Employee
from employment.models.cost_object import Dimension
from employment.queries import payroll_settings_of
from events.queries import effects_of
from payroll.catalogue import pay_items
from payroll.models import JournalLine, OpeningBalance, PayItem, PayLine, PayrollRun, Payslip, PayslipLine, RunOrigin
from payroll.rules.comparison import Comparison, compare, first_pay
from payroll.rules.opening_balances import Opening
from payroll.rules.run_states import RunState

LOANS = ("advance_repayment", "loan_repayment")
GIVEN = (
    *("item", "quantity", "amount", "details", "note", "cost_centre", "project"),
    *("employee__birth_date", "own_item__name", "own_item__account"),
)


@dataclass(frozen=True)
class PaidInYear:
    """An employee's approved payslips with payday in a year, newest first; the sums have what was paid before."""

    year: int
    slips: list[Payslip]
    opening: Opening

    @property
    def gross_pay(self) -> int:
        return self.opening.gross_pay + sum(slip.gross_pay for slip in self.slips)

    @property
    def preliminary_tax(self) -> int:
        return self.opening.preliminary_tax + sum(slip.preliminary_tax for slip in self.slips)

    @property
    def net_pay(self) -> int:
        return self.opening.net_pay + sum(slip.net_pay for slip in self.slips)

    @property
    def vacation_days_taken(self) -> Decimal:
        return sum((slip.vacation_days_taken for slip in self.slips), Decimal(0))


@dataclass(frozen=True)
class Row:
    """A payslip in the list of a run, compared with the one before it."""

    slip: Payslip
    employee: Employee
    comparison: Comparison


def runs_of(company_id: UUID, origin: RunOrigin | None = None) -> QuerySet[PayrollRun]:
    """A company's runs, newest month first; discarded ones are left out."""
    runs = PayrollRun.objects.filter(company_id=company_id).exclude(state=RunState.DISCARDED)
    if origin is not None:
        runs = runs.filter(origin=origin)
    return runs.select_related("started_by", "approved_by", "company").order_by("-period", "-created_at")


def payslips_of_firm(firm_id: UUID, first: date, last: date) -> list[PayslipCount]:
    """How many payslips of the firm's clients were approved while the firm had Lön Smart billed for them.

    Those that have a day in [first, last] on the way from approval to payday, both included.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM count_payslips_of_firm(%s, %s, %s)", [firm_id, first, last])
        return [PayslipCount(*row) for row in cursor.fetchall()]


def run_with(company_id: UUID, run_id: UUID) -> QuerySet[PayrollRun]:
    """One run of the company."""
    runs = PayrollRun.objects.filter(company_id=company_id, pk=run_id)
    return runs.select_related("started_by", "approved_by", "company")


def next_month_of(company_id: UUID, today: date) -> Month:
    """The month that a new run is for: the one after the newest run, or the one whose salary is paid this month."""
    newest = runs_of(company_id).first()
    if newest is None:
        return payroll_settings_of(company_id).pay_rule.salary_paid_in(Month.of(today))
    return newest.month.next


def month_to_pay(company_id: UUID, today: date) -> Month:
    """The month of the run that is open, or of the next."""
    newest = runs_of(company_id).first()
    return newest.month if newest is not None and newest.is_open else next_month_of(company_id, today)


def rows_of_run(run: PayrollRun) -> list[Row]:
    """Every payslip of a run with what changed since the last approved one: four queries."""
    slips = list(Payslip.objects.filter(run=run).select_related("employee").order_by("employee__sort_key"))
    before = _latest_before(run)
    items = _items([run.pk, *{slip.run_id for slip in before.values()}])
    since = min(run.period, run.deviation_first)
    rows = []
    for slip in slips:
        earlier, lines = before.get(slip.employee_id), items[run.pk, slip.employee_id]
        if earlier is None:
            comparison = first_pay(slip.net_pay, is_hired_now=slip.employee.hired_on >= since)
        else:
            lines_before = items[earlier.run_id, slip.employee_id]
            comparison = compare(slip.net_pay, lines, earlier.net_pay, lines_before, pay_items())
        rows.append(Row(slip, slip.employee, comparison))
    return rows


def _latest_before(run: PayrollRun) -> dict[UUID, Payslip]:
    previous = run.month.previous
    slips = Payslip.objects.filter(
        company_id=run.company_id, period=previous.first, approved_at__isnull=False, run__kind=run.kind
    )
    return {slip.employee_id: slip for slip in slips}


def _items(run_ids: list[UUID]) -> dict[tuple[UUID, UUID], dict[str, int]]:
    found: dict[tuple[UUID, UUID], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    lines = PayslipLine.objects.filter(run_id__in=run_ids)
    for run_id, employee_id, item, amount in lines.values_list("run_id", "employee_id", "pay_item", "amount"):
        found[run_id, employee_id][item] += amount
    return found


def payslip_in(run: PayrollRun, employee_id: UUID) -> QuerySet[Payslip]:
    """One payslip of a run."""
    return Payslip.objects.filter(run=run, employee_id=employee_id).select_related("employee", "company", "run")


def payslips_of(employee: Employee) -> QuerySet[Payslip]:
    """What an employee may read: payslips of approved runs, newest first."""
    slips = Payslip.objects.filter(employee=employee, approved_at__isnull=False)
    return slips.select_related("employee", "company").order_by("-payday", "-period")


def earlier_in_year(slip: Payslip) -> list[Payslip]:
    """The employee's approved payslips with payday in the same year and a month before, earliest first."""
    slips = Payslip.objects.filter(
        company_id=slip.company_id,
        employee_id=slip.employee_id,
        approved_at__isnull=False,
        payday__year=slip.payday.year,
        period__lt=slip.period,
    )
    return list(slips.order_by("period"))


def payslips_in(employee: Employee, runs: QuerySet[PayrollRun]) -> list[Payslip]:
    """The employee's approved payslips of some runs, newest first."""
    slips = payslips_of(employee).filter(company_id=employee.company_id, run_id__in=runs.order_by().values("pk"))
    return list(slips)


def paid_in_year(employee: Employee, year: int, runs: QuerySet[PayrollRun]) -> PaidInYear:
    """What has been paid in the year, as far as the runs go."""
    slips = Payslip.objects.filter(company_id=employee.company_id, employee=employee, approved_at__isnull=False)
    found = slips.filter(payday__year=year, run_id__in=runs.order_by().values("pk")).select_related("run")
    opening = opening_balances_of(employee.company_id, year).get(employee.pk, Opening())
    return PaidInYear(year, list(found.order_by("-payday", "-period")), opening)


def lines_of(slip: Payslip) -> list[PayslipLine]:
    """The lines of a payslip in order."""
    lines = PayslipLine.objects.filter(company_id=slip.company_id, run_id=slip.run_id, employee_id=slip.employee_id)
    return list(lines.order_by("position"))


def payslip_before(slip: Payslip) -> Payslip | None:
    """The employee's latest approved payslip of a month before."""
    earlier = payslips_of(slip.employee).filter(company_id=slip.company_id, period__lt=slip.period)
    return earlier.order_by("-period").first()


def sums_by_item(run: PayrollRun) -> list[tuple[str, str, int]]:
    """Group, pay item and sum in öre of all lines of a run, the largest first."""
    lines = PayslipLine.objects.filter(run=run).order_by().values_list("group", "pay_item")
    found = [(group, item, int(amount)) for group, item, amount in lines.annotate(amount=Sum("amount"))]
    return sorted(found, key=lambda one: (-abs(one[2]), one[1]))


def journal_of(run: PayrollRun) -> list[JournalLine]:
    """The run's journal by account and dimension."""
    return list(JournalLine.objects.filter(run=run).order_by("account", "cost_centre", "project"))


def notices_of(run: PayrollRun) -> dict[str, int]:
    """How many mails about the run's payslips are in each state."""
    notices = effects_of([run.pk]).filter(kind="payroll.send_payslip_notice")
    return dict(notices.order_by().values_list("state").annotate(number=Count("pk")))


def pay_lines_in(company_id: UUID, employee_ids: Iterable[UUID], month: Month) -> QuerySet[PayLine]:
    """What is given to be on the employees' payslips of a month, with what a payslip takes of it."""
    lines = PayLine.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=month.first),
        company_id=company_id,
        employee_id__in=list(employee_ids),
        starts_on__lte=month.last,
    )
    return lines.select_related("employee", "own_item").only(*GIVEN).order_by("starts_on", "id")


def with_pay_lines_of(cost_object: CostObject, day: date) -> list[Employee]:
    """Those who have a pay line with the cost centre or project after a day."""
    name = "cost_centre" if cost_object.dimension == Dimension.COST_CENTRE else "project"
    lines = PayLine.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=Month.of(day).last),
        company_id=cost_object.company_id,
        employee__removed_at__isnull=True,
        **{name: cost_object.code},
    )
    return [line.employee for line in lines.select_related("employee")]


def repaid_by_line(company_id: UUID, employee_ids: Iterable[UUID], before: Month | None = None) -> dict[str, int]:
    """By pay line what approved payslips have repaid of loans and advances, in öre: those before a month, or all."""
    lines = PayslipLine.objects.filter(
        company_id=company_id,
        employee_id__in=list(employee_ids),
        pay_item__in=LOANS,
        run__state=RunState.APPROVED,
    )
    if before is not None:
        lines = lines.filter(run__period__lt=before.first)
    repaid: dict[str, int] = defaultdict(int)
    for explanation, amount in lines.values_list("explanation", "amount"):
        for reference in explanation["references"]:
            repaid[reference] -= amount
    return repaid


def pay_lines_of(employee: Employee) -> QuerySet[PayLine]:
    """All that is or was given to be on an employee's payslips, the latest first."""
    lines = PayLine.objects.filter(company_id=employee.company_id, employee=employee)
    return lines.select_related("employee", "own_item").order_by("-starts_on", "-id")


def own_pay_items(company_id: UUID) -> QuerySet[PayItem]:
    """The company's own pay items that are offered, by name."""
    return PayItem.objects.filter(company_id=company_id, retired_at__isnull=True).order_by("name")


def first_open_month(employee: Employee) -> Month | None:
    """The month after the employee's last approved payslip; None when there is none."""
    slips = Payslip.objects.filter(company_id=employee.company_id, employee=employee, approved_at__isnull=False)
    last = slips.aggregate(last=Max("period"))["last"]
    return None if last is None else Month.of(last).next


def opening_balances_of(company_id: UUID, year: int) -> dict[UUID, Opening]:
    """What was entered for the year, by employee."""
    rows = OpeningBalance.objects.filter(company_id=company_id, year=year)
    names = ("gross_pay", "benefits", "preliminary_tax", "net_pay", "comp_minutes")
    return {employee_id: Opening(*sums) for employee_id, *sums in rows.values_list("employee_id", *names)}


def comp_before(company_id: UUID, employee_ids: Iterable[UUID]) -> dict[UUID, list[tuple[date, int]]]:
    """The comp balances that employees came here with: the day that each is of, and its minutes."""
    found: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    rows = OpeningBalance.objects.filter(company_id=company_id, employee_id__in=list(employee_ids), comp_minutes__gt=0)
    for employee_id, year, minutes in rows.order_by("year").values_list("employee_id", "year", "comp_minutes"):
        found[employee_id].append((date(year, 1, 1), minutes))
    return dict(found)


def paid_in(company_id: UUID, year: int, employee_ids: Iterable[UUID]) -> list[UUID]:
    """Those of the employees who have an approved payslip with payday in the year."""
    slips = Payslip.objects.filter(company_id=company_id, approved_at__isnull=False, payday__year=year)
    found = slips.filter(employee_id__in=list(employee_ids)).order_by().values_list("employee_id", flat=True)
    return list(found.distinct())
