"""Who prepares payroll while a request waits writes employees like those who do payroll."""

from typing import ClassVar

from django.db import migrations

from common import rls

OFFICE = ("payroll", "lon_direkt", "preparation")
USER = "nullif(current_setting('app.user_id', true), '')::uuid"
SYSTEM = "company_id = (SELECT nullif(current_setting('app.company_id', true), '')::uuid)"
HOLDS = (
    "company_id = ANY (ARRAY(SELECT g.company_id FROM accounts_accessgrant g"
    f" WHERE g.user_id = {USER} AND {{scopes}} AND g.ended_at IS NULL AND daterange(g.starts_on, g.ends_on, '[]') @>"
    " coalesce(nullif(current_setting('app.today', true), '')::date, current_date)))"
)
SEES = HOLDS.format(scopes="g.scope <> 'self'")
WRITES = HOLDS.format(scopes="g.scope IN ('payroll', 'lon_direkt', 'preparation')")
OWN = f"(user_id = (SELECT {USER}) AND {rls.COMPANY.format(column='company_id')})"
TABLES = (
    "employment_employee",
    "employment_employmentterms",
    "employment_taxterms",
    "employment_bankaccount",
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("employment", "0004_removed_drafts"), ("accounts", "0007_preparation")]

    operations: ClassVar = [
        *(migrations.RunSQL(f"DROP POLICY tenant ON {table}", migrations.RunSQL.noop) for table in TABLES),
        rls.policy("employment_employee", f"{SYSTEM} OR {SEES} OR {OWN}", check=f"{SYSTEM} OR {WRITES}"),
        rls.employee_rows("employment_employmentterms", writers=OFFICE),
        rls.employee_rows("employment_taxterms", readers=OFFICE, writers=OFFICE),
        rls.employee_rows("employment_bankaccount", readers=OFFICE, writers=OFFICE),
    ]
