"""Row-level security of employment: a colleague's pay is hidden from an employee by the database itself.

A person who holds nothing but `self` in a company sees their own rows there. Bank accounts and tax are seen with
payroll access only. Children point at their employee with the company in the key, so that no row joins two companies.
"""

from typing import ClassVar

from django.db import migrations

from common import rls

PAYROLL = ("payroll", "lon_direkt")
USER = "nullif(current_setting('app.user_id', true), '')::uuid"
SYSTEM = "company_id = (SELECT nullif(current_setting('app.company_id', true), '')::uuid)"
HOLDS = (
    "company_id = ANY (ARRAY(SELECT g.company_id FROM accounts_accessgrant g"
    f" WHERE g.user_id = {USER} AND {{scopes}} AND g.ended_at IS NULL AND daterange(g.starts_on, g.ends_on, '[]') @>"
    " coalesce(nullif(current_setting('app.today', true), '')::date, current_date)))"
)
SEES = HOLDS.format(scopes="g.scope <> 'self'")
WRITES = HOLDS.format(scopes="g.scope IN ('payroll', 'lon_direkt')")
OWN = f"(user_id = (SELECT {USER}) AND {rls.COMPANY.format(column='company_id')})"
CHILDREN = ("employment_employmentterms", "employment_taxterms", "employment_bankaccount")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("employment", "0001_initial"), ("accounts", "0002_tenancy")]

    operations: ClassVar = [
        *(rls.same_company(table, "employee_id", "employment_employee") for table in CHILDREN),
        rls.policy("employment_employee", f"{SYSTEM} OR {SEES} OR {OWN}", check=f"{SYSTEM} OR {WRITES}"),
        rls.employee_rows("employment_employmentterms", writers=PAYROLL),
        rls.employee_rows("employment_taxterms", readers=PAYROLL, writers=PAYROLL),
        rls.employee_rows("employment_bankaccount", readers=PAYROLL, writers=PAYROLL),
        rls.enable("employment_companypayrollsettings", company="company_id"),
        *(rls.revoke_app(table, "DELETE") for table in ("employment_employee", *CHILDREN)),
    ]
