"""Row-level security of the firm's portal."""

from typing import ClassVar

from django.db import migrations

from common import rls


class Migration(migrations.Migration):
    dependencies: ClassVar = [("advisor", "0001_initial"), ("accounts", "0002_tenancy")]

    operations: ClassVar = [
        rls.enable("advisor_client", firm="firm_id"),
        rls.enable("advisor_contact", firm="firm_id"),
        rls.enable("advisor_assignment", firm="firm_id"),
        rls.enable("advisor_assignmentparticipant", firm="firm_id"),
    ]
