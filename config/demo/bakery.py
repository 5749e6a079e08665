"""The demo client with eight employees of different kinds, two months of history, and this month ready to be run."""

from datetime import date, time

from accounts.models import User
from accounts.permissions import CompanyRole
from collaborations.operations.members import add_person
from common import clock
from common.periods import Month
from common.rls import as_system
from config.demo import cast
from config.demo.costs import split_costs
from config.demo.effects import deliver, perform
from config.demo.places import World, morning
from config.demo.vacation import open_vacation, post_vacation
from config.demo.workers import give_week, hire
from employment.models import Employee
from employment.operations.completion import judged_once
from employment.operations.logins import invite_employee
from payroll.findings import warnings_to_see
from payroll.operations.runs import approve_run, create_run, start_calculation
from payroll.statutory import available_years
from timereporting.models import EntrySource
from timereporting.operations.registrations import register
from timereporting.operations.reports import approve, submit
from timereporting.queries import scheduled_days_for
from timereporting.rules.durations import Span
from timereporting.rules.quick_choices import QuickChoice

NAME = "Bageri Solrosen AB"
HISTORY = 2
Deviation = tuple[slice, QuickChoice, int | Span | None]
LI, MIA, TOR, ANNA = (worker.email for worker in cast.WORKERS[:4])
# By month, oldest first: which of the scheduled days, what, and how long.
DEVIATIONS: list[dict[str, list[Deviation]]] = [
    {TOR: [(slice(2, 3), QuickChoice.OVERTIME_SIMPLE, 150)]},
    {MIA: [(slice(8, 9), QuickChoice.VACATION, None)], ANNA: [(slice(1, 2), QuickChoice.ADDITIONAL_TIME, 120)]},
    {
        LI: [(slice(4, 6), QuickChoice.SICK, None)],
        MIA: [(slice(12, 15), QuickChoice.VACATION, None)],
        TOR: [(slice(2, 3), QuickChoice.OVERTIME_SIMPLE, 150), (slice(10, 11), QuickChoice.CARE_OF_CHILD, None)],
    },
    {TOR: [(slice(0, 1), QuickChoice.OVERTIME_QUALIFIED, Span(time(18), time(22, 30)))]},
]
HOURLY = {worker.email for worker in cast.WORKERS if worker.hourly_wage}
HANDED_IN = {cast.WORKERS[position].email for position in (1, 2, 6, 7)}


def make_bakery(world: World) -> None:
    """Everything, with the product's own operations at the moments when it would have happened."""
    company_id = world.places[NAME].company.pk
    this_month = Month.of(clock.today())
    month = this_month.previous.previous.previous
    with clock.frozen(morning(month.first)), as_system(reason="demo", company_id=company_id):
        with judged_once(company_id=company_id, by=None):
            people = [hire(company_id, worker, position, month.first) for position, worker in enumerate(cast.WORKERS)]
        for employee, worker in zip(people, cast.WORKERS, strict=True):
            give_week(employee, worker.rate, employee.hired_on)
            _give_login(employee, worker)
        open_vacation(people)
        split_costs(people, month.first)
        attestor = _attestor(world)
    deliver(world, NAME, morning(month.first))
    for past in range(HISTORY + 1):
        with clock.frozen(morning(month.next.first)), as_system(reason="demo", company_id=company_id):
            reports = []
            for employee, person in zip(people, _persons(), strict=True):
                _report(employee, person, month, _deviations(past, person))
                reports.append(submit(employee=employee, month=month, by=person))
            for report in reports:
                approve(report_id=report.pk, by=attestor)
        if month.next != this_month and month.next.year in available_years():
            _run(world, month.next)
        month = month.next
    with as_system(reason="demo", company_id=company_id):
        _begin(people, this_month)
        if this_month.previous.year in available_years():
            post_vacation(company_id, this_month.previous, world.eva)


def _persons() -> list[User]:
    people = {user.email: user for user in User.objects.filter(email__in=[worker.email for worker in cast.WORKERS])}
    return [people[worker.email] for worker in cast.WORKERS]


def _begin(people: list[Employee], month: Month) -> None:
    """The month that is under way: some have handed it in, and one of them worked late."""
    for employee, person in zip(people, _persons(), strict=True):
        _report(employee, person, month, _deviations(-1, person), until=clock.today())
        if person.email in HANDED_IN:
            submit(employee=employee, month=month, by=person)


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


def _deviations(month: int, person: User) -> list[Deviation]:
    """Hours of the hourly staff, and what differs from the schedule for the others."""
    hours = [(slice(None), QuickChoice.HOURS_WORKED, None)] if person.email in HOURLY else []
    return DEVIATIONS[month].get(person.email, []) + hours


def _report(
    employee: Employee, person: User, month: Month, deviations: list[Deviation], until: date = date.max
) -> None:
    planned = scheduled_days_for(employee.company_id, [employee.pk], month.first, month.last).planned[employee.pk]
    working = [day for day, minutes in planned.items() if minutes]
    for which, choice, length in deviations:
        days = [day for day in working[which] if day <= until]
        if days:
            register(
                employee=employee,
                days=days,
                choice=choice,
                minutes=length if isinstance(length, int) else None,
                span=length if isinstance(length, Span) else None,
                source=EntrySource.EMPLOYEE,
                by=person,
            )


def _run(world: World, month: Month) -> None:
    """An approved run of a month that is over, made some days before its payday."""
    company_id = world.places[NAME].company.pk
    at = morning(month.first.replace(day=20))
    with clock.frozen(at), as_system(reason="demo", company_id=company_id):
        run = create_run(company_id=company_id, month=month, by=world.eva)
        start_calculation(run_id=run.pk, by=world.eva)
    perform(world, NAME, "payroll.calculate_chunk", at)
    with clock.frozen(at), as_system(reason="demo", company_id=company_id):
        approve_run(run_id=run.pk, by=world.eva, seen=warnings_to_see(run.pk))
    deliver(world, NAME, at)
