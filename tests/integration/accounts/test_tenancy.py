"""Two walls: a query without a scope raises, and PostgreSQL itself hides what the actor has no grant for."""

from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import AccessGrant, Company, CompanyMembership, FirmMembership
from accounts.operations import grants
from accounts.permissions import CompanyRole, FirmRole, GrantScope
from accounts.serving_role import fault_of_serving_role
from common.rls import database_context
from common.scoping import ScopeMissing, scope
from tests.factories.accounts import acting, give, make_company, make_firm, make_member, make_staff

pytestmark = pytest.mark.django_db


def test_a_query_without_a_scope_raises() -> None:
    with pytest.raises(ScopeMissing):
        list(FirmMembership.objects.all())


def test_a_scope_shows_only_its_own_rows() -> None:
    firm, other = make_firm(), make_firm("Annan Byrå AB")
    eva = make_staff(firm)
    make_staff(other, "Sven Storm")
    with acting(eva), scope(firm_id=firm.pk):
        assert [membership.user_id for membership in FirmMembership.objects.all()] == [eva.pk]


def test_the_database_hides_companies_without_a_grant() -> None:
    mine, canary = make_company(), make_company("Kanariefågeln AB")
    ola = make_member(mine)
    with acting(ola):
        assert list(Company.objects.all()) == [mine]
        assert not Company.objects.filter(pk=canary.pk).exists()


def test_nobody_can_write_a_grant_for_themselves() -> None:
    company, firm = make_company(), make_firm()
    eva = make_staff(firm)
    with pytest.raises(DatabaseError), acting(eva):
        AccessGrant.objects.create(
            user=eva,
            company=company,
            scope=GrantScope.PAYROLL,
            source_type="x",
            source_id=eva.pk,
            starts_on="2026-01-01",
        )


def test_nobody_can_put_themselves_on_a_staff() -> None:
    firm, other = make_firm(), make_firm("Annan Byrå AB")
    eva = make_staff(firm)
    with pytest.raises(DatabaseError), acting(eva), scope(firm_id=other.pk):
        FirmMembership.objects.create(firm=other, user=eva, role=FirmRole.ADMINISTRATOR)


def test_ending_a_grant_closes_the_company_at_once() -> None:
    company, firm = make_company(), make_firm()
    eva = make_staff(firm)
    give(eva, company, GrantScope.PAYROLL)
    with acting(eva):
        assert Company.objects.filter(pk=company.pk).exists()
    grants.end(company_id=company.pk, user_id=eva.pk, by=None, reason="test")
    with acting(eva):
        assert not Company.objects.filter(pk=company.pk).exists()


def test_giving_the_same_access_twice_changes_nothing() -> None:
    company = make_company()
    ola = make_member(company)
    with acting(ola):
        membership = CompanyMembership.unscoped("test").get(user=ola)
        for _ in range(2):
            grants.give(
                company_id=company.pk,
                user_id=ola.pk,
                scope=GrantScope.COLLABORATION_ADMIN,
                source_type="company_membership",
                source_id=membership.pk,
                by=None,
                on=membership.created_at.date(),
            )
        assert AccessGrant.objects.filter(user=ola).count() == 1
    assert membership.role == CompanyRole.ADMINISTRATOR


def test_the_former_context_returns_after_a_nested_one() -> None:
    mine, canary = make_company(), make_company("Kanariefågeln AB")
    ola = make_member(mine)
    with acting(ola):
        with database_context(company_id=canary.pk):
            assert list(Company.objects.all()) == [canary]
        assert list(Company.objects.all()) == [mine]


@pytest.mark.django_db(transaction=True)
def test_the_context_ends_with_the_transaction() -> None:
    mine = make_company_in_transaction()
    with transaction.atomic(), database_context(company_id=mine):
        assert Company.objects.count() == 1
    assert Company.objects.count() == 0


def make_company_in_transaction() -> UUID:
    with transaction.atomic():
        return make_company().pk


@pytest.mark.django_db(transaction=True)
def test_a_context_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError), database_context(user_id=None):
        pass


def test_the_serving_role_is_bound_by_the_policies() -> None:
    assert fault_of_serving_role() == ""


def test_an_owner_or_bypassing_role_may_not_serve(as_owner) -> None:  # type: ignore[no-untyped-def]
    with as_owner():
        assert "bypasses" in fault_of_serving_role()


def test_policies_ask_who_acts_once_a_statement_not_once_a_row() -> None:
    company = make_company()
    ola = make_member(company)
    with acting(ola), connection.cursor() as cursor:
        cursor.execute("EXPLAIN SELECT * FROM accounts_arrangement")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "InitPlan" in plan
    assert "actor_company_ids()" not in plan.split("InitPlan")[0]
