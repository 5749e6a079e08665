"""Taking a bundle home."""

from typing import IO
from uuid import UUID

from django.db import transaction

from accounts.models import User
from bundles.models import ExitBundle
from bundles.storage import archive_as_file
from events.operations import record


@transaction.atomic
def open_bundle(*, bundle: ExitBundle, by: User, firm_id: UUID | None = None) -> IO[bytes]:
    """The archive as a file; who took it is told, since it has identity numbers and bank accounts in it."""
    data = {"sha256": bundle.sha256}
    record(
        "bundles.bundle_downloaded", by=by.pk, subject=bundle, company_id=bundle.company_id, firm_id=firm_id, data=data
    )
    return archive_as_file(bundle.pk)
