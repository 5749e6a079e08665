"""A company with some of everything that goes into an exit bundle, and its bundle."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import bundles.tasks  # noqa: F401 registers the tasks that draining the outbox runs
from accounts.models import Company, User
from accounts.permissions import GrantScope
from bundles.models import ExitBundle
from bundles.operations.building import request_bundle
from bundles.storage import archive_as_file
from common import clock
from common.periods import Month
from common.rls import as_system
from employment.models import Employee
from employment.operations.agreements import follow_agreement
from employment.operations.free_days import add_free_day, choose_eves
from employment.operations.groups import save_group
from employment.operations.settings import change_settings
from employment.operations.sick_protection import protect_from_deduction
from employment.rules.cost_splits import Share
from employment.rules.free_days import Eve
from payroll.operations.opening_balances import save_opening_balances
from payroll.operations.own_accounts import change_accounts
from payroll.operations.pay_items import Look, copy_pay_item
from payroll.operations.pay_lines import NewLine, add_pay_line
from payroll.operations.runs import create_run, discard_run
from payroll.operations.vacation_accounts import Opening as OpeningDays
from payroll.operations.vacation_accounts import open_account
from payroll.operations.vacation_posting import post_liability
from payroll.operations.vacation_rules import choose_vacation_rule
from payroll.operations.vacation_terms import change_vacation_terms
from payroll.operations.vacation_year import close_vacation_year
from payroll.rules.opening_balances import Opening
from payroll.rules.vacation_order import DayKind
from payroll.rules.vacation_terms import VacationRule, VacationTerms
from payroll.vacation_closing import year_end_of, year_to_close
from tests.factories.accounts import give, make_company, make_user
from tests.factories.effects import drain_outbox
from tests.factories.employment import (
    make_agreement,
    make_cost_object,
    make_employee,
    make_former_employment,
    make_split,
)
from tests.factories.payroll import make_approved_run, make_payroll_user
from tests.factories.timereporting import make_entries, make_schedule
from timereporting.operations import reports
from timereporting.rules.quick_choices import QuickChoice

OCTOBER = Month(2026, 10)
SICK_DAYS = [date(2026, 9, 7), date(2026, 9, 8)]


def make_lived_in_company(name: str = "Bageri Solrosen AB") -> tuple[Company, User]:
    """Two employees, one sick in September, reports attested and sent back, a run discarded and one approved.

    Of one of them an account of vacation is kept.
    """
    company = make_company(name)
    eva = make_payroll_user(company)
    schedule = make_schedule(company)
    with as_system(reason="test data", company_id=company.pk):
        change_settings(company_id=company.pk, values={"payday_day": 24}, by=eva.pk)
    people = [make_employee(company, who, schedule=schedule) for who in ("Li Ängsund", "Tor Borg")]
    with as_system(reason="test data", company_id=company.pk):
        agreement = make_agreement(company)
        follow_agreement(agreement=agreement, employees=people[:1], on=date(2026, 9, 1), by=eva.pk)
        make_former_employment(people[1], date(2016, 3, 1), date(2017, 8, 31))
        protect_from_deduction(employee=people[1], on=date(2026, 9, 1), until=None, by=eva.pk)
        save_group(company_id=company.pk, name="Lager", members=people[1:], by=eva.pk)
        before = {people[1].pk: Opening(200_000_00, 0, 50_000_00, 150_000_00)}
        save_opening_balances(company_id=company.pk, year=2026, openings=before, by=eva.pk)
        own = copy_pay_item(company_id=company.pk, code="union_fee", look=Look("Unionen", "2794"), by=eva.pk)
        add_free_day(company_id=company.pk, day=date(2026, 12, 23), name="Bolagsdag", by=eva.pk)
        choose_eves(company_id=company.pk, eves=frozenset({Eve.CHRISTMAS}), starts_on=date(2027, 1, 1), by=eva.pk)
        change_accounts(company_id=company.pk, numbers={"2821": "2890", "7290": "7295"}, by=eva.pk)
        make_cost_object(company)
        make_cost_object(company, "Bygget", code="P1", project=True, ends_on=date(2026, 12, 31))
        make_split(people[0], Share(Decimal("33.33"), "100"), Share(Decimal("66.67"), "100", "P1"), on=OCTOBER.first)
        make_split(people[0], on=date(2026, 11, 1))
        line = NewLine("union_fee", Month(2026, 9), None, own_item_id=own.pk, amount=35_000)
        add_pay_line(employee=people[0], line=line, by=eva.pk)
    attestor = make_user("Siv Attest")
    give(attestor, company, GrantScope.TIME_APPROVAL)
    _keep_vacation(company, people[0], eva)
    make_entries(people[0], SICK_DAYS, QuickChoice.SICK, eva)
    with as_system(reason="test data", company_id=company.pk):
        for employee in people:
            _attest(employee, attestor, eva)
        october = reports.submit(employee=people[1], month=OCTOBER, by=eva)
        reports.send_back(report_id=october.pk, comment="Vad hände den femte?", by=attestor, day=date(2026, 10, 5))
        thrown = create_run(company_id=company.pk, month=OCTOBER, by=eva)
        discard_run(run_id=thrown.pk, by=eva)
    make_approved_run(company, eva, OCTOBER)
    return company, eva


def _keep_vacation(company: Company, employee: Employee, by: User) -> None:
    """Terms, an account that a closed year has moved, and the liability before October."""
    with as_system(reason="test data", company_id=company.pk):
        change_vacation_terms(company_id=company.pk, starts_on=date(2026, 1, 1), terms=VacationTerms(), by=by.pk)
        choose_vacation_rule(employee=employee, rule=VacationRule.SAME_PAY, starts_on=date(2026, 1, 1), by=by.pk)
        with clock.frozen(datetime(2026, 3, 2, 9, tzinfo=UTC)):
            opening = OpeningDays({DayKind.PAID: Decimal(7)}, {2024: Decimal(2)})
            open_account(employee=employee, opening=opening, reason="Tidigare program", by=by.pk)
        with clock.frozen(datetime(2026, 4, 2, 9, tzinfo=UTC)):
            year = year_to_close(company.pk, clock.today())
            assert year is not None
            seen = year_end_of(company.pk, year, clock.today()).digest
            close_vacation_year(company_id=company.pk, seen=seen, by=by.pk)
        post_liability(company_id=company.pk, month=Month(2026, 9), by=by.pk)


def _attest(employee: Employee, attestor: User, by: User) -> None:
    report = reports.submit(employee=employee, month=Month(2026, 9), by=by)
    reports.approve(report_id=report.pk, by=attestor, seen_digest=reports.content_digest(report))


def make_bundle(company: Company, by: User) -> ExitBundle:
    """A bundle that is ready to be downloaded."""
    with as_system(reason="test data", company_id=company.pk):
        bundle = request_bundle(company_id=company.pk, by=by, at=clock.now())
    drain_outbox(rounds=60)
    with as_system(reason="test data", company_id=company.pk):
        return ExitBundle.objects.get(pk=bundle.pk)


def archive_of(bundle: ExitBundle) -> BytesIO:
    """The bundle's bytes."""
    with as_system(reason="test data", company_id=bundle.company_id), archive_as_file(bundle.pk) as file:
        return BytesIO(file.read())
