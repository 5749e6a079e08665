"""The second wall stands on every tenant table, and nothing passes it outside the signed lists."""

import re
from pathlib import Path

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]

# Functions that run with the owner's rights; each is explained in docs/adr/0002-two-walls.md.
SIGNED_DEFINERS = {
    "actor_company_ids",
    "actor_firm_ids",
    "actor_member_company_ids",
    "actor_register_company_ids",
    "actor_related_firm_ids",
    "append_audit_event",
    "company_with_number",
    "count_payslips_of_firm",
    "find_invitation",
    "open_invitations_to",
    "find_recovery",
    "services_of_other_firms",
}


def rows(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def test_row_level_security_is_forced_on_every_tenant_table() -> None:
    unprotected = rows(
        "SELECT DISTINCT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace"
        " AND a.attname IN ('firm_id', 'company_id', 'chain_id') AND NOT a.attisdropped"
        " AND NOT (c.relrowsecurity AND c.relforcerowsecurity) AND c.relname <> 'events_auditchain'"
    )
    assert unprotected == []


def test_every_protected_table_has_a_policy() -> None:
    assert (
        rows(
            "SELECT relname FROM pg_class c WHERE relrowsecurity AND NOT EXISTS"
            " (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)"
        )
        == []
    )


def test_only_signed_functions_run_with_the_owners_rights() -> None:
    found = {
        row[0] for row in rows("SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace")
    }
    assert found == SIGNED_DEFINERS


def test_no_policy_calls_a_volatile_function() -> None:
    volatile = {row[0] for row in rows("SELECT proname FROM pg_proc WHERE provolatile = 'v'")}
    for name, expression in rows("SELECT tablename, qual FROM pg_policies"):
        called = set(re.findall(r"(\w+)\(", str(expression)))
        assert not called & volatile, name


def test_the_serving_role_reads_no_view_that_sees_every_tenant() -> None:
    assert (
        rows(
            "SELECT c.relname FROM pg_class c WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace"
            " AND NOT coalesce(reloptions, '{}') @> '{security_invoker=true}'"
            " AND has_table_privilege('lonsam_app', c.oid, 'SELECT')"
        )
        == []
    )


def test_there_are_no_materialised_views() -> None:
    assert rows("SELECT matviewname FROM pg_matviews") == []


def test_only_the_outbox_relay_uses_the_system_role() -> None:
    allowed = {
        "config/settings/base.py",
        "events/operations/relay.py",
        "events/management/commands/relay.py",
        "events/management/commands/check_invariants.py",
        "events/management/commands/verify_audit_log.py",
    }
    pattern = re.compile(r"""using\(["']system|connections\[["']system|^from .* import .*\bSYSTEM\b""", re.MULTILINE)
    users = {
        str(path.relative_to(ROOT))
        for path in ROOT.glob("*/**/*.py")
        if path.relative_to(ROOT).parts[0] not in ("tests", "supervisor", "var")
        and ".venv" not in path.parts
        and pattern.search(path.read_text())
    }
    assert users <= allowed
