"""Many rows quickly: real ones, made by real operations, are copied inside the database under new ids."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import connection, transaction

from accounts.models import Company, User
from advisor.models import Client
from employment.models import Employee
from tests.factories.employment import make_employee
from tests.factories.timereporting import make_entries
from timereporting.rules.quick_choices import QuickChoice

ENTRIES = 20
OF_EMPLOYEE = (
    "employment_employmentterms",
    "employment_taxterms",
    "employment_bankaccount",
    "timereporting_scheduleassignment",
    "timereporting_timereport",
    "timereporting_timeentry",
)


def workforce(company: Company, by: User, month: date) -> list[Employee]:
    """Five kinds of employees with twenty registrations each in the month."""
    people = [
        make_employee(company, "Anna Ek", monthly_salary=3_500_000),
        make_employee(company, "Bo Al", monthly_salary=6_200_000, table=32),
        make_employee(company, "Carin Bok", monthly_salary=1_600_000, employment_rate=Decimal(50), table=31),
        make_employee(company, "Dan Lönn", hourly_wage=17_000),
        make_employee(company, "Eli Ung", hourly_wage=14_500, born=2006),
    ]
    days = [day for n in range(31) if (day := month + timedelta(days=n)).month == month.month and day.weekday() < 5]
    for employee in people[:3]:
        make_entries(employee, days[:3], QuickChoice.SICK, by)
        make_entries(employee, days[3:5], QuickChoice.CARE_OF_CHILD, by, 240)
        make_entries(employee, days[5:7], QuickChoice.VACATION, by)
        make_entries(employee, days[7:20], QuickChoice.OVERTIME_SIMPLE, by, 45)
    for employee in people[3:]:
        make_entries(employee, days[:ENTRIES], QuickChoice.HOURS_WORKED, by, 420)
    return people


def multiply_employees(people: Iterable[Employee], times: int) -> None:
    """Each employee `times` times more, with everything that belongs to them, in the same company."""
    ids = [employee.pk for employee in people]
    changed = {"number": "s.number * 1000000 + n", "identity_index": "'copy-' || s.number || '-' || n"}
    _multiply("employment_employee", "id", ids, times, ("id",), changed)
    for table in OF_EMPLOYEE:
        mapped = ("id", "employee_id", "report_id") if table == "timereporting_timeentry" else ("id", "employee_id")
        _multiply(table, "employee_id", ids, times, mapped, {})


def multiply_company(company: Company, times: int) -> None:
    """The company `times` times more, with schedules, employees, grants and time."""
    mapped = ("id", "company_id", "employee_id", "report_id", "schedule_id")
    changed = {"corporate_identity_number": "'95' || lpad(n::text, 8, '0')"}
    _multiply("accounts_company", "id", [company.pk], times, ("id",), changed)
    tables = (
        "accounts_accessgrant",
        "employment_employee",
        "timereporting_workschedule",
        "timereporting_workscheduleday",
    )
    for table in (*tables, *OF_EMPLOYEE):
        _multiply(table, "company_id", [company.pk], times, mapped, {})


def multiply_clients(client: Client, times: int) -> None:
    """The client `times` times more for the same firm, with company, contacts, assignment, collaboration and grants."""
    new_name = "initcap(md5('client' || n)) || ' AB'"
    number = {"corporate_identity_number": "'95' || lpad(n::text, 8, '0')"}
    _multiply("accounts_company", "id", [client.company_id], times, ("id",), {**number, "name": new_name})
    changed = {**number, "name": new_name, "client_number": "n::text"}
    _multiply("advisor_client", "id", [client.pk], times, ("id", "company_id"), changed)
    _multiply("accounts_accessgrant", "company_id", [client.company_id], times, ("id", "company_id", "source_id"), {})
    for table in ("advisor_contact", "advisor_assignment"):
        _multiply(table, "client_id", [client.pk], times, ("id", "client_id", "company_id"), {})
    mapped = ("id", "client_id", "company_id", "assignment_id", "contact_id")
    _multiply("collaborations_collaboration", "client_id", [client.pk], times, mapped, {})


def companies_like(company: Company) -> list[UUID]:
    """The company and its copies."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE lonsam_migrate")
        cursor.execute("SELECT id FROM accounts_company WHERE name = %s ORDER BY id", [company.name])
        return [row[0] for row in cursor.fetchall()]


def _multiply(
    table: str, key: str, values: list[UUID], times: int, mapped: tuple[str, ...], changed: dict[str, str]
) -> None:
    """Copy rows `times` times as the owner: `mapped` ids become those of the copy, `changed` columns an expression."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE lonsam_migrate")
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
            [table],
        )
        columns = [row[0] for row in cursor.fetchall()]
        # The copies of a company have other ids than the copies of employees within it.
        salt = "company" if "company_id" in mapped or table == "accounts_company" else "employee"
        new = {name: f"md5(s.{name}::text || '{salt}' || n)::uuid" for name in mapped}
        new |= changed
        taken = ", ".join(new.get(name, f's."{name}"') for name in columns)
        names = ", ".join(f'"{name}"' for name in columns)
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {taken} FROM {table} s, generate_series(1, %s) n"
            f" WHERE s.{key} = ANY(%s)",
            [times, values],
        )
