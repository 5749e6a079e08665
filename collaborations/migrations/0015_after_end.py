"""What is chosen for the time after the end, and who has the access that a company gave itself."""

from typing import ClassVar

from django.db import migrations, models

from common import rls

# Whoever takes over does so as administrator: the access ends with the role.
OWN_PAYROLL = """
SELECT open_grant.id FROM accounts_accessgrant open_grant
 WHERE open_grant.source_type = 'company' AND open_grant.ended_at IS NULL AND (
   open_grant.source_id <> open_grant.company_id OR NOT EXISTS (
     SELECT FROM accounts_companymembership member
      WHERE member.user_id = open_grant.user_id AND member.company_id = open_grant.company_id
        AND member.role = 'ADMINISTRATOR' AND member.ended_at IS NULL))
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("collaborations", "0014_terms_templates")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="collaboration",
            name="after_end",
            field=models.CharField(
                blank=True,
                choices=[
                    ("READ_ONLY", "Read only: what was approved can be read"),
                    ("TAKES_OVER", "The client takes over and does the payroll itself"),
                    ("MOVES", "The client moves to another firm"),
                ],
                default="",
                max_length=12,
            ),
            preserve_default=False,
        ),
        rls.invariant("inv_09_own_payroll_of_administrators", OWN_PAYROLL),
    ]
