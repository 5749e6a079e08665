"""By which rule vacation is paid is chosen for an employee, else said by the agreement, else by the company."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from accounts.models import Company, User
from common.rls import as_system
from employment.models import Employee
from payroll.findings import warnings_to_see
from payroll.models import PayrollRun, PayslipLine, VacationRuleChoice
from payroll.operations.runs import approve_run
from payroll.operations.vacation_accounts import Opening, open_account
from payroll.operations.vacation_rules import choose_vacation_rule
from payroll.rules.vacation_order import DayKind
from payroll.vacation_balances import vacation_terms_on
from payroll.vacation_rules import RuleInForce, SaidBy, rule_in_force
from payroll.vacation_status import Status, vacation_of_company
from payroll.verification import faults_of_approved_runs
from tests.factories.accounts import make_company
from tests.factories.employment import make_agreement, make_employee
from tests.factories.payroll import make_calculated_run, make_payroll_user
from tests.factories.timereporting import make_entries
from timereporting.rules.quick_choices import QuickChoice

pytestmark = pytest.mark.django_db
OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)
DAYS = [date(2026, 10, 5), date(2026, 10, 6)]


def opened(employee: Employee, by: User, day_pay: int | None = None) -> None:
    open_account(employee=employee, opening=Opening({DayKind.PAID: Decimal(20)}, {}, day_pay), reason="Start", by=by.pk)


def status(employee: Employee, day: date) -> Status:
    (row,) = vacation_of_company(employee.company_id, day, only=employee.pk).rows
    return row


def lines(run: PayrollRun, employee: Employee) -> dict[str, int]:
    return dict(PayslipLine.objects.filter(run=run, employee=employee).values_list("pay_item", "amount"))


def said(company: Company, employee: Employee, day: date) -> RuleInForce:
    return rule_in_force(company.pk, employee.pk, day, vacation_terms_on(company.pk, day))


def test_the_rule_of_each_employee_counts_in_lines_value_and_liability() -> None:
    company = make_company()
    eva = make_payroll_user(company)
    li, tor = (make_employee(company, name, monthly_salary=3_000_000) for name in ("Li Sund", "Tor Holm"))
    with as_system(reason="test", company_id=company.pk):
        for one in (li, tor):
            opened(one, eva, day_pay=150_000 if one == li else None)
        choose_vacation_rule(employee=li, rule="PERCENTAGE", starts_on=NOVEMBER, by=eva.pk)
    for one in (li, tor):
        make_entries(one, DAYS, QuickChoice.VACATION, eva)
    run = make_calculated_run(company, eva)
    with as_system(reason="test", company_id=company.pk):
        approve_run(run_id=run.pk, by=eva, seen=warnings_to_see(run.pk))
        found = {one: lines(run, one) for one in (li, tor)}
        assert (found[li]["vacation_pay"], found[li]["vacation_day_deduction"]) == (2 * 150_000, -2 * 138_000)
        assert found[tor]["vacation_supplement"] == 2 * 12_900
        values = [status(one, date(2026, 11, 30)).liability for one in (li, tor)]
        assert [one.value.amount if one else 0 for one in values] == [150_000, 150_900]
        # Ended from December: the value is the salary's with its supplement, and with it what was entered on top.
        choose_vacation_rule(employee=li, rule="", starts_on=DECEMBER, by=eva.pk)
        later = status(li, DECEMBER).value
        assert later is not None
        assert later.amount == 150_900 + 150_000
        assert faults_of_approved_runs(company.pk) == []


def test_a_choice_goes_before_the_agreement_which_goes_before_the_company() -> None:
    company = make_company()
    li = make_employee(company, "Li Sund")
    with as_system(reason="test", company_id=company.pk):
        assert said(company, li, OCTOBER) == RuleInForce("SAME_PAY", SaidBy.COMPANY)  # type: ignore[arg-type]
    make_agreement(company, "Lager", on=NOVEMBER, vacation_rule="PERCENTAGE")
    with as_system(reason="test", company_id=company.pk):
        rule = said(company, li, NOVEMBER)
        assert (rule.rule, rule.said_by, rule.name) == ("PERCENTAGE", SaidBy.AGREEMENT, "Lager")
        choose_vacation_rule(employee=li, rule="SAME_PAY", starts_on=NOVEMBER, by=None)
        assert said(company, li, DECEMBER) == RuleInForce("SAME_PAY", SaidBy.EMPLOYEE, NOVEMBER)  # type: ignore[arg-type]
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            VacationRuleChoice.objects.update(rule="PERCENTAGE")
