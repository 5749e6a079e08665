"""An employee's login: by mail, for their own pay alone, and no longer than the employment."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import AccessGrant, Company, User
from accounts.permissions import GrantScope
from accounts.workplaces import workplaces_of
from common import clock
from common.rls import as_system
from employment.models import Employee
from employment.operations.employees import Basics, change_basics
from employment.operations.logins import InvitationRefused, invite_employee, withdraw_access
from employment.queries import own_employments
from events.models import AuditEvent
from tests.factories.accounts import PASSWORD, acting, give, make_company, make_user
from tests.factories.effects import drain_outbox
from tests.factories.employment import make_draft, make_employee

pytestmark = pytest.mark.django_db
ADDRESS = "li.sund@example.se"
NOON = datetime(2026, 6, 15, 10, tzinfo=UTC)


@pytest.fixture
def company() -> Company:
    return make_company()


def invite(employee: Employee) -> Employee:
    with as_system(reason="test", company_id=employee.company_id):
        return invite_employee(employee=employee, by=None)


def open_scopes(user: User) -> list[tuple[str, str]]:
    with acting(user):
        grants = AccessGrant.objects.filter(user=user, ended_at__isnull=True)
        return list(grants.values_list("scope", "source_type"))


def leaving(employee: Employee, day: date | None) -> None:
    basics = Basics(
        number=employee.number,
        given_name=employee.given_name,
        family_name=employee.family_name,
        hired_on=employee.hired_on,
        email=employee.email,
        left_on=day,
    )
    with as_system(reason="test", company_id=employee.company_id):
        change_basics(employee=employee, basics=replace(basics), by=None)


def test_the_mail_lets_the_employee_choose_a_password_and_sign_in(company: Company, mailoutbox) -> None:  # type: ignore[no-untyped-def]
    invited = invite(make_employee(company, email=ADDRESS))
    assert drain_outbox() == 1
    (message,) = mailoutbox
    assert message.to == [ADDRESS]
    assert message.subject == f"Din inloggning för lön och tid hos {company.name}"
    link = re.search(r"https?://[^/]+(/account/\S+)", message.body)
    assert link is not None
    browser = Browser()
    form = browser.get(link[1], follow=True)
    assert form.status_code == 200
    answer = browser.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 302
    assert User.objects.get(email=ADDRESS).check_password(PASSWORD)
    assert invited.user == User.objects.get(email=ADDRESS)


def test_the_login_reaches_the_employees_own_and_nothing_else(company: Company) -> None:
    employee = invite(make_employee(company, email=ADDRESS))
    make_employee(company, "Bo Ek")
    assert employee.user is not None
    assert open_scopes(employee.user) == [(GrantScope.SELF, "employee")]
    with acting(employee.user):
        assert list(own_employments(employee.user.pk)) == [employee]


def test_a_person_with_a_login_is_linked_and_not_doubled(company: Company) -> None:
    known = make_user("Li Sund", email=ADDRESS)
    other = make_company("Annat AB")
    invite(make_employee(company, email=ADDRESS.upper()))
    invite(make_employee(other, email=ADDRESS))
    assert User.objects.filter(email=ADDRESS).count() == 1
    with acting(known):
        companies = {row.company.name for row in own_employments(known.pk)}
    assert companies == {company.name, other.name}


def test_inviting_again_sends_another_mail_and_opens_nothing_new(company: Company, mailoutbox) -> None:  # type: ignore[no-untyped-def]
    employee = invite(make_employee(company, email=ADDRESS))
    again = invite(employee)
    assert drain_outbox() == 2
    assert len({message.extra_headers["Message-ID"] for message in mailoutbox}) == 2
    assert again.user is not None
    assert len(open_scopes(again.user)) == 1


def test_two_employees_do_not_share_an_address(company: Company) -> None:
    first = invite(make_employee(company, email=ADDRESS))
    with pytest.raises(InvitationRefused) as refused:
        invite(make_employee(company, "Bo Ek", email=ADDRESS))
    assert (refused.value.reason, refused.value.other) == ("shared_email", first)


def test_nobody_without_an_address_or_gone_is_invited(company: Company) -> None:
    gone = make_employee(company, left_on=date(2025, 1, 1))
    nameless = make_draft(company)
    with as_system(reason="test", company_id=company.pk):
        Employee.objects.filter(pk=nameless.pk).update(email="")
    for employee, reason in ((gone, "has_left"), (nameless, "no_email")):
        with pytest.raises(InvitationRefused, match=reason):
            invite(employee)


def test_withdrawing_closes_at_once_and_sends_no_more_mail(company: Company, mailoutbox) -> None:  # type: ignore[no-untyped-def]
    employee = invite(make_employee(company, email=ADDRESS))
    user = employee.user
    assert user is not None
    with as_system(reason="test", company_id=company.pk):
        withdraw_access(employee=employee, by=None)
    drain_outbox()
    assert mailoutbox == []
    assert open_scopes(user) == []
    with acting(user):
        assert list(own_employments(user.pk)) == []


def test_the_login_ends_the_night_after_the_last_day(company: Company) -> None:
    with clock.frozen(NOON):
        employee = invite(make_employee(company, email=ADDRESS))
        assert employee.user is not None
        leaving(employee, date(2026, 6, 30))
        drain_outbox()
        assert len(open_scopes(employee.user)) == 1
    with clock.frozen(datetime(2026, 6, 30, 21, tzinfo=UTC)):
        assert drain_outbox() == 0
    with clock.frozen(datetime(2026, 6, 30, 23, tzinfo=UTC)):
        assert drain_outbox() == 1
        assert open_scopes(employee.user) == []
        with as_system(reason="test", company_id=company.pk):
            assert AuditEvent.objects.filter(kind="accounts.access_ended").count() == 1


def test_a_last_day_that_is_moved_keeps_the_login(company: Company) -> None:
    with clock.frozen(NOON):
        employee = invite(make_employee(company, email=ADDRESS))
        leaving(employee, date(2026, 6, 30))
        leaving(employee, None)
    with clock.frozen(datetime(2026, 7, 2, 12, tzinfo=UTC)):
        drain_outbox()
        assert employee.user is not None
        assert len(open_scopes(employee.user)) == 1


def test_a_last_day_in_the_past_ends_the_login_now(company: Company) -> None:
    with clock.frozen(NOON):
        employee = invite(make_employee(company, email=ADDRESS))
        leaving(employee, date(2026, 6, 14))
        assert employee.user is not None
        assert open_scopes(employee.user) == []


def test_a_person_employed_in_two_companies_has_two_workplaces(company: Company) -> None:
    other = make_company("Annat AB")
    first = invite(make_employee(company, email=ADDRESS))
    second = invite(make_employee(other, email=ADDRESS))
    user = first.user
    assert user is not None
    with acting(user):
        places = [place for place in workplaces_of(user.pk) if place.audience == "employee"]
    assert {(place.name, place.tenant_id) for place in places} == {
        (company.name, first.pk),
        (other.name, second.pk),
    }
    assert {place.url for place in places} == {
        reverse("timereporting:today", args=[first.pk]),
        reverse("timereporting:today", args=[second.pk]),
    }


def test_payroll_staff_who_are_employed_do_not_keep_a_closed_workplace(company: Company) -> None:
    with clock.frozen(NOON):
        employee = invite(make_employee(company, email=ADDRESS))
        user = employee.user
        assert user is not None
        give(user, company, GrantScope.PAYROLL)
        leaving(employee, date(2026, 6, 14))
        with acting(user):
            assert list(own_employments(user.pk)) == []
