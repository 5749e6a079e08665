"""Prepared questions: the statement is written once, the answers are fresh, and what they cannot read they refuse."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import connection, models

from accounts.models import Company, User
from common.prepared import Found, Rows
from employment.models import Employee
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def written(build_count: list[int]) -> Found[User]:
    def build(user_id: UUID) -> models.QuerySet[User]:
        build_count.append(1)
        return User.objects.filter(pk=user_id)

    return Found(User, build, user_id=UUID)


def test_the_statement_is_written_once_and_each_answer_is_what_stands_in_the_database_now() -> None:
    ada, bo = make_user("Ada Ek"), make_user("Bo Al")
    builds: list[int] = []
    user = written(builds)
    assert [user(user_id=one.pk) for one in (ada, bo)] == [ada, bo]
    User.objects.filter(pk=ada.pk).update(given_name="Adela")
    again = user(user_id=ada.pk)
    assert again is not None and again.full_name == "Adela Ek" and again._state.db == connection.alias
    assert user(user_id=uuid4()) is None
    assert len(builds) == 1


def test_rows_are_asked_for_with_every_value_in_its_place() -> None:
    names = Rows(
        lambda before, after, given: (
            User.objects.filter(date_joined__date__gt=after, date_joined__date__lt=before, given_name=given)
            .exclude(family_name="Al")
            .values_list("given_name", "family_name")
        ),
        before=date,
        after=date,
        given=str,
    )
    make_user("Ada Ek")
    make_user("Ada Al")
    long_ago, in_time = date(2001, 1, 1), date(9000, 1, 1)
    assert names(after=long_ago, before=in_time, given="Ada") == [("Ada", "Ek")]
    assert names(after=in_time, before=long_ago, given="Ada") == []
    assert names(after=long_ago, before=in_time, given="Bo") == []


def test_a_value_that_is_forgotten_or_left_out_of_the_statement_is_an_error() -> None:
    company = Found(Company, lambda company_id: Company.objects.filter(pk=company_id), company_id=UUID)
    with pytest.raises(KeyError):
        company()
    ignoring = Found(Company, lambda company_id: Company.objects.all(), company_id=UUID)
    with pytest.raises(TypeError, match="company_id"):
        ignoring(company_id=uuid4())


def test_columns_that_are_converted_on_their_way_are_refused() -> None:
    employee = Found(Employee, lambda pk: Employee.unscoped("test").filter(pk=pk), pk=UUID)
    with pytest.raises(TypeError, match="converted"):
        employee(pk=uuid4())
