"""Where a subscription of the company's own decides the billing, nobody is billed here."""

from typing import ClassVar

from django.db import migrations

BILLING_FOLLOWS = """
CREATE OR REPLACE VIEW inv_10_billing_follows AS
SELECT collaboration.id FROM collaborations_collaboration collaboration
  LEFT JOIN collaborations_billingperiod running
    ON running.collaboration_id = collaboration.id AND running.ends_on IS NULL
 WHERE CASE WHEN collaboration.state IN ('ACTIVE', 'ENDING') AND collaboration.billing_recipient <> ''
             AND collaboration.included_in = ''
       THEN running.id IS NULL OR running.recipient <> collaboration.billing_recipient
         OR running.variant <> collaboration.variant
       ELSE running.id IS NOT NULL END
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("collaborations", "0010_undeliverable")]

    operations: ClassVar = [migrations.RunSQL(BILLING_FOLLOWS, migrations.RunSQL.noop)]
