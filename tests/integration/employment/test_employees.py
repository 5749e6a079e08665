"""Employees: drafts until complete, numbers unique in their company, identity numbers unreadable in the database."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.permissions import GrantScope
from common.identity_numbers import parse_personal_identity_number
from common.rls import as_system
from common.scoping import scope
from employment.completeness import missing_fields_for
from employment.models import BankAccount, Employee, EmploymentTerms, TaxTerms
from employment.operations.employees import Basics, EmployeeRefused, add_employee, change_basics
from employment.operations.terms import Tax, change_tax
from employment.queries import employees_of, identity_index, next_employee_number
from events.models import AuditEvent
from tests.factories.accounts import acting, give, make_company, make_user
from tests.factories.employment import make_draft, make_employee
from tests.factories.test_numbers import COORDINATION, ORDINARY

pytestmark = pytest.mark.django_db


def basics(number: int = 900, **fields: object) -> Basics:
    values = {"given_name": "Li", "family_name": "Sund", "hired_on": date(2026, 1, 1), **fields}
    return Basics(number=number, **values)  # type: ignore[arg-type]


def kinds_about(employee: Employee) -> list[str]:
    events = AuditEvent.objects.filter(subject_id=employee.pk).order_by("sequence")
    return list(events.values_list("kind", flat=True))


def test_an_employee_with_everything_is_complete_and_one_with_nothing_a_draft() -> None:
    company = make_company()
    assert make_employee(company).completed_at is not None
    assert make_draft(company).is_draft


def test_a_draft_is_completed_by_the_change_that_gives_the_last_missing_part() -> None:
    company = make_company()
    employee = make_employee(company)
    with as_system(reason="test", company_id=company.pk):
        assert "employment.employee_completed" in kinds_about(employee)
        change_basics(employee=employee, basics=basics(employee.number, email=""), by=None)
        employee.refresh_from_db()
        assert employee.is_draft
        change_basics(employee=employee, basics=basics(employee.number, email="li@example.se"), by=None)
        employee.refresh_from_db()
        assert not employee.is_draft
        assert kinds_about(employee)[-3:] == [
            "employment.employee_reopened",
            "employment.employee_changed",
            "employment.employee_completed",
        ]


def test_missing_fields_are_counted_by_tab() -> None:
    company = make_company()
    employee = make_draft(company)
    with as_system(reason="test", company_id=company.pk):
        missing = missing_fields_for([employee])[employee.pk]
    assert [(field.tab, field.name) for field in missing] == [
        ("basics", "personal_identity_number"),
        ("pay", "employment_terms"),
        ("tax", "tax_terms"),
        ("bank", "bank_account"),
        ("reporting", "work_schedule"),
    ]


def test_missing_fields_cost_the_same_queries_for_one_and_for_many(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    company = make_company()
    people = [make_draft(company) for _ in range(12)]
    with as_system(reason="test", company_id=company.pk):
        for some in (people[:1], people):
            with django_assert_num_queries(4):
                missing_fields_for(some)


def test_the_database_holds_no_readable_identity_number_or_account() -> None:
    company = make_company()
    employee = make_employee(company, personal_identity_number=ORDINARY[0])
    with as_system(reason="test", company_id=company.pk), connection.cursor() as cursor:
        cursor.execute(
            "SELECT e::text || b::text, e.personal_identity_number || b.clearing_number || b.account_number"
            " FROM employment_employee e JOIN employment_bankaccount b ON b.employee_id = e.id WHERE e.id = %s",
            [employee.pk],
        )
        text, sealed = cursor.fetchone()
        stored = text + bytes(sealed).decode("latin-1")
        account = BankAccount.objects.get(employee=employee)
        read_back = Employee.objects.get(pk=employee.pk).personal_identity_number
    assert ORDINARY[0] not in stored
    assert ORDINARY[0][2:] not in stored
    assert account.account_number not in stored
    assert (account.clearing_number, read_back) == ("3300", ORDINARY[0])


def test_events_tell_no_identity_number_and_no_amount() -> None:
    company = make_company()
    employee = make_employee(company, monthly_salary=3_123_400, personal_identity_number=ORDINARY[1])
    with as_system(reason="test", company_id=company.pk):
        written = str(list(AuditEvent.objects.filter(subject_id=employee.pk).values_list("data", flat=True)))
    assert "31234" not in written
    assert ORDINARY[1][-4:] not in written


def test_the_same_person_twice_in_a_company_names_the_other() -> None:
    company, other_company = make_company(), make_company("Annat AB")
    first = make_employee(company, "Li Sund", personal_identity_number=ORDINARY[2])
    identity = parse_personal_identity_number(ORDINARY[2], today=date(2026, 11, 25))
    with as_system(reason="test", company_id=company.pk):
        with pytest.raises(EmployeeRefused) as refused:
            add_employee(company_id=company.pk, basics=basics(identity=identity), by=None)
        assert (refused.value.field, refused.value.other) == ("personal_identity_number", first)
    with as_system(reason="test", company_id=other_company.pk):
        elsewhere = add_employee(company_id=other_company.pk, basics=basics(identity=identity), by=None)
    assert elsewhere.last_four == ORDINARY[2][-4:]


def test_the_database_refuses_the_same_person_twice() -> None:
    company = make_company()
    make_employee(company, personal_identity_number=ORDINARY[3])
    draft = make_draft(company)
    with (
        as_system(reason="test", company_id=company.pk),
        pytest.raises(DatabaseError, match="employee_identity_unique"),
        transaction.atomic(),
    ):
        draft.personal_identity_number = ORDINARY[3]
        draft.identity_index = identity_index(ORDINARY[3])
        draft.birth_date = date(1964, 7, 13)
        draft.save()


def test_an_employee_number_in_use_is_refused_with_the_holder() -> None:
    company = make_company()
    holder = make_draft(company)
    with as_system(reason="test", company_id=company.pk):
        with pytest.raises(EmployeeRefused) as refused:
            add_employee(company_id=company.pk, basics=basics(holder.number), by=None)
        assert (refused.value.field, refused.value.other) == ("number", holder)
        assert next_employee_number(company.pk) == holder.number + 1


def test_a_coordination_number_is_kept_as_one() -> None:
    employee = make_employee(make_company(), personal_identity_number=COORDINATION[0])
    assert employee.is_coordination_number
    assert employee.birth_date == date(1985, 8, 11)


def test_a_complete_employee_cannot_become_simplified() -> None:
    company = make_company()
    employee = make_employee(company)
    simplified = replace(basics(employee.number), employment_type="SIMPLIFIED")
    with as_system(reason="test", company_id=company.pk), pytest.raises(EmployeeRefused, match="employment_type"):
        change_basics(employee=employee, basics=simplified, by=None)


def test_an_unchanged_form_records_nothing() -> None:
    company = make_company()
    employee = make_draft(company)
    same = basics(employee.number, family_name="Sund", hired_on=employee.hired_on, email=employee.email.upper())
    with as_system(reason="test", company_id=company.pk):
        before = kinds_about(employee)
        assert change_basics(employee=employee, basics=same, by=None) == []
        assert kinds_about(employee) == before


def test_an_employee_sees_only_themselves_in_the_database() -> None:
    company = make_company()
    li, colleague = make_employee(company, "Li Sund"), make_employee(company, "Bo Ek")
    user = make_user("Li Sund")
    with as_system(reason="test", company_id=company.pk):
        Employee.objects.filter(pk=li.pk).update(user=user)
    give(user, company, GrantScope.SELF)
    with acting(user), scope(company_ids=[company.pk]):
        assert list(employees_of(company.pk)) == [li]
        for model in (EmploymentTerms, TaxTerms, BankAccount):
            assert set(model.objects.values_list("employee_id", flat=True)) == {li.pk}
    assert colleague.pk != li.pk


def test_bank_accounts_and_tax_are_hidden_from_an_attestor_by_the_database() -> None:
    company = make_company()
    make_employee(company)
    attestor, clerk, stranger = make_user("Mia Kvist"), make_user("Eva Lind"), make_user("Sven Storm")
    give(attestor, company, GrantScope.TIME_APPROVAL)
    give(clerk, company, GrantScope.PAYROLL)
    seen = {}
    for user in (attestor, clerk, stranger):
        with acting(user), scope(company_ids=[company.pk]):
            models = (Employee, EmploymentTerms, TaxTerms, BankAccount)
            seen[user] = [model.objects.count() for model in models]
    assert seen == {attestor: [1, 1, 0, 0], clerk: [1, 1, 1, 1], stranger: [0, 0, 0, 0]}


def test_an_attestor_cannot_write_employees() -> None:
    company = make_company()
    employee = make_employee(company)
    attestor = make_user("Mia Kvist")
    give(attestor, company, GrantScope.TIME_APPROVAL)
    with pytest.raises(DatabaseError), acting(attestor), scope(company_ids=[company.pk]):
        change_tax(employee=employee, tax=Tax(method="SECONDARY_INCOME"), on=date(2026, 6, 1), by=attestor.pk)


def test_nobody_deletes_an_employee() -> None:
    company = make_company()
    employee = make_draft(company)
    with as_system(reason="test", company_id=company.pk), pytest.raises(DatabaseError), transaction.atomic():
        employee.delete()


def test_terms_cannot_join_an_employee_with_another_company() -> None:
    company, other = make_company(), make_company("Annat AB")
    employee = make_draft(company)
    with pytest.raises(DatabaseError), transaction.atomic(), as_system(reason="test", company_id=other.pk):
        TaxTerms(company=other, employee=employee, starts_on=date(2026, 1, 1), method="SECONDARY_INCOME").save()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
