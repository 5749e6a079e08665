"""Wall 2: who the actor is to PostgreSQL, the rights of the serving roles, and the policies of events and accounts."""

from typing import ClassVar

from django.db import migrations

from common import rls

ROLES = """
GRANT USAGE ON SCHEMA public TO lonsam_app, lonsam_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO lonsam_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO lonsam_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO lonsam_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO lonsam_app;
"""

# The signed list of SECURITY DEFINER functions is in docs/adr/0002; a guard test compares it with the database.
ACTOR = """
CREATE FUNCTION {name}() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT coalesce(array_agg(tenant), '{{}}') FROM ({query}) found(tenant) WHERE tenant IS NOT NULL
$$;
"""
USER = "nullif(current_setting('app.user_id', true), '')::uuid"
FIRM = "nullif(current_setting('app.firm_id', true), '')::uuid"
COMPANY = "nullif(current_setting('app.company_id', true), '')::uuid"
VALID = (
    "ended_at IS NULL AND daterange(starts_on, ends_on, '[]') @>"
    " coalesce(nullif(current_setting('app.today', true), '')::date, current_date)"
)

FIRM_IDS = f"""
  SELECT firm_id FROM accounts_firmmembership WHERE user_id = {USER} AND ended_at IS NULL UNION SELECT {FIRM}
"""
COMPANY_IDS = f"""
  SELECT company_id FROM accounts_accessgrant WHERE user_id = {USER} AND {VALID} UNION SELECT {COMPANY}
"""
MEMBER_COMPANY_IDS = f"""
  SELECT company_id FROM accounts_companymembership WHERE user_id = {USER} AND ended_at IS NULL UNION SELECT {COMPANY}
"""
REGISTER_COMPANY_IDS = f"""
  SELECT company_id FROM accounts_accessgrant WHERE firm_id = ANY (actor_firm_ids()) AND {VALID}
"""
RELATED_FIRM_IDS = f"""
  SELECT firm_id FROM accounts_accessgrant
   WHERE company_id = ANY (actor_member_company_ids()) AND firm_id IS NOT NULL AND {VALID}
"""

COMPANY_WITH_NUMBER = """
CREATE FUNCTION company_with_number(number text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT id FROM accounts_company WHERE corporate_identity_number = number
$$;
"""

EVENT = (
    f"{rls.FIRM.format(column='firm_id')} OR {rls.MEMBER_COMPANY.format(column='company_id')}"
    f" OR (firm_id IS NULL AND {rls.COMPANY.format(column='company_id')})"
)
RELATED_FIRM = "{column} = ANY ((SELECT actor_related_firm_ids())::uuid[])"
OWN = f"user_id = (SELECT {USER})"


def _sql(statement: str) -> migrations.RunSQL:
    return migrations.RunSQL(statement, migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0001_initial"), ("events", "0002_append_only")]

    operations: ClassVar = [
        _sql(ROLES),
        _sql(ACTOR.format(name="actor_firm_ids", query=FIRM_IDS)),
        _sql(ACTOR.format(name="actor_company_ids", query=COMPANY_IDS)),
        _sql(ACTOR.format(name="actor_member_company_ids", query=MEMBER_COMPANY_IDS)),
        _sql(ACTOR.format(name="actor_register_company_ids", query=REGISTER_COMPANY_IDS)),
        _sql(ACTOR.format(name="actor_related_firm_ids", query=RELATED_FIRM_IDS)),
        _sql(COMPANY_WITH_NUMBER),
        rls.policy("events_auditevent", EVENT),
        rls.revoke_app("events_auditevent", "INSERT, UPDATE, DELETE"),
        rls.revoke_app("events_auditchain", "SELECT, INSERT, UPDATE, DELETE"),
        rls.grant_system("events_auditevent", "SELECT"),
        rls.grant_system("events_auditchain", "SELECT"),
        rls.policy("events_outboxeffect", EVENT, check="true"),
        rls.revoke_app("events_outboxeffect", "DELETE"),
        rls.grant_system("events_outboxeffect", "SELECT, UPDATE"),
        rls.policy("accounts_firm", f"{rls.FIRM.format(column='id')} OR {RELATED_FIRM.format(column='id')}"),
        rls.policy(
            "accounts_company",
            f"{rls.COMPANY.format(column='id')} OR id = ANY ((SELECT actor_register_company_ids())::uuid[])",
        ),
        rls.policy(
            "accounts_firmmembership",
            f"{OWN} OR {rls.FIRM.format(column='firm_id')} OR {RELATED_FIRM.format(column='firm_id')}",
            check=rls.FIRM.format(column="firm_id"),
        ),
        rls.policy(
            "accounts_companymembership",
            f"{OWN} OR {rls.COMPANY.format(column='company_id')}",
            check=rls.MEMBER_COMPANY.format(column="company_id"),
        ),
        rls.policy(
            "accounts_accessgrant",
            f"{OWN} OR {rls.FIRM.format(column='firm_id')} OR {rls.COMPANY.format(column='company_id')}",
            check=rls.MEMBER_COMPANY.format(column="company_id"),
        ),
        rls.policy("accounts_arrangement", rls.COMPANY.format(column="company_id")),
    ]
