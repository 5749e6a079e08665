"""What is found about a run besides what stops it, and that its warnings have to be seen before it is approved."""

from contextlib import AbstractContextManager
from datetime import date, time

import pytest

from accounts.models import Company, User
from common.rls import as_system
from employment.operations.agreements import change_agreement, figures_of, follow_agreement
from employment.operations.rehiring import hire_again
from employment.operations.terms import Pay, Tax, change_pay, change_tax
from employment.rules.unsocial_hours import read_band
from events.models import AuditEvent
from payroll.checks import employees_in
from payroll.findings import findings_of, warnings_to_see
from payroll.findings.kinds import Finding, FindingKind
from payroll.models import PayrollRun
from payroll.operations.pay_lines import NewLine, add_pay_line, remove_pay_line
from payroll.operations.runs import WarningsUnread, approve_run, create_run, start_calculation
from tests.factories.accounts import make_company
from tests.factories.effects import drain_outbox
from tests.factories.employment import make_agreement, make_employee
from tests.factories.payroll import (
    NOVEMBER,
    OCTOBER,
    make_approved_run,
    make_calculated_run,
    make_payroll_user,
)
from tests.factories.timereporting import make_entries, make_schedule
from timereporting.operations.schedules import Day, save_schedule
from timereporting.rules.durations import Span
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db
SEPTEMBER = OCTOBER.previous
MONDAY, TUESDAY = date(2026, 10, 5), date(2026, 10, 6)


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def eva(company: Company) -> User:
    return make_payroll_user(company)


def inside(company: Company) -> AbstractContextManager[None]:
    return as_system(reason="test", company_id=company.pk)


def found(run: PayrollRun, *kinds: FindingKind) -> list[Finding]:
    with as_system(reason="test", company_id=run.company_id):
        return [one for one in findings_of(run, employees_in(run)) if one.kind in kinds]


def test_hours_without_clock_times_are_told_where_the_agreement_pays_by_the_clock(company: Company, eva: User) -> None:
    tor, eli, ada = (make_employee(company, name, hourly_wage=170_00) for name in ("Tor Ek", "Eli Ung", "Ada By"))
    make_entries(tor, [MONDAY, TUESDAY], QuickChoice.HOURS_WORKED, eva, minutes=480)
    make_entries(eli, [MONDAY], QuickChoice.HOURS_WORKED, eva, span=Span(time(14), time(22)))
    make_entries(ada, [MONDAY], QuickChoice.HOURS_WORKED, eva, minutes=240)
    with inside(company):
        run = create_run(company_id=company.pk, month=NOVEMBER, by=eva)
        line = NewLine("unsocial_hours_supplement", NOVEMBER, NOVEMBER, amount=500_00)
        add_pay_line(employee=ada, line=line, by=eva.pk)
    assert found(run, FindingKind.NO_CLOCK_TIMES) == []
    make_agreement(company, "Vård", unsocial_bands=[read_band("Kväll", "mån-fre", "18-24", "1/600")])
    assert [(one.employee, one.minutes) for one in found(run, FindingKind.NO_CLOCK_TIMES)] == [(tor, 960)]


def test_vacation_beyond_the_days_with_pay_is_told_before_it_is_deducted(company: Company, eva: User) -> None:
    # Nothing was earned before a vacation year in which somebody was hired.
    new = make_employee(company, "Nya Nil", monthly_salary=28_000_00, hired_on=date(2026, 4, 1))
    old, hourly = (
        make_employee(company, "Li Sund", monthly_salary=28_000_00),
        make_employee(company, hourly_wage=170_00),
    )
    for one in (new, old, hourly):
        make_entries(one, [MONDAY, TUESDAY], QuickChoice.VACATION, eva)
    with inside(company):
        run = create_run(company_id=company.pk, month=NOVEMBER, by=eva)
    assert [(one.employee, one.number, one.is_warning) for one in found(run, FindingKind.UNPAID_VACATION)] == [
        (new, 2, True)
    ]


def test_pay_that_is_used_up_and_deductions_without_cover_are_told(company: Company, eva: User) -> None:
    li, tor, ada = (make_employee(company, name, monthly_salary=20_000_00) for name in ("Li Sund", "Tor Ek", "Ada By"))
    with inside(company):
        for employee, kronor in ((li, 50_000), (tor, 1_000)):
            line = NewLine("net_deduction", NOVEMBER, NOVEMBER, amount=kronor * 100)
            add_pay_line(employee=employee, line=line, by=eva.pk)
        add_pay_line(employee=ada, line=NewLine("attachment_of_earnings", NOVEMBER, NOVEMBER), by=eva.pk)
    run = make_calculated_run(company, eva)
    kinds = (FindingKind.DEDUCTION_CUT, FindingKind.NOTHING_LEFT)
    assert [(one.kind, one.employee) for one in found(run, *kinds)] == [(kinds[0], li), (kinds[1], ada)]


def test_what_was_changed_for_paid_months_is_told_until_the_next_run_is_approved(company: Company, eva: User) -> None:
    li, tor, ada = (make_employee(company, name) for name in ("Li Sund", "Tor Ek", "Ada By"))
    make_approved_run(company, eva, SEPTEMBER)
    make_approved_run(company, eva, OCTOBER)
    with inside(company):
        run = create_run(company_id=company.pk, month=NOVEMBER, by=eva)
    assert found(run, FindingKind.CHANGED_AFTER) == []
    with inside(company):
        raised = Pay(pay_form="MONTHLY", monthly_salary=36_000_00)
        change_pay(employee=li, pay=raised, on=date(2026, 9, 1), by=eva.pk)
        change_tax(employee=li, tax=Tax("TABLE", 34, 1), on=date(2026, 10, 1), by=eva.pk)
        change_pay(employee=tor, pay=raised, on=date(2026, 11, 1), by=eva.pk)
        hire_again(employee=ada, first=date(2026, 10, 20), ends_other=True, by=eva.pk)
    told = found(run, FindingKind.CHANGED_AFTER)
    assert [(one.employee, one.changed, one.since, one.months) for one in told] == [
        (li, ("PAY", "TAX"), date(2026, 9, 1), (SEPTEMBER, OCTOBER)),
        (ada, ("EMPLOYMENT",), date(2026, 10, 20), (OCTOBER,)),
    ]
    with inside(company):
        owed = NewLine("retroactive_pay", NOVEMBER, NOVEMBER, amount=2_000_00)
        line = add_pay_line(employee=li, line=owed, by=eva.pk)
        assert [one.employee for one in found(run, FindingKind.CHANGED_AND_MENDED)] == [li]
        remove_pay_line(line=line, by=eva.pk)
        start_calculation(run_id=run.pk, by=eva)
    drain_outbox()
    with inside(company):
        seen = warnings_to_see(run.pk)
        change_tax(employee=tor, tax=Tax("TABLE", 34, 1), on=date(2026, 12, 1), by=eva.pk)
        for unread in ("", "yes"):
            with pytest.raises(WarningsUnread):
                approve_run(run_id=run.pk, by=eva, seen=unread)
        approve_run(run_id=run.pk, by=eva, seen=seen)
        event = AuditEvent.objects.get(subject_id=run.pk, kind="payroll.run_approved")
    assert event.data["warnings"] == [{"kind": "CHANGED_AFTER", "about": str(one.pk)} for one in (li, ada)]
    with inside(company):
        after = create_run(company_id=company.pk, month=NOVEMBER.next, by=eva)
    assert found(after, FindingKind.CHANGED_AFTER) == []


def test_agreements_and_schedules_that_get_other_figures_for_paid_days_are_told(company: Company, eva: User) -> None:
    agreement, week = make_agreement(company, "Vård"), make_schedule(company, "Dag")
    tor = make_employee(company, "Tor Ek", schedule=week)
    make_approved_run(company, eva, OCTOBER)
    with inside(company):
        run = create_run(company_id=company.pk, month=NOVEMBER, by=eva)
        version = agreement.versions.get()
        values = {**figures_of(version), "vacation_supplement_rate": version.vacation_supplement_rate + 1}
        change_agreement(agreement=agreement, values=values, on=date(2026, 10, 1), by=eva.pk)
        assert found(run, FindingKind.CHANGED_AFTER) == []  # October pays the deviations of September
        change_agreement(agreement=agreement, values=values, on=date(2026, 9, 1), by=eva.pk)
        follow_agreement(agreement=agreement, employees=[tor], on=date(2026, 9, 1), by=eva.pk)
        days = [Day(weekday, time(9), time(17), 60) for weekday in range(5)]
        save_schedule(company_id=company.pk, name="Dag", days=days, by=eva, schedule=week)
        save_schedule(company_id=company.pk, name="Natt", days=days, by=eva)
    told = found(run, FindingKind.CHANGED_AFTER)
    assert [(one.employee, one.subject, one.name, one.months) for one in told] == [
        (None, agreement.pk, "Vård", (OCTOBER,)),
        (tor, None, "", (OCTOBER,)),
        (None, week.pk, "Dag", (OCTOBER,)),
    ]
