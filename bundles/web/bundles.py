"""Everything as one file: ask for it, follow how it is made, take it home."""

from collections.abc import Iterator
from typing import IO, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import user_of
from accounts.exit_sections import sections
from bundles.access import Desk
from bundles.operations.building import AlreadyBuilding, request_bundle
from bundles.operations.downloading import open_bundle
from bundles.queries import documents_in, newest_bundle, ready_bundle, rows_in
from bundles.rules.states import BundleState
from bundles.web.desk import place, url
from bundles.web.presenting import contents_shown
from common import clock
from common.htmx import render_page_or_partial

PIECE = 256 * 1024


@require_safe
def bundle_show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The newest bundle, how far a new one has come, and what is in it."""
    newest, ready = newest_bundle(desk.company.pk), ready_bundle(desk.company.pk)
    rows = rows_in(ready) if ready else {}
    context: dict[str, Any] = {
        **place(desk),
        "building": newest if newest and newest.state == BundleState.BUILDING else None,
        "failed": newest is not None and newest.state == BundleState.FAILED,
        "ready": ready,
        "contents": contents_shown(sections(), rows, documents_in(ready) if ready else None),
        **{f"{name}_url": url(desk, f"bundle_{name}") for name in ("show", "build", "download")},
        "import_url": url(desk, "import_show") if desk.client else "",
    }
    return render_page_or_partial(request, "bundles/bundle_show.html", "bundles/_bundle.html", context)


@require_POST
def bundle_build(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin a new bundle."""
    try:
        request_bundle(company_id=desk.company.pk, by=user_of(request), at=clock.now(), firm_id=desk.firm_id)
        messages.success(request, _("The file is being made. You can leave the page meanwhile."))
    except AlreadyBuilding:
        messages.info(request, _("The file is being made already."))
    return redirect(url(desk, "bundle_show"))


@require_POST
def bundle_download(request: HttpRequest, desk: Desk) -> HttpResponse | StreamingHttpResponse:
    """The archive. A POST, since taking it is told in the audit log."""
    bundle = ready_bundle(desk.company.pk)
    if bundle is None:
        messages.info(request, _("There is no file to download. Make one first."))
        return redirect(url(desk, "bundle_show"))
    file = open_bundle(bundle=bundle, by=user_of(request), firm_id=desk.firm_id)
    number = desk.company.corporate_identity_number
    name = f"lonsam-{number}-{bundle.requested_at:%Y-%m-%d}.zip"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Length": str(bundle.size),
        "Cache-Control": "private, no-store",
    }
    return StreamingHttpResponse(_pieces(file), content_type="application/zip", headers=headers)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
