"""Importing collaborations made elsewhere: a file, its columns, what happens with each row, and then all or nothing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import firm_for, user_of
from accounts.models import Firm
from accounts.permissions import Permission
from collaborations.catalogue.import_sentences import FIELD_HINTS, FIELDS
from collaborations.models import CollaborationImport
from collaborations.operations.importing import choose_columns, import_file, receive_file, throw_file_away
from collaborations.operations.refusals import FileGone, FileNotImported
from collaborations.queries.import_table import table_head, table_rows
from collaborations.queries.overview import service_choices
from collaborations.queries.unlinked import columns_of, import_of, verdict_of
from collaborations.rules.import_rows import REQUIRED, Field
from collaborations.web.refusals import sentence_of
from common import clock
from common.spreadsheets import CSV, table_response
from common.upload_forms import ColumnsForm, TableFileForm, refusal_sentence
from common.uploaded_tables import FileRefused

SHOWN = 100
"""So many rows are shown; the table to download has all."""


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """Send a file in. Nothing is imported by it."""
    firm = firm_for(request, firm_id, Permission.SETTINGS_MANAGE)
    form = TableFileForm(request.POST, request.FILES) if request.method == "POST" else TableFileForm()
    if request.method == "POST" and form.is_valid():
        sent: dict[str, Any] = {"name": form.file_name, "content": form.cleaned_data["file"]}
        try:
            receive_file(firm=firm, by=user_of(request), at=clock.now(), **sent)
            return redirect("collaborations:import_file", firm_id=firm.pk)
        except FileRefused as refusal:
            form.add_error("file", refusal_sentence(refusal))
    hints = [(label, FIELD_HINTS[field]) for field, label in FIELDS.items()]
    context = {"firm": firm, "form": form, "hints": hints, "services": [name for _code, name in service_choices()]}
    return render(request, "collaborations/import_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def import_show(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """Say which column is what, and read what happens with each row."""
    firm = firm_for(request, firm_id, Permission.SETTINGS_MANAGE)
    file = _file(request, firm)
    if file is None:
        return _gone(request, firm)
    form = _columns_form(request, file)
    if request.method == "POST" and form.is_valid():
        try:
            choose_columns(file_id=file.pk, firm=firm, columns=_chosen(form), by=user_of(request))
        except FileGone:
            return _gone(request, firm)
        return redirect("collaborations:import_file", firm_id=firm.pk)
    return _page(request, firm, file, form, 422 if form.errors else 200)


@require_POST
def import_confirm(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """Import everything in the file, or nothing."""
    firm = firm_for(request, firm_id, Permission.SETTINGS_MANAGE)
    file, seen = _file(request, firm), request.POST.get("verdict", "")
    if file is None:
        return _gone(request, firm)
    try:
        number = import_file(file_id=file.pk, firm=firm, seen=seen, by=user_of(request), at=clock.now())
    except FileGone:
        return _gone(request, firm)
    except FileNotImported as refusal:
        messages.error(request, str(sentence_of(refusal)))
        return redirect("collaborations:import_file", firm_id=firm.pk)
    told = ngettext("%(number)s collaboration is imported.", "%(number)s collaborations are imported.", number)
    messages.success(request, told % {"number": number})
    return redirect("collaborations:unlinked_list", firm_id=firm.pk)


@require_POST
def import_cancel(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """Throw the file away."""
    firm = firm_for(request, firm_id, Permission.SETTINGS_MANAGE)
    file = _file(request, firm)
    try:
        if file is not None:
            throw_file_away(file_id=file.pk, firm=firm, by=user_of(request))
            messages.success(request, _("The file is thrown away. Nothing was imported."))
    except FileGone:
        return _gone(request, firm)
    return redirect("collaborations:unlinked_list", firm_id=firm.pk)


@require_safe
def import_csv(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """What happens with every row, as a table."""
    firm = firm_for(request, firm_id, Permission.SETTINGS_MANAGE)
    file = _file(request, firm)
    if file is None:
        return _gone(request, firm)
    return table_response(CSV, _("import"), table_head(), table_rows(verdict_of(file)))


def _file(request: HttpRequest, firm: Firm) -> CollaborationImport | None:
    return import_of(firm.pk, user_of(request).pk)


def _columns_form(request: HttpRequest, file: CollaborationImport) -> ColumnsForm:
    present = {field.value: place for field, place in columns_of(file).items()}
    return ColumnsForm(request.POST or None, head=file.head, columns=present, labels=FIELDS, required=REQUIRED)


def _chosen(form: ColumnsForm) -> dict[Field, int]:
    return {Field(name): place for name, place in form.columns.items()}


def _gone(request: HttpRequest, firm: Firm) -> HttpResponse:
    messages.info(request, str(sentence_of(FileGone())))
    return redirect("collaborations:unlinked_list", firm_id=firm.pk)


def _page(request: HttpRequest, firm: Firm, file: CollaborationImport, form: ColumnsForm, status: int) -> HttpResponse:
    """Rows are judged once the columns that decide are known; those that are wrong come first."""
    is_understood = set(REQUIRED) <= set(columns_of(file))
    verdict = verdict_of(file) if is_understood else None
    told = (verdict.wrong or verdict.rows) if verdict else ()
    context = {
        "firm": firm,
        "file": file,
        "form": form,
        "verdict": verdict,
        "shown": told[:SHOWN],
        "hidden": max(len(told) - SHOWN, 0),
    }
    return render(request, "collaborations/import_file.html", context, status=status)
