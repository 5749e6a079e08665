"""The register of pay items: what each does, and the company's own copies."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employment.web.desk import Desk, posted, reaching_desk_for
from payroll.account_queries import accounts_of
from payroll.catalogue import pay_items
from payroll.given import item_of
from payroll.models import PayItem
from payroll.operations import pay_items as operations
from payroll.pay_item_wording import KINDS, REGISTER
from payroll.pay_line_forms import OwnItemForm
from payroll.queries import own_pay_items
from payroll.web.desk import url


@require_safe
def pay_item_list(request: HttpRequest, company_id: UUID, audience: str) -> HttpResponse:
    """Every item under its heading, with how it is treated."""
    desk = reaching_desk_for(request, company_id, audience)
    own: dict[str, list[dict[str, Any]]] = {}
    for item in own_pay_items(company_id):
        row = {"item": item, "url": url(audience, "pay_item_edit", company_id, item.pk)}
        own.setdefault(item.based_on, []).append(row)
    accounts = accounts_of(company_id)
    groups: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for code, registered in pay_items().items():
        if not registered.is_offered:
            continue
        copy_url = url(audience, "pay_item_copy", company_id, code)
        standard = item_of(code, None, accounts)
        row = {"item": standard, "name": REGISTER[code], "copy_url": copy_url, "own": own.get(code, [])}
        groups[registered.kind].append(row)
    context = desk.context(groups=[(KINDS[kind], rows) for kind, rows in groups.items() if rows])
    return render(request, "payroll/pay_item_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pay_item_copy(request: HttpRequest, company_id: UUID, code: str, audience: str) -> HttpResponse:
    """A copy under a name of the company's own."""
    desk = reaching_desk_for(request, company_id, audience)
    if code not in pay_items() or not pay_items()[code].is_offered:
        raise Http404
    form = OwnItemForm(posted(request), initial={"name": REGISTER[code]}, accounts=accounts_of(company_id))
    if request.method == "POST" and form.is_valid():
        try:
            operations.copy_pay_item(company_id=company_id, code=code, look=form.look(), **desk.actor)
        except operations.NameTaken:
            form.add_error("name", _("There is a pay item with this name."))
        else:
            messages.success(request, _("Saved."))
            return redirect(url(audience, "pay_item_list", company_id))
    return _edit(request, desk, audience, form, code, None)


@require_http_methods(["GET", "HEAD", "POST"])
def pay_item_edit(request: HttpRequest, company_id: UUID, own_item_id: UUID, audience: str) -> HttpResponse:
    """Another name or account."""
    desk = reaching_desk_for(request, company_id, audience)
    item = get_object_or_404(own_pay_items(company_id), pk=own_item_id)
    initial = {"name": item.name, "account": item.account}
    form = OwnItemForm(posted(request), initial=initial, accounts=accounts_of(company_id))
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_pay_item(item=item, look=form.look(), **desk.actor)
        except operations.NameTaken:
            form.add_error("name", _("There is a pay item with this name."))
        else:
            messages.success(request, _("Saved."))
            return redirect(url(audience, "pay_item_list", company_id))
    return _edit(request, desk, audience, form, item.based_on, item)


@require_POST
def pay_item_retire(request: HttpRequest, company_id: UUID, own_item_id: UUID, audience: str) -> HttpResponse:
    """Do not offer it any more."""
    desk = reaching_desk_for(request, company_id, audience)
    item = get_object_or_404(own_pay_items(company_id), pk=own_item_id)
    operations.retire_pay_item(item=item, **desk.actor)
    messages.success(request, _("%(name)s is not offered any more. Lines that have it go on.") % {"name": item.name})
    return redirect(url(audience, "pay_item_list", company_id))


def _edit(
    request: HttpRequest, desk: Desk, audience: str, form: OwnItemForm, code: str, item: PayItem | None
) -> HttpResponse:
    context = desk.context(
        form=form,
        item=item,
        standard=pay_items()[code].item,
        standard_name=REGISTER[code],
        items_url=url(audience, "pay_item_list", desk.company.pk),
        retire_url=url(audience, "pay_item_retire", desk.company.pk, item.pk) if item else "",
    )
    return render(request, "payroll/pay_item_edit.html", context, status=422 if form.errors else 200)
