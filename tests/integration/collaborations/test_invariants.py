"""The views that must be empty: they are, and they see what is wrong."""

import itertools
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict
from uuid import uuid4

import pytest
from django.db import connection

from accounts.operations import grants
from accounts.permissions import CompanyRole, GrantScope
from collaborations.models import Collaboration
from collaborations.models.collaboration import written_groups
from collaborations.operations.grants import follow_grants
from collaborations.rules.terms import (
    GroupResponsibilities,
    Party,
    Responsibilities,
    TimeMode,
    firm_only_responsibilities,
)
from common import clock
from events.models import OutboxEffect
from tests.factories.accounts import give, make_member
from tests.factories.collaborations import Cast, make_cast, standard_terms, start_terms
from tests.factories.effects import drain_outbox

pytestmark = pytest.mark.django_db
AsOwner = Callable[[], AbstractContextManager[None]]


def broken(as_owner: AsOwner, name: str) -> int:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {name}")
        row = cursor.fetchone()
    return int(row[0]) if row else -1


def all_broken(as_owner: AsOwner) -> dict[str, int]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT viewname FROM pg_views WHERE viewname LIKE 'inv\\_%'")
        names = [row[0] for row in cursor.fetchall()]
    return {name: broken(as_owner, name) for name in names if broken(as_owner, name)}


def test_the_whole_way_breaks_nothing(as_owner: AsOwner) -> None:
    for terms, account, lon_direct in itertools.product(
        [standard_terms(), start_terms(mode=TimeMode.EMPLOYEES_REGISTER)], [True, False], [True, False]
    ):
        if lon_direct and not account:
            continue
        cast = make_cast(account=account, lon_direct=lon_direct)
        collaboration = cast.activate(terms)
        if account:
            cast.accept(collaboration)
        assert all_broken(as_owner) == {}
        drain_outbox()
        assert all_broken(as_owner) == {}


@pytest.mark.parametrize("mode", list(TimeMode))
def test_the_view_and_the_rule_agree_on_every_matrix(as_owner: AsOwner, mode: TimeMode) -> None:
    cast = make_cast()
    make_member(cast.company, "Lisa Attest", role=CompanyRole.ATTESTOR)
    collaboration = cast.accept(cast.activate(standard_terms()))
    for parties in itertools.product([Party.FIRM, Party.CLIENT, Party.BOTH], repeat=5):
        _rearrange(cast, collaboration, mode, Responsibilities(*parties), "STANDARD")
        assert broken(as_owner, "inv_09_collaboration_grants") == 0, parties
    _rearrange(cast, collaboration, mode, firm_only_responsibilities(mode), "START")
    assert broken(as_owner, "inv_09_collaboration_grants") == 0


@pytest.mark.parametrize("mode", list(TimeMode))
def test_the_view_and_the_rule_agree_on_what_differs_for_a_group(as_owner: AsOwner, mode: TimeMode) -> None:
    cast = make_cast()
    make_member(cast.company, "Lisa Attest", role=CompanyRole.ATTESTOR)
    collaboration = cast.accept(cast.activate(standard_terms()))
    matrix = Responsibilities(Party.FIRM, Party.BOTH, Party.CLIENT, Party.FIRM, Party.FIRM)
    group = uuid4()
    for parties in itertools.product([None, Party.FIRM, Party.CLIENT, Party.BOTH], repeat=3):
        own = written_groups([GroupResponsibilities(group, "Lager", *parties)])
        _rearrange(cast, collaboration, mode, matrix, "STANDARD", own)
        assert broken(as_owner, "inv_09_collaboration_grants") == 0, parties
    grants.end(company_id=cast.company.pk, by=None, reason="test", employee_group=group, user_id=cast.eva.pk)
    assert broken(as_owner, "inv_09_collaboration_grants") == 1


def _rearrange(
    cast: Cast,
    collaboration: Collaboration,
    mode: TimeMode,
    matrix: Responsibilities,
    variant: str,
    groups: list[dict[str, str | None]] | None = None,
) -> None:
    with cast.seen():
        Collaboration.objects.filter(pk=collaboration.pk).update(group_responsibilities=groups or [])
        Collaboration.objects.filter(pk=collaboration.pk).update(
            time_mode=mode, responsibilities=asdict(matrix), variant=variant, billing_recipient="FIRM"
        )
        fresh = Collaboration.objects.get(pk=collaboration.pk)
        follow_grants(fresh, by=None, on=clock.today(), reason="test")


def test_the_view_sees_access_that_is_missing_or_too_much(as_owner: AsOwner) -> None:
    cast = make_cast()
    collaboration = cast.accept(cast.activate(standard_terms()))
    grants.end(company_id=cast.company.pk, by=None, reason="test", user_id=cast.jon.pk)
    assert broken(as_owner, "inv_09_collaboration_grants") == 1
    grants.give(
        company_id=cast.company.pk,
        user_id=cast.sven.pk,
        scope=GrantScope.PAYROLL,
        source_type="collaboration",
        source_id=collaboration.pk,
        by=None,
        on=clock.today(),
    )
    assert broken(as_owner, "inv_09_collaboration_grants") == 2


@pytest.mark.parametrize("scope", [GrantScope.LON_DIRECT, GrantScope.PAYROLL])
def test_the_view_sees_a_start_with_both_accesses_open(as_owner: AsOwner, scope: GrantScope) -> None:
    cast = make_cast()
    cast.accept(cast.activate(start_terms()))
    give(cast.administrators[0], cast.company, scope)
    assert broken(as_owner, "inv_11_start_without_client_payroll") == 1


def test_the_view_sees_an_invitation_that_was_never_queued(as_owner: AsOwner) -> None:
    cast = make_cast()
    cast.activate()
    with as_owner():
        first = OutboxEffect.objects.filter(dedupe_key__endswith=":first").first()
        assert first is not None
        first.delete()
    assert broken(as_owner, "inv_01_invitation_mailed") == 1
