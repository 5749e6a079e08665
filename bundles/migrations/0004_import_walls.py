"""Row-level security of imports: read like bundles, written by those who do payroll."""

from typing import ClassVar

from django.db import migrations

from common import rls


class Migration(migrations.Migration):
    dependencies: ClassVar = [("bundles", "0003_imports")]

    operations: ClassVar = [
        rls.office_rows("bundles_bundleimport", readers=("payroll", "collaboration_admin"), writers=("payroll",)),
    ]
