"""Lists of employees: Swedish order, search, keyset pages."""

from datetime import date

import pytest

from accounts.models import Company
from common.rls import as_system
from employment.completeness import label_of, missing_fields_for, register
from employment.queries import (
    employed_during,
    employee_with_identity,
    employees_of,
    found_employees,
    page_after,
    status_counts,
)
from employment.rules.completeness import MissingField
from tests.factories.accounts import make_company
from tests.factories.employment import make_draft, make_employee
from tests.factories.test_numbers import ORDINARY

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def names(employees: object) -> list[str]:
    return [employee.full_name for employee in employees]  # type: ignore[attr-defined]


def test_pages_follow_the_names_and_miss_nobody(company: Company) -> None:
    for name in ("Li Öberg", "Bo Ek", "Åsa Ek", "Eva Ågren", "Ann Ärlig", "Bo Ek"):
        make_draft(company, name)
    with as_system(reason="test", company_id=company.pk):
        seen, after = [], None
        while True:
            page, after = page_after(employees_of(company.pk), after, 2)
            seen += names(page)
            if after is None:
                break
    assert seen == ["Bo Ek", "Bo Ek", "Åsa Ek", "Eva Ågren", "Ann Ärlig", "Li Öberg"]


def test_search_finds_names_numbers_and_last_four_digits(company: Company) -> None:
    li = make_employee(company, "Li Sund", personal_identity_number=ORDINARY[0])
    make_draft(company, "Bo Ek")
    with as_system(reason="test", company_id=company.pk):
        for words in ("sund", "li su", str(li.number), ORDINARY[0][-4:], "9" * 60, "٣"):
            found = names(found_employees(company.pk, search=words))
            assert found == (["Li Sund"] if words not in ("9" * 60, "٣") else []), words
        assert employee_with_identity(company.pk, ORDINARY[0]) == li
        assert employee_with_identity(company.pk, ORDINARY[1]) is None


def test_statuses_are_counted_as_they_are_listed(company: Company) -> None:
    make_employee(company)
    make_draft(company)
    make_employee(company, left_on=date(2025, 3, 31))
    with as_system(reason="test", company_id=company.pk):
        counts = status_counts(company.pk)
        assert counts == {status: found_employees(company.pk, status=status).count() for status in counts}
    assert counts == {"current": 2, "draft": 1, "carried": 0, "left": 1, "all": 3}


def test_employed_during_touches_the_period(company: Company) -> None:
    make_employee(company, "Li Sund", hired_on=date(2026, 3, 31))
    make_employee(company, "Bo Ek", hired_on=date(2025, 1, 1), left_on=date(2026, 3, 1))
    make_employee(company, "Eva Ågren", hired_on=date(2026, 4, 1))
    make_employee(company, "Åsa Dahl", hired_on=date(2025, 1, 1), left_on=date(2026, 2, 28))
    with as_system(reason="test", company_id=company.pk):
        assert names(employed_during(company.pk, date(2026, 3, 1), date(2026, 3, 31))) == ["Bo Ek", "Li Sund"]


def test_an_upper_app_adds_what_it_misses(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("employment.completeness._functions", {})
    employee = make_employee(company)
    lacking = MissingField("work_permit", "basics")
    register("test", lambda people, on: {person.pk: [lacking] for person in people}, labels={"work_permit": "Permit"})
    with as_system(reason="test", company_id=company.pk):
        assert missing_fields_for([employee]) == {employee.pk: [lacking]}
    assert label_of(lacking) == "Permit"
