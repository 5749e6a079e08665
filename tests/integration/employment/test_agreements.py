"""Who follows which agreement from when, and that payroll reckons with what applied on the days it pays for."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import Company
from common.periods import Month
from common.rls import as_system
from employment.agreement_queries import agreement_book, agreement_on, followers_on
from employment.operations.agreements import (
    AgreementBeginsLater,
    AgreementNameTaken,
    add_agreement,
    change_agreement,
    figures_of,
    follow_agreement,
)
from payroll.basis import bases_for
from payroll.models import PayrollRun
from tests.factories.accounts import make_company
from tests.factories.employment import make_agreement, make_employee

pytestmark = pytest.mark.django_db
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def unsaved_run(company: Company, month: Month) -> PayrollRun:
    before = month.previous
    return PayrollRun(
        company_id=company.pk,
        period=month.first,
        payday=month.first.replace(day=25),
        deviation_first=before.first,
        deviation_last=before.last,
    )


def test_an_employee_follows_what_was_chosen_for_them_or_for_all_from_a_date() -> None:
    company = make_company()
    li, tor = make_employee(company, "Li Sund"), make_employee(company, "Tor Borg")
    with as_system(reason="test data", company_id=company.pk):
        assert agreement_on(company.pk, OCTOBER).overtime_simple_divisor == 94
    usual = make_agreement(company, "Kontor", on=OCTOBER, overtime_simple_divisor=Decimal(100))
    with as_system(reason="test data", company_id=company.pk):
        values = {**figures_of(usual.versions.get()), "overtime_simple_divisor": Decimal(116)}
        own = add_agreement(company_id=company.pk, name="Lager", values=values, on=OCTOBER, by=None)
        follow_agreement(agreement=own, employees=[tor], on=NOVEMBER, by=None)
        change_agreement(agreement=usual, values={**values, "overtime_simple_divisor": 95}, on=NOVEMBER, by=None)
        book = agreement_book(company.pk, [li.pk, tor.pk], date(2026, 12, 31))
        divisors = [
            [book.on(one.pk, day).overtime_simple_divisor for day in (date(2026, 9, 30), date(2026, 10, 31), NOVEMBER)]
            for one in (li, tor)
        ]
        assert divisors == [[94, 100, 95], [94, 100, 116]]
        assert followers_on(company.pk, NOVEMBER) == {usual.pk: [li], own.pk: [tor]}


def test_a_name_is_taken_once_and_nobody_follows_an_agreement_before_it_begins() -> None:
    company = make_company()
    agreement = make_agreement(company, "Kontor", on=NOVEMBER)
    with as_system(reason="test data", company_id=company.pk):
        figures = figures_of(agreement.versions.get())
        with pytest.raises(AgreementNameTaken):
            add_agreement(company_id=company.pk, name="KONTOR", values=figures, on=NOVEMBER, by=None)
        with pytest.raises(AgreementBeginsLater) as refused:
            follow_agreement(agreement=agreement, employees=None, on=OCTOBER, by=None)
    assert refused.value.first == NOVEMBER


def test_a_run_reckons_with_the_agreement_of_its_deviations_and_the_part_month_of_its_own_month() -> None:
    company = make_company()
    li = make_employee(company, "Li Sund", hired_on=date(2026, 11, 16))
    mia = make_employee(company, "Mia Karlsson")
    make_agreement(company, on=NOVEMBER, overtime_simple_divisor=Decimal(100), part_month="WORKDAYS")
    with as_system(reason="test data", company_id=company.pk):
        november = bases_for(unsaved_run(company, Month(2026, 11)), [li, mia])
        december = bases_for(unsaved_run(company, Month(2026, 12)), [li, mia])
    assert [one.agreement.overtime_simple_divisor for one in (*november, *december)] == [94, 94, 100, 100]
    assert [len(one.workdays) for one in (*november, *december)] == [11, 0, 0, 0]
