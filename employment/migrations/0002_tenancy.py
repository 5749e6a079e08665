"""Row-level security of employment: a colleague's pay is hidden from an employee by the database itself.

A person who holds nothing but `self` in a company sees their own rows there. Bank accounts and tax are seen with
payroll access only. Children point at their employee with the company in the key, so that no row joins two companies.
"""

from typing import ClassVar

from django.db import migrations

from common import rls

USER = "nullif(current_setting('app.user_id', true), '')::uuid"
SYSTEM = "company_id = (SELECT nullif(current_setting('app.company_id', true), '')::uuid)"
VALID = (
    "g.ended_at IS NULL AND daterange(g.starts_on, g.ends_on, '[]') @>"
    " coalesce(nullif(current_setting('app.today', true), '')::date, current_date)"
)
HOLDS = (
    "company_id = ANY (ARRAY(SELECT g.company_id FROM accounts_accessgrant g"
    f" WHERE g.user_id = {USER} AND {{scopes}} AND {VALID}))"
)
STAFF = HOLDS.format(scopes="g.scope <> 'self'")
PAYROLL = HOLDS.format(scopes="g.scope IN ('payroll', 'lon_direkt')")
OWN_EMPLOYEE = f"(user_id = (SELECT {USER}) AND {rls.COMPANY.format(column='company_id')})"
OWN = f"employee_id = ANY (ARRAY(SELECT e.id FROM employment_employee e WHERE e.user_id = {USER}))"


def same_company(table: str) -> migrations.RunSQL:
    """The row's employee is of the row's company."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_same_company FOREIGN KEY (company_id, employee_id)"
        " REFERENCES employment_employee (company_id, id) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_same_company",
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("employment", "0001_initial"), ("accounts", "0002_tenancy")]

    operations: ClassVar = [
        same_company("employment_employmentterms"),
        same_company("employment_taxterms"),
        same_company("employment_bankaccount"),
        rls.policy("employment_employee", f"{SYSTEM} OR {STAFF} OR {OWN_EMPLOYEE}", check=f"{SYSTEM} OR {PAYROLL}"),
        rls.policy("employment_employmentterms", f"{SYSTEM} OR {STAFF} OR {OWN}", check=f"{SYSTEM} OR {PAYROLL}"),
        rls.policy("employment_taxterms", f"{SYSTEM} OR {PAYROLL} OR {OWN}", check=f"{SYSTEM} OR {PAYROLL}"),
        rls.policy("employment_bankaccount", f"{SYSTEM} OR {PAYROLL} OR {OWN}", check=f"{SYSTEM} OR {PAYROLL}"),
        rls.enable("employment_companypayrollsettings", company="company_id"),
        *(rls.revoke_app(f"employment_{table}", "DELETE") for table in ("employee", "employmentterms", "taxterms")),
        rls.revoke_app("employment_bankaccount", "DELETE"),
    ]
