"""Importing employees and tax data: a file, its columns, what happens with each row, and then all or nothing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import clock
from common.spreadsheets import CSV, KINDS, XLSX, table_response
from common.upload_forms import left_sentence, refusal_sentence
from common.uploaded_tables import FileRefused
from employment.forms.import_files import EmployeeColumnsForm, EmployeeFileForm, ForAllForm
from employment.forms.import_rows import rows_of
from employment.import_facts import choices_for, columns_that_decide, import_of, verdict_of
from employment.import_table import example_of, table_head, table_rows
from employment.import_wording import hints_for, labels_for, others_for
from employment.models import EmployeeImport
from employment.models.employee_import import ImportKind
from employment.operations.importing import (
    FileGone,
    FileNotImported,
    choose_columns,
    choose_for_all,
    import_employees,
    receive_employees,
    throw_file_away,
)
from employment.rules.import_rows import ImportRow
from employment.rules.import_verdicts import Verdict
from employment.web.desk import Desk, desk_for, posted

SHOWN = 100
"""So many rows are shown; the table to download has all."""
FOR_ALL = "for_all"
"""What a button sends that is about those who have none, and not about the columns."""
READ_OR_SEND = ("GET", "HEAD", "POST")


@require_http_methods(READ_OR_SEND)
def import_new(request: HttpRequest, company_id: UUID, audience: str, kind: str) -> HttpResponse:
    """Send a file in. Nothing is imported by it."""
    desk = desk_for(request, company_id, audience)
    choices = choices_for(kind, desk.new_employee_type)
    form = EmployeeFileForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = {"name": form.file_name, "content": form.cleaned_data["file"], "choices": choices, **desk.actor}
        today = desk.today
        try:
            receive_employees(
                company_id=company_id, kind=kind, at=clock.now(), applies_from=today.replace(day=1), **sent
            )
            return redirect(url_of(desk, kind, "file"))
        except FileRefused as refusal:
            form.add_error("file", refusal_sentence(refusal))
    context = _context(desk, kind, form=form, hints=hints_for(kind, choices), others=others_for(kind))
    return render(request, "employment/import_new.html", context, status=422 if form.errors else 200)


@require_http_methods(READ_OR_SEND)
def import_show(request: HttpRequest, company_id: UUID, audience: str, kind: str) -> HttpResponse:
    """Say which column is what, and read what happens with each row."""
    desk = desk_for(request, company_id, audience)
    file = import_of(company_id, desk.user_id, kind)
    if file is None:
        return _gone(request, desk, kind)
    if request.method == "POST" and FOR_ALL in request.POST:
        return _for_all(request, desk, file)
    labels = labels_for(kind, choices_for(kind, desk.new_employee_type))
    form = EmployeeColumnsForm(
        posted(request), head=file.table.head, columns=file.columns, labels=labels, on=file.applies_from
    )
    if request.method == "POST" and form.is_valid():
        chosen = {"columns": form.columns, "applies_from": form.cleaned_data["on"], "by": desk.user_id}
        try:
            choose_columns(file_id=file.pk, company_id=company_id, **chosen)
        except FileGone:
            return _gone(request, desk, kind)
        return redirect(url_of(desk, kind, "file"))
    return _page(request, desk, file, form)


@require_POST
def import_confirm(request: HttpRequest, company_id: UUID, audience: str, kind: str) -> HttpResponse:
    """Import everything in the file, or nothing."""
    desk = desk_for(request, company_id, audience)
    file = import_of(company_id, desk.user_id, kind)
    if file is None:
        return _gone(request, desk, kind)
    try:
        verdict = _imported(desk, file, request.POST.get("verdict", ""))
    except FileGone:
        return _gone(request, desk, kind)
    except FileNotImported:
        messages.error(request, _("Nothing was imported: something has changed since you looked. Look again."))
        return redirect(url_of(desk, kind, "file"))
    numbers = {"new": len(verdict.new), "changed": len(verdict.changed)}
    messages.success(request, _("The file is imported: %(new)s added, %(changed)s changed.") % numbers)
    return redirect(desk.url("employee_list"))


@require_POST
def import_cancel(request: HttpRequest, company_id: UUID, audience: str, kind: str) -> HttpResponse:
    """Throw the file away."""
    desk = desk_for(request, company_id, audience)
    file = import_of(company_id, desk.user_id, kind)
    try:
        if file is not None:
            throw_file_away(file_id=file.pk, company_id=company_id, by=desk.user_id)
            messages.success(request, _("The file is thrown away. Nothing was imported."))
    except FileGone:
        return _gone(request, desk, kind)
    return redirect(desk.url("employee_list"))


@require_safe
def import_csv(request: HttpRequest, company_id: UUID, audience: str, kind: str) -> HttpResponse:
    """What happens with every row, as a table."""
    desk = desk_for(request, company_id, audience)
    file = import_of(company_id, desk.user_id, kind)
    if file is None:
        return _gone(request, desk, kind)
    return table_response(CSV, _("import"), table_head(), table_rows(_verdict(desk, file)))


@require_safe
def example_csv(request: HttpRequest, company_id: UUID, audience: str, kind: str) -> HttpResponse:
    """A file to begin with."""
    return _example(desk_for(request, company_id, audience), kind, CSV)


@require_safe
def example_xlsx(request: HttpRequest, company_id: UUID, audience: str, kind: str) -> HttpResponse:
    """The same as a workbook."""
    return _example(desk_for(request, company_id, audience), kind, XLSX)


def _example(_desk: Desk, kind: str, form: str) -> HttpResponse:
    name = _("tax-data-example") if kind == ImportKind.TAX else _("employees-example")
    return table_response(form, name, *example_of(kind))


def _for_all(request: HttpRequest, desk: Desk, file: EmployeeImport) -> HttpResponse:
    """Give those something who have none; what cannot be chosen changes nothing."""
    form = ForAllForm(request.POST, choices=choices_for(file.kind, desk.new_employee_type), file=file)
    if form.is_valid():
        try:
            choose_for_all(file_id=file.pk, company_id=desk.company.pk, chosen=form.chosen, by=desk.user_id)
        except FileGone:
            return _gone(request, desk, file.kind)
    return redirect(url_of(desk, file.kind, "file"))


def _given(desk: Desk, file: EmployeeImport, verdict: Verdict | None) -> dict[str, object]:
    """What can be given to those who lack it, and where it is made first when the company has none."""
    choices = [
        one
        for one in choices_for(file.kind, desk.new_employee_type)
        if verdict and (one.name in file.for_all or verdict.lacking(one.name))
    ]
    form = ForAllForm(choices=choices, file=file)
    to_make = [one for one in choices if one.name not in form.fields]
    made = [{"label": one.label, "url": one.new_url(desk.audience, desk.company.pk)} for one in to_make]
    return {"for_all": form if form.fields else None, "to_make": made}


def url_of(desk: Desk, kind: str, page: str) -> str:
    """The address of one of the pages of this import."""
    return desk.url(f"{'tax' if kind == ImportKind.TAX else 'employee'}_import_{page}")


def _rows(desk: Desk, file: EmployeeImport) -> list[ImportRow]:
    return rows_of(file, desk.company.pk, choices_for(file.kind, desk.new_employee_type))


def _imported(desk: Desk, file: EmployeeImport, seen: str) -> Verdict:
    return import_employees(
        file_id=file.pk,
        company_id=desk.company.pk,
        rows=_rows(desk, file),
        seen=seen,
        employment_type=desk.new_employee_type,
        by=desk.user_id,
        firm_id=desk.actor["firm_id"],
    )


def _verdict(desk: Desk, file: EmployeeImport) -> Verdict:
    return verdict_of(file, _rows(desk, file), employment_type=desk.new_employee_type)


def _gone(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    messages.info(request, _("The file is imported or thrown away already. Send it in again."))
    return redirect(url_of(desk, kind, "new"))


def _context(desk: Desk, kind: str, **values: object) -> dict[str, object]:
    pages = {f"{page}_address": url_of(desk, kind, page) for page in ("new", "file", "csv", "confirm", "cancel")}
    examples = {f"example_{form}": url_of(desk, kind, f"example_{form}") for form in KINDS}
    return desk.context(is_tax=kind == ImportKind.TAX, **pages, **examples, **values)


def _page(request: HttpRequest, desk: Desk, file: EmployeeImport, form: EmployeeColumnsForm) -> HttpResponse:
    """Rows are judged once the columns that decide are known; those that are wrong come first."""
    verdict = _verdict(desk, file) if columns_that_decide(file) else None
    told = (verdict.wrong or verdict.told) if verdict else []
    hidden = max(len(told) - SHOWN, 0)
    drafts = sum(bool(one.plan and one.plan.missing) for one in verdict.new) if verdict else 0
    context = _context(desk, file.kind, file=file, form=form, verdict=verdict, shown=told[:SHOWN], hidden=hidden)
    more = {"drafts": drafts, "left": left_sentence(file.table, file.columns), **_given(desk, file, verdict)}
    return render(request, "employment/import_file.html", {**context, **more}, status=422 if form.errors else 200)
