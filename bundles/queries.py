"""Reads of bundles."""

from uuid import UUID

from bundles.models import ExitBundle
from bundles.rules.states import BundleState
from common import clock


def newest_bundle(company_id: UUID) -> ExitBundle | None:
    """The bundle that was asked for last."""
    bundles = ExitBundle.objects.filter(company_id=company_id).select_related("requested_by")
    return bundles.order_by("-requested_at").first()


def ready_bundle(company_id: UUID) -> ExitBundle | None:
    """The bundle that can be downloaded."""
    bundles = ExitBundle.objects.filter(company_id=company_id, state=BundleState.READY, expires_at__gt=clock.now())
    return bundles.order_by("-requested_at").first()


def rows_in(bundle: ExitBundle) -> dict[str, int]:
    """How many rows each table of a bundle has."""
    return {path: rows for path, rows in bundle.files.order_by("path").values_list("path", "rows") if rows is not None}


def documents_in(bundle: ExitBundle) -> int:
    """How many documents a bundle has."""
    return bundle.files.filter(rows__isnull=True).count()
