"""The firm's price list, and what it has to bill for a month."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import firm_for, membership_in, user_of
from accounts.permissions import PERMISSIONS_OF_ROLE, Permission
from advisor.queries import clients_of_membership
from collaborations.billing_forms import BasisFilter, PriceForm
from collaborations.operations.prices import PriceSettled, set_price
from collaborations.queries.basis_table import table_head, table_rows
from collaborations.queries.invoicing import InvoiceBasis, invoice_basis
from collaborations.queries.price_list import price_list
from common import clock
from common.htmx import render_page_or_partial
from common.periods import Month
from common.scoping import open_scope
from common.spreadsheets import CSV, XLSX, table_response


@require_safe
def price_list_show(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """What the firm takes for each service, now and from coming months."""
    firm = firm_for(request, firm_id, Permission.SETTINGS_MANAGE)
    offers = price_list(_this_month())
    context = {"firm": firm, "offers": offers, "is_empty": not any(offer.lines for offer in offers)}
    return render(request, "collaborations/price_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def price_new(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """Let a price apply from a month on; what is in the address is filled in."""
    firm = firm_for(request, firm_id, Permission.SETTINGS_MANAGE)
    form = PriceForm(request.POST or None, this_month=_this_month(), initial=_asked(request))
    if request.method == "POST" and form.is_valid():
        try:
            set_price(firm=firm, by=user_of(request), at=clock.now(), **form.price)
        except PriceSettled:
            form.add_error("starts_on", _("That month has passed and had a price already. Choose a later month."))
        else:
            messages.success(request, _("The price is saved."))
            return redirect("collaborations:price_list", firm_id=firm.pk)
    context = {"firm": firm, "form": form}
    return render(request, "collaborations/price_new.html", context, status=422 if form.errors else 200)


@require_safe
def basis_show(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """What is to be billed for a month, by recipient."""
    form = BasisFilter(request.GET, this_month=_this_month())
    basis, may_set = _basis(request, firm_id, form)
    context = {"firm": basis.firm, "form": form, "basis": basis, "may_set_prices": may_set, "today": clock.today()}
    partial = "collaborations/_invoice_basis.html"
    return render_page_or_partial(request, "collaborations/invoice_basis.html", partial, context)


@require_safe
def basis_csv(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """The basis as it is narrowed, as CSV."""
    return _file(request, firm_id, CSV)


@require_safe
def basis_xlsx(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """The basis as it is narrowed, as XLSX."""
    return _file(request, firm_id, XLSX)


def _file(request: HttpRequest, firm_id: UUID, kind: str) -> HttpResponse:
    basis, _may_set = _basis(request, firm_id, BasisFilter(request.GET, this_month=_this_month()))
    name = _("invoice-basis")
    return table_response(kind, f"{name}-{basis.month}", table_head(), table_rows(basis))


def _basis(request: HttpRequest, firm_id: UUID, form: BasisFilter) -> tuple[InvoiceBasis, bool]:
    """The basis for the clients that the person reaches, and whether the person may set prices."""
    membership = membership_in(request, firm_id, Permission.REPORTS_READ)
    open_scope(firm_id=firm_id)
    clients = clients_of_membership(membership)
    basis = invoice_basis(membership.firm, form.chosen_month, clients, form.chosen_recipient)
    return basis, Permission.SETTINGS_MANAGE in PERMISSIONS_OF_ROLE[membership.role]


def _this_month() -> Month:
    return Month.of(clock.today())


def _asked(request: HttpRequest) -> dict[str, Any]:
    return {name: request.GET[name] for name in ("offer", "unit", "starts_on") if request.GET.get(name)}
