"""The firm's own register follows from its clients."""

from typing import ClassVar

from django.db import migrations

from common import rls

# A client is reached by its firm, and by nobody whose client it is not.
CLIENT_REGISTER = """
WITH held AS (
  SELECT source_id, firm_id, company_id FROM accounts_accessgrant
   WHERE source_type = 'client' AND scope = 'client_register' AND ended_at IS NULL
)
SELECT coalesce(client.id, held.source_id) AS id, held.source_id IS NULL AS missing
  FROM advisor_client client
  FULL JOIN held ON (held.source_id, held.firm_id, held.company_id) = (client.id, client.firm_id, client.company_id)
 WHERE client.id IS NULL OR held.source_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("advisor", "0002_tenancy"), ("accounts", "0003_invariants")]

    operations: ClassVar = [rls.invariant("inv_09_client_register", CLIENT_REGISTER)]
