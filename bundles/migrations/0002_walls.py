"""Row-level security of bundles: for those who do payroll and for the company's administrators, never for `self`."""

from typing import ClassVar

from django.db import migrations

from common import rls

WHO = ("payroll", "collaboration_admin")
TABLES = ("bundles_exitbundle", "bundles_bundlefile", "bundles_storedchunk")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("bundles", "0001_initial"), ("accounts", "0002_tenancy")]

    operations: ClassVar = [
        *(rls.office_rows(table, readers=WHO, writers=WHO) for table in TABLES),
        rls.same_company("bundles_bundlefile", "bundle_id", "bundles_exitbundle"),
    ]
