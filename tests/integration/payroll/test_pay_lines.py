"""Lines that people decide about: on the payslips of their months, posted, and fast once a month is approved."""

import pytest

from accounts.models import Company, User
from common.periods import Month
from common.rls import as_system
from employment.models import Employee
from payroll.models import JournalLine, PayLine, PayrollRun, Payslip, PayslipLine
from payroll.operations.pay_items import Look, NameTaken, change_pay_item, copy_pay_item, retire_pay_item
from payroll.operations.pay_lines import MonthApproved, NewLine, add_pay_line, end_pay_line, remove_pay_line
from payroll.verification import faults_of_approved_runs
from tests.factories.accounts import make_company
from tests.factories.employment import make_employee
from tests.factories.payroll import NOVEMBER, OCTOBER, make_approved_run, make_calculated_run, make_payroll_user
from tests.factories.timereporting import make_schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def eva(company: Company) -> User:
    return make_payroll_user(company)


@pytest.fixture
def anna(company: Company) -> Employee:
    return make_employee(company, "Anna Ek", monthly_salary=3_500_000, schedule=make_schedule(company))


def put(anna: Employee, eva: User, item: str, amount: int, first: Month = NOVEMBER, **more: object) -> PayLine:
    with as_system(reason="test data", company_id=anna.company_id):
        line = NewLine(item, first, more.pop("last", None), amount=amount, **more)  # type: ignore[arg-type]
        return add_pay_line(employee=anna, line=line, by=eva.pk)


def posted(run: PayrollRun) -> dict[str, int]:
    return dict(JournalLine.objects.filter(run=run).values_list("account", "amount"))


def test_a_line_is_taxed_posted_and_paid_as_its_item_says(company: Company, anna: Employee, eva: User) -> None:
    put(anna, eva, "commission", 500_000)
    put(anna, eva, "housing_benefit", 300_000)
    put(anna, eva, "union_fee", 35_000)
    put(anna, eva, "advance_payment", 100_000, last=NOVEMBER)
    put(anna, eva, "pension_premium", 157_500)
    put(anna, eva, "commission", 999_900, first=NOVEMBER.next)  # not yet
    run = make_approved_run(company, eva)
    with as_system(reason="test", company_id=company.pk):
        slip = Payslip.objects.get(run=run)
        assert (slip.gross_pay, slip.benefits, slip.taxable_pay) == (4_000_000, 300_000, 4_300_000)
        assert (slip.net_deductions, slip.reimbursements, slip.employer_premiums) == (35_000, 100_000, 157_500 + 38_210)
        assert slip.net_pay == 4_000_000 - slip.preliminary_tax - 35_000 + 100_000
        assert slip.contribution_cost == 4_300_000 * 3142 // 10_000
        assert run.employer_cost == 4_000_000 + slip.contribution_cost + 157_500 + 38_210
        journal = posted(run)
        assert (journal["7210"], journal["7381"], journal["7399"]) == (4_000_000, 300_000, -300_000)
        assert (journal["2794"], journal["1610"]) == (-35_000, 100_000)
        assert (journal["7411"], journal["2950"], journal["2821"]) == (157_500, -157_500, -slip.net_pay)
        assert (journal["7533"], journal["2943"]) == (38_210, -38_210)
        assert faults_of_approved_runs(company.pk) == []


def test_a_copy_has_a_name_and_an_account_of_its_own(company: Company, anna: Employee, eva: User) -> None:
    with as_system(reason="test data", company_id=company.pk):
        item = copy_pay_item(company_id=company.pk, code="commission", look=Look("Säljbonus", "7211"), by=eva.pk)
        with pytest.raises(NameTaken):
            copy_pay_item(company_id=company.pk, code="bonus", look=Look("Säljbonus"), by=eva.pk)
    put(anna, eva, "commission", 500_000, own_item_id=item.pk)
    run = make_calculated_run(company, eva)
    with as_system(reason="test", company_id=company.pk):
        line = PayslipLine.objects.get(run=run, pay_item="commission")
        assert (line.label, line.account, posted(run)["7211"]) == ("Säljbonus", "7211", 500_000)
        change_pay_item(item=item, look=Look("Provision butik"), by=eva.pk)
        retire_pay_item(item=item, by=eva.pk)
    again = make_approved_run(company, eva, OCTOBER)  # a retired item goes on where it is used
    with as_system(reason="test", company_id=company.pk):
        assert not PayslipLine.objects.filter(run=again, pay_item="commission").exists()


def test_nothing_changes_in_an_approved_month(company: Company, anna: Employee, eva: User) -> None:
    line = put(anna, eva, "union_fee", 35_000, first=OCTOBER)
    coming = put(anna, eva, "union_fee", 10_000, first=NOVEMBER)
    make_approved_run(company, eva, OCTOBER)
    with as_system(reason="test", company_id=company.pk):
        for refused in (
            lambda: add_pay_line(employee=anna, line=NewLine("bonus", OCTOBER, OCTOBER, amount=1), by=eva.pk),
            lambda: remove_pay_line(line=line, by=eva.pk),
            lambda: end_pay_line(line=line, last=OCTOBER.previous, by=eva.pk),
        ):
            with pytest.raises(MonthApproved) as caught:
                refused()
            assert caught.value.first_open == NOVEMBER
        assert end_pay_line(line=line, last=OCTOBER, by=eva.pk).ends_on == OCTOBER.last
        remove_pay_line(line=coming, by=eva.pk)
        assert [one.pk for one in PayLine.objects.filter(employee=anna)] == [line.pk]
        assert faults_of_approved_runs(company.pk) == []
    run = make_approved_run(company, eva)
    with as_system(reason="test", company_id=company.pk):
        assert Payslip.objects.get(run=run).net_deductions == 0


def test_a_loan_ends_by_itself_when_it_is_repaid(company: Company, anna: Employee, eva: User) -> None:
    put(anna, eva, "loan_repayment", 100_000, first=OCTOBER, details={"loan_principal": "150000"})
    taken = []
    for month in (OCTOBER, NOVEMBER, NOVEMBER.next):
        run = make_approved_run(company, eva, month)
        with as_system(reason="test", company_id=company.pk):
            taken.append(list(PayslipLine.objects.filter(run=run, pay_item="loan_repayment").values_list("amount")))
    assert taken == [[(-100_000,)], [(-50_000,)], []]
    with as_system(reason="test", company_id=company.pk):
        assert faults_of_approved_runs(company.pk) == []


def test_benefits_are_posted_with_what_is_paid_for_them(company: Company, anna: Employee, eva: User) -> None:
    put(anna, eva, "car_benefit", 420_000, details={"registered_on": "2019-05-01"})
    put(anna, eva, "car_payment", 100_000)
    put(anna, eva, "fuel_benefit", 100_000)
    put(anna, eva, "fuel_payment", 60_000)
    run = make_calculated_run(company, eva)
    with as_system(reason="test", company_id=company.pk):
        slip = Payslip.objects.get(run=run)
        assert (slip.benefits, slip.net_deductions) == (320_000 + 120_000, 160_000)
        assert slip.contribution_cost == (3_500_000 + 320_000 + 40_000) * 3142 // 10_000
        journal = posted(run)
        assert (journal["7385"], journal["7399"], journal["7388"]) == (440_000, -440_000, -160_000)


def test_a_payment_that_the_pay_does_not_cover_stops_the_run_and_says_why(
    company: Company, anna: Employee, eva: User
) -> None:
    put(anna, eva, "car_benefit", 4_000_000)
    put(anna, eva, "car_payment", 3_900_000)
    put(anna, eva, "attachment_of_earnings", 0, details={"reserved_amount": "0"})
    run = make_calculated_run(company, eva)
    assert [one["problem"] for one in run.problems] == ["PaymentNotCovered"]
