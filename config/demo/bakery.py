"""The demo client with eight employees of different kinds, two months of history, and this month ready to be run."""

from datetime import date, time
from decimal import Decimal
from uuid import UUID

from accounts.models import User
from accounts.permissions import CompanyRole
from collaborations.operations.members import add_person
from common import clock
from common.identity_numbers import parse_personal_identity_number
from common.periods import Month
from common.rls import as_system
from config.demo import cast
from config.demo.effects import perform
from config.demo.places import World
from employment.catalogue import clearing_ranges
from employment.models import Employee
from employment.models.employment_terms import PayForm
from employment.models.tax_terms import TaxMethod
from employment.operations.employees import Basics, add_employee
from employment.operations.logins import invite_employee
from employment.operations.terms import Pay, Tax, change_bank_account, change_pay, change_tax
from employment.rules.bank_accounts import check_account
from payroll.operations.runs import approve_run, create_run, start_calculation
from payroll.statutory import available_years
from timereporting.models import EntrySource
from timereporting.operations.registrations import register
from timereporting.operations.reports import approve, submit
from timereporting.operations.schedules import Day, assign_schedule, save_schedule
from timereporting.queries import scheduled_days_for, schedules_of
from timereporting.rules.quick_choices import QuickChoice

NAME = "Bageri Solrosen AB"
HISTORY = 2


def make_bakery(world: World) -> None:
    """Everything, with the product's own operations at the dates they would have happened."""
    place = world.places[NAME]
    this_month = Month.of(clock.today())
    first = this_month.previous.previous.previous
    with as_system(reason="demo", company_id=place.company.pk):
        people = [
            _hire(place.company.pk, worker, position, first.first) for position, worker in enumerate(cast.WORKERS)
        ]
        attestor = _attestor(world)
    month = first
    for _ in range(HISTORY + 1):
        with as_system(reason="demo", company_id=place.company.pk):
            _report(people, month, attestor)
        if month.next != this_month and month.next.year in available_years():
            _run(world, month.next)
        month = month.next


def _hire(company_id: UUID, worker: cast.Worker, position: int, on: date) -> Employee:
    given, _, family = worker.name.partition(" ")
    hired = date(on.year - 2, 1, 1)
    identity = parse_personal_identity_number(worker.number)
    employee = add_employee(
        company_id=company_id,
        basics=Basics(
            number=position + 1,
            given_name=given,
            family_name=family,
            hired_on=hired,
            email=worker.email,
            identity=identity,
        ),
        by=None,
    )
    form = PayForm.MONTHLY if worker.monthly_salary else PayForm.HOURLY
    pay = Pay(
        pay_form=form,
        monthly_salary=worker.monthly_salary or None,
        hourly_wage=worker.hourly_wage or None,
        employment_rate=Decimal(worker.rate),
    )
    change_pay(employee=employee, pay=pay, on=hired, by=None)
    tax = Tax(method=TaxMethod.SECONDARY_INCOME)
    if worker.table:
        tax = Tax(method=TaxMethod.TABLE, tax_table=worker.table, tax_column=worker.column)
    change_tax(employee=employee, tax=tax, on=hired, by=None)
    account = check_account("3300", worker.number[2:12], clearing_ranges())
    change_bank_account(employee=employee, account=account, on=hired, by=None)
    _give_week(employee, worker.rate, hired)
    _give_login(employee, worker)
    return employee


def _give_week(employee: Employee, rate: int, on: date) -> None:
    days = 5 if rate == 100 else max(round(5 * rate / 100), 1)
    name = "Heltid" if days == 5 else f"{days} dagar i veckan"
    schedules = {one.name: one for one in schedules_of(employee.company_id)}
    schedule = schedules.get(name) or save_schedule(
        company_id=employee.company_id,
        name=name,
        days=[Day(weekday, time(7), time(16), 60) for weekday in range(days)],
        by=None,
    )
    assign_schedule(employee=employee, schedule=schedule, on=on, by=None)


def _give_login(employee: Employee, worker: cast.Worker) -> None:
    invite_employee(employee=employee, by=None)
    user = User.objects.get(email=worker.email)
    user.set_password(cast.PASSWORD)
    user.save(update_fields=["password"])


def _attestor(world: World) -> User:
    """Mia is employed and attests; her own time is attested by the administrator."""
    place = world.places[NAME]
    administrator = User.objects.get(email=cast.client_email("Ola Persson", NAME))
    for email, given, family in (("mia@solrosen.example", "Mia", "Karlsson"), (administrator.email, "Ola", "Persson")):
        add_person(
            company_id=place.company.pk,
            given_name=given,
            family_name=family,
            email=email,
            role=CompanyRole.ATTESTOR,
            by=administrator,
            at=clock.now(),
        )
    return administrator


def _report(people: list[Employee], month: Month, attestor: User) -> None:
    """Hours of the hourly staff, some absence and overtime, submitted and attested."""
    planned = scheduled_days_for([one.pk for one in people], month.first, month.last).planned
    for position, employee in enumerate(people):
        person = User.objects.get(email=cast.WORKERS[position].email)
        working = [day for day, minutes in planned[employee.pk].items() if minutes]
        for days, choice, minutes in _deviations(position, working):
            register(
                employee=employee, days=days, choice=choice, minutes=minutes, source=EntrySource.EMPLOYEE, by=person
            )
        report = submit(employee=employee, month=month, by=person)
        approve(report_id=report.pk, by=attestor)


def _deviations(position: int, working: list[date]) -> list[tuple[list[date], QuickChoice, int | None]]:
    if cast.WORKERS[position].hourly_wage:
        share = working if position == 4 else working[::2]
        return [(share, QuickChoice.HOURS_WORKED, 360 if position == 5 else None)]
    found: dict[int, list[tuple[list[date], QuickChoice, int | None]]] = {
        0: [(working[4:6], QuickChoice.SICK, None)],
        1: [(working[8:9], QuickChoice.VACATION, None)],
        2: [(working[2:3], QuickChoice.OVERTIME_SIMPLE, 150), (working[10:11], QuickChoice.CARE_OF_CHILD, None)],
        3: [(working[1:2], QuickChoice.ADDITIONAL_TIME, 120)],
    }
    return found.get(position, [])


def _run(world: World, month: Month) -> None:
    """An approved run of a month that is over."""
    place = world.places[NAME]
    with as_system(reason="demo", company_id=place.company.pk):
        run = create_run(company_id=place.company.pk, month=month, by=world.eva)
        start_calculation(run_id=run.pk, by=world.eva)
    perform(world, NAME, "payroll.calculate_chunk")
    with as_system(reason="demo", company_id=place.company.pk):
        approve_run(run_id=run.pk, by=world.eva)
