"""Two people at once: one wins, the other is told, and nothing is overwritten."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection, transaction

from common.identity_numbers import parse_personal_identity_number
from common.rls import as_system
from employment.models import Employee, EmploymentTerms
from employment.operations.employees import Basics, EmployeeRefused, add_employee
from employment.operations.terms import Pay, change_pay
from tests.factories.accounts import make_company
from tests.factories.employment import make_employee
from tests.factories.test_numbers import ORDINARY

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def at_once(company_id: UUID, work: Callable[[int], object]) -> list[object]:
    start = Barrier(AT_ONCE)

    def one(turn: int) -> object:
        try:
            start.wait(timeout=20)
            with transaction.atomic(), as_system(reason="test", company_id=company_id):
                return work(turn)
        except EmployeeRefused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_the_same_person_added_at_once_is_added_once() -> None:
    with transaction.atomic():
        company = make_company()
    identity = parse_personal_identity_number(ORDINARY[9], today=date(2026, 11, 25))

    def add(turn: int) -> object:
        basics = Basics(
            number=turn + 1, given_name="Li", family_name="Sund", hired_on=date(2026, 1, 1), identity=identity
        )
        return add_employee(company_id=company.pk, basics=basics, by=None)

    answers = at_once(company.pk, add)
    added = [answer for answer in answers if isinstance(answer, Employee)]
    refused = [answer for answer in answers if isinstance(answer, EmployeeRefused)]
    assert (len(added), len(refused)) == (1, AT_ONCE - 1)
    assert {(one.field, one.other) for one in refused} == {("personal_identity_number", added[0])}


def test_raises_at_once_leave_one_row_a_date_without_overlap() -> None:
    with transaction.atomic():
        company = make_company()
        employee = make_employee(company, hired_on=date(2026, 1, 1))

    def change(turn: int) -> object:
        on = date(2026, 2 + turn % 3, 1)
        return change_pay(employee=employee, pay=Pay("MONTHLY", monthly_salary=3_000_000 + turn), on=on, by=None)

    at_once(company.pk, change)
    with transaction.atomic(), as_system(reason="test", company_id=company.pk):
        rows = list(EmploymentTerms.objects.filter(employee=employee).values_list("starts_on", "ends_on"))
    assert [starts_on.month for starts_on, _ in rows] == [1, 2, 3, 4]
    assert [ends_on is None for _, ends_on in rows] == [False, False, False, True]
