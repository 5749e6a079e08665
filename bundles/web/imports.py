"""Taking a file from another firm or installation into a client's payroll."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import user_of
from accounts.exit_sections import sections
from bundles.access import Desk
from bundles.forms import ImportForm
from bundles.operations.importing import (
    AlreadyImporting,
    NotWaiting,
    begin_import,
    cancel_import,
    occupied,
    receive,
)
from bundles.queries import newest_import, rows_written
from bundles.refusals import sentences_of
from bundles.rules.states import WORKING_IMPORTS, ImportState
from bundles.web.desk import place, url
from bundles.web.presenting import contents_shown, preview_tiles
from common import clock
from common.htmx import render_page_or_partial


@require_http_methods(["GET", "HEAD", "POST"])
def import_show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send a file in; see what it would bring, how far it has come, or why it is refused."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method == "POST" and form.is_valid():
        pieces = form.cleaned_data["file"].chunks()
        try:
            receive(
                company_id=desk.company.pk, pieces=pieces, by=user_of(request), at=clock.now(), firm_id=desk.firm_id
            )
        except AlreadyImporting:
            messages.info(request, _("A file is on its way in already. Wait, or throw it away first."))
        return redirect(url(desk, "import_show"))
    return _page(request, desk, form)


@require_POST
def import_confirm(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take the checked file in."""
    row = newest_import(desk.company.pk)
    try:
        if row is not None:
            begin_import(import_id=row.pk, by=user_of(request))
    except NotWaiting:
        messages.info(request, _("There is no checked file to take in."))
    return redirect(url(desk, "import_show"))


@require_POST
def import_cancel(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Throw the checked file away."""
    row = newest_import(desk.company.pk)
    try:
        if row is not None:
            cancel_import(import_id=row.pk, by=user_of(request), at=clock.now())
            messages.success(request, _("The file is thrown away. Nothing was written."))
    except NotWaiting:
        messages.info(request, _("There is no checked file to throw away."))
    return redirect(url(desk, "import_show"))


def _page(request: HttpRequest, desk: Desk, form: ImportForm) -> HttpResponse:
    row = newest_import(desk.company.pk)
    preview = row.preview if row else {}
    is_open = row is not None and row.state in (*WORKING_IMPORTS, ImportState.CHECKED)
    context: dict[str, Any] = {
        **place(desk),
        "row": row,
        "form": form,
        "working": row is not None and row.state in WORKING_IMPORTS,
        "written": rows_written(row) if row and row.state == ImportState.IMPORTING else None,
        "total": sum(preview.values()) or 1,
        "refusals": list(sentences_of(row.refusals)) if row else [],
        "tiles": preview_tiles(preview),
        "contents": contents_shown(sections(), preview, None) if preview else [],
        "is_free": not is_open and not occupied(desk.company.pk),
        **{f"{name}_url": url(desk, f"import_{name}") for name in ("show", "confirm", "cancel")},
        "bundle_url": url(desk, "bundle_show"),
    }
    status = 422 if form.errors else 200
    return render_page_or_partial(request, "bundles/import_show.html", "bundles/_import.html", context, status=status)
