"""Time is registered, submitted, attested, sent back and closed; nobody attests their own."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from accounts.permissions import CompanyRole, GrantScope, TimeMode
from accounts.reach import EVERYBODY
from common.periods import Month
from common.scoping import scope
from employment.models import Employee
from tests.factories.accounts import acting, give, make_company, make_member, make_user
from tests.factories.employment import make_employee
from tests.factories.timereporting import give_schedule, make_arrangement, make_entries, make_schedule
from timereporting.awaited import unapproved_for
from timereporting.models import ReturnedDay, TimeEntry, TimeReport
from timereporting.operations import reports
from timereporting.operations.registrations import OutsideEmployment, PeriodClosed
from timereporting.queries import payroll_entries_for, report_views
from timereporting.rules.finding_kinds import FindingKind
from timereporting.rules.quick_choices import MoreThanPlanned, NothingPlanned, QuickChoice
from timereporting.rules.report_states import ReportState, TransitionNotAllowed

pytestmark = pytest.mark.django_db
OCTOBER = Month(2026, 10)
MONDAY, TUESDAY, SATURDAY = date(2026, 10, 5), date(2026, 10, 6), date(2026, 10, 10)


@pytest.fixture
def li() -> Employee:
    company = make_company()
    make_arrangement(company)
    employee = make_employee(company)
    employee.company = company
    give_schedule(employee, make_schedule(company))
    return employee


@pytest.fixture
def attestor(li: Employee) -> User:
    user = make_member(li.company, "Mia Karlsson", role=CompanyRole.ATTESTOR)
    give(user, li.company, GrantScope.TIME_APPROVAL)
    return user


def in_company(li: Employee):  # type: ignore[no-untyped-def]
    return scope(company_ids=[li.company_id])


def test_a_whole_day_is_the_days_schedule(li: Employee, attestor: User) -> None:
    entries = make_entries(li, [MONDAY, TUESDAY], QuickChoice.SICK, attestor)
    assert [(entry.worked_on, entry.minutes) for entry in entries] == [(MONDAY, 480), (TUESDAY, 480)]


@pytest.mark.parametrize(
    ("days", "minutes", "error"),
    [
        ([SATURDAY], None, NothingPlanned),
        ([MONDAY], 500, MoreThanPlanned),
        ([date(2020, 1, 1)], 60, OutsideEmployment),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_registered(
    li: Employee, attestor: User, days: list[date], minutes: int | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        make_entries(li, days, QuickChoice.SICK, attestor, minutes)
    with acting(attestor), in_company(li):
        assert not TimeEntry.objects.exists()


def test_registering_again_strikes_the_old_row(li: Employee, attestor: User) -> None:
    make_entries(li, [MONDAY], QuickChoice.SICK, attestor)
    make_entries(li, [MONDAY], QuickChoice.SICK, attestor, 240)
    with acting(attestor), in_company(li):
        rows = TimeEntry.objects.order_by("recorded_at").values_list("minutes", "struck_at")
        assert [(minutes, struck is None) for minutes, struck in rows] == [(480, False), (240, True)]


def test_only_approved_time_enters_payroll_when_employees_register(li: Employee, attestor: User) -> None:
    make_entries(li, [MONDAY], QuickChoice.SICK, attestor)
    with acting(attestor), in_company(li):
        period = (OCTOBER.first, OCTOBER.last)
        assert not payroll_entries_for(li.company_id, [li.pk], *period)
        assert unapproved_for(li.company_id, [li], OCTOBER) == [li]
        report = reports.submit(employee=li, month=OCTOBER, by=attestor)
        reports.approve(report_id=report.pk, by=attestor)
        assert len(payroll_entries_for(li.company_id, [li.pk], *period)) == 1
        assert unapproved_for(li.company_id, [li], OCTOBER) == []


def test_everything_enters_payroll_when_the_firm_registers(li: Employee, attestor: User) -> None:
    make_arrangement(li.company, TimeMode.FIRM_REGISTERS)
    make_entries(li, [MONDAY], QuickChoice.SICK, attestor)
    with acting(attestor), in_company(li):
        assert len(payroll_entries_for(li.company_id, [li.pk], OCTOBER.first, OCTOBER.last)) == 1


def test_a_change_after_approval_opens_the_report_again(li: Employee, attestor: User) -> None:
    with acting(attestor), in_company(li):
        report = reports.submit(employee=li, month=OCTOBER, by=attestor)
        reports.approve(report_id=report.pk, by=attestor)
    make_entries(li, [MONDAY], QuickChoice.SICK, attestor)
    with acting(attestor), in_company(li):
        report.refresh_from_db()
        assert (report.state, report.approved_by) == (ReportState.OPEN, None)


def test_one_day_can_be_sent_back_and_is_settled_by_submitting_again(li: Employee, attestor: User) -> None:
    make_entries(li, [MONDAY], QuickChoice.SICK, attestor)
    with acting(attestor), in_company(li):
        report = reports.submit(employee=li, month=OCTOBER, by=attestor)
        reports.send_back(report_id=report.pk, comment="Var du inte på plats efter lunch?", by=attestor, day=MONDAY)
        assert TimeReport.objects.get().state == ReportState.RETURNED
        assert ReturnedDay.objects.get().day == MONDAY
        reports.submit(employee=li, month=OCTOBER, by=attestor)
        assert ReturnedDay.objects.get().resolved_at is not None


def test_sending_back_needs_a_comment(li: Employee, attestor: User) -> None:
    with acting(attestor), in_company(li):
        report = reports.submit(employee=li, month=OCTOBER, by=attestor)
        with pytest.raises(reports.CommentMissing):
            reports.send_back(report_id=report.pk, comment="  ", by=attestor)


def test_nobody_attests_their_own_time(li: Employee, attestor: User) -> None:
    with acting(attestor), in_company(li):
        report = reports.submit(employee=li, month=OCTOBER, by=attestor)
    set_user(li, attestor)
    with acting(attestor), in_company(li):
        with pytest.raises(reports.OwnReport):
            reports.approve(report_id=report.pk, by=attestor)
        assert reports.approve_all(seen={report.pk: reports.content_digest(report)}, by=attestor) == 0


def test_the_database_too_refuses_that_somebody_approves_their_own_time(li: Employee, attestor: User) -> None:
    with acting(attestor), in_company(li):
        report = reports.submit(employee=li, month=OCTOBER, by=attestor)
    set_user(li, attestor)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET ROLE lonsam_migrate")
        cursor.execute(
            "UPDATE timereporting_timereport SET state = 'APPROVED', approved_by_id = %s WHERE id = %s",
            [attestor.pk, report.pk],
        )


def test_approving_all_leaves_what_changed_since_it_was_seen(li: Employee, attestor: User) -> None:
    with acting(attestor), in_company(li):
        report = reports.submit(employee=li, month=OCTOBER, by=attestor)
        assert reports.approve_all(seen={report.pk: "what it said before"}, by=attestor) == 0
        assert reports.approve_all(seen={report.pk: reports.content_digest(report)}, by=attestor) == 1


def test_a_registration_is_struck_and_never_changed(li: Employee, attestor: User) -> None:
    entry = make_entries(li, [MONDAY], QuickChoice.SICK, attestor)[0]
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET ROLE lonsam_migrate")
        cursor.execute("UPDATE timereporting_timeentry SET minutes = 1 WHERE id = %s", [entry.pk])


def set_user(employee: Employee, user: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE lonsam_migrate")
        cursor.execute("UPDATE employment_employee SET user_id = %s WHERE id = %s", [user.pk, employee.pk])
        cursor.execute("SET ROLE lonsam_app")


def test_a_report_that_changed_since_it_was_opened_is_not_approved(li: Employee, attestor: User) -> None:
    with acting(attestor), in_company(li):
        report = reports.submit(employee=li, month=OCTOBER, by=attestor)
        seen = reports.content_digest(report)
    make_entries(li, [MONDAY], QuickChoice.SICK, attestor)
    with acting(attestor), in_company(li):
        reports.submit(employee=li, month=OCTOBER, by=attestor)
        with pytest.raises(reports.ChangedSince):
            reports.approve(report_id=report.pk, by=attestor, seen_digest=seen)


def test_an_approval_can_be_undone_until_payroll_has_the_report(li: Employee, attestor: User) -> None:
    with acting(attestor), in_company(li):
        report = reports.submit(employee=li, month=OCTOBER, by=attestor)
        reports.approve(report_id=report.pk, by=attestor)
        reports.undo_approval(report_id=report.pk, by=attestor)
        reports.approve(report_id=report.pk, by=attestor)
        reports.import_reports(company_id=li.company_id, employee_ids=[li.pk], month=OCTOBER, by=attestor)
        with pytest.raises(TransitionNotAllowed):
            reports.undo_approval(report_id=report.pk, by=attestor)
    with pytest.raises(PeriodClosed):
        make_entries(li, [MONDAY], QuickChoice.SICK, attestor)


def test_reports_show_what_to_look_at(li: Employee, attestor: User) -> None:
    make_entries(li, [SATURDAY], QuickChoice.HOURS_WORKED, attestor, 240)
    with acting(attestor), in_company(li):
        reports.submit(employee=li, month=OCTOBER, by=attestor)
        view = report_views(li.company_id, OCTOBER, EVERYBODY, until=OCTOBER.last)[0]
        assert [(finding.kind, finding.day) for finding in view.findings] == [(FindingKind.OUTSIDE_SCHEDULE, SATURDAY)]


def test_colleagues_do_not_see_each_others_days(li: Employee, attestor: User) -> None:
    colleague = make_employee(li.company, "Bo Ek")
    user = make_user("Bo Ek")
    set_user(colleague, user)
    give(user, li.company, GrantScope.SELF)
    make_entries(li, [MONDAY], QuickChoice.SICK, attestor)
    with acting(user), in_company(li):
        assert not TimeEntry.objects.exists()
        assert not TimeReport.objects.exists()


def test_a_registration_cannot_join_two_companies(li: Employee, attestor: User) -> None:
    entry = make_entries(li, [MONDAY], QuickChoice.SICK, attestor)[0]
    other = make_company("Kanariefågeln AB")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET ROLE lonsam_migrate")
        cursor.execute("UPDATE timereporting_timeentry SET company_id = %s WHERE id = %s", [other.pk, entry.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
