"""Reads of bundles."""

from uuid import UUID

from django.core.cache import cache

from bundles.models import BundleImport, ExitBundle
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


def newest_import(company_id: UUID) -> BundleImport | None:
    """The file that was sent in last."""
    imports = BundleImport.objects.filter(company_id=company_id).select_related("uploaded_by")
    return imports.order_by("-uploaded_at").first()


def progress_key(import_id: UUID) -> str:
    """Where it is kept how many rows are written: the transaction shows nothing until it is whole."""
    return f"bundle-import:{import_id}:rows"


def rows_written(row: BundleImport) -> int:
    """How many rows an import has written so far."""
    return int(cache.get(progress_key(row.pk), 0))
