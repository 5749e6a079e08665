"""The employee card: who the person is, and where their pay goes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common import clock
from common.htmx import render_page_or_partial
from employment import queries
from employment.forms.employees import BasicsForm
from employment.forms.terms import BankAccountForm
from employment.models import BankAccount, Employee
from employment.operations.disclosure import read_bank_account, read_identity_number
from employment.operations.employees import EmployeeRefused, change_basics
from employment.operations.removal import obstacle_to_removal
from employment.operations.terms import change_bank_account
from employment.rules.bank_accounts import AccountFault, CheckedAccount
from employment.web.desk import Desk, card_context, desk_for, employee_at, posted, warn_of_age


def employee_basics(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """Who the employee is."""
    desk = desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    form = BasicsForm.of(employee, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            change_basics(employee=employee, basics=form.basics(), **desk.actor)
        except EmployeeRefused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            warn_of_age(request, form.cleaned_data["given_name"], form.basics().identity)
            return redirect(desk.url("employee_basics", employee_id=employee_id))
    context = card_context(desk, employee, "basics", form=form, **_removal_of(desk, employee))
    return render(request, "employment/employee_basics.html", context, status=422 if form.errors else 200)


@require_POST
@never_cache
def identity_show(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """The whole identity number, once; who read it is kept."""
    desk = desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    digits = read_identity_number(employee=employee, **desk.actor)
    number = f"{digits[:8]}-{digits[8:]}" if digits else ""
    context = card_context(desk, employee, "basics", form=BasicsForm.of(employee), identity_number=number)
    return render_page_or_partial(request, "employment/employee_basics.html", "employment/_identity.html", context)


def employee_bank(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """Where pay goes, and where it went."""
    desk = desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    form = _account_form(employee, request)
    if request.method == "POST" and form.is_valid() and form.account is not None:
        change_bank_account(employee=employee, account=form.account, on=form.cleaned_data["on"], **desk.actor)
        if form.account.passed:
            messages.success(request, _("Saved."))
        else:
            messages.warning(request, warning_about(form.account))
        return redirect(desk.url("employee_bank", employee_id=employee_id))
    context = _bank_context(desk, employee, form)
    return render(request, "employment/employee_bank.html", context, status=422 if form.errors else 200)


@require_POST
@never_cache
def account_show(
    request: HttpRequest, company_id: UUID, employee_id: UUID, account_id: UUID, audience: str
) -> HttpResponse:
    """The whole account number, once; who read it is kept."""
    desk = desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    try:
        account = read_bank_account(employee=employee, account_id=account_id, **desk.actor)
    except BankAccount.DoesNotExist:
        raise Http404 from None
    context = _bank_context(desk, employee, _account_form(employee), shown=account)
    return render_page_or_partial(request, "employment/employee_bank.html", "employment/_accounts.html", context)


def warning_about(account: CheckedAccount) -> str:
    """What is odd about an account that was saved anyway."""
    bank = account.bank_name
    sentences = {
        AccountFault.UNKNOWN_BANK: _("Saved, but no bank that we know of has clearing number %(clearing)s. Check it."),
        AccountFault.CLEARING: _("Saved, but the last digit of the clearing number is wrong for %(bank)s. Check it."),
        AccountFault.LENGTH: _("Saved, but the account number is not as long as those of %(bank)s. Check it."),
        AccountFault.CHECK_DIGIT: _("Saved, but the account number does not fit %(bank)s. Check it."),
    }
    return sentences[account.fault] % {"bank": bank, "clearing": account.clearing_number}


def _removal_of(desk: Desk, employee: Employee) -> dict[str, object]:
    if not employee.is_draft or obstacle_to_removal(employee, firm_id=desk.actor["firm_id"]):
        return {}
    return {"remove_url": desk.url("draft_remove", employee_id=employee.pk)}


def _account_form(employee: Employee, request: HttpRequest | None = None) -> BankAccountForm:
    first = not queries.bank_accounts_of(employee)
    initial = {"on": employee.hired_on if first else clock.today()}
    data = posted(request) if request is not None else None
    return BankAccountForm(data, initial=initial, employments=employee.employments)


def _bank_context(
    desk: Desk, employee: Employee, form: BankAccountForm, shown: BankAccount | None = None
) -> dict[str, object]:
    accounts = list(reversed(queries.bank_accounts_of(employee)))
    present = next((account.pk for account in accounts if account.starts_on <= clock.today()), None)
    return card_context(desk, employee, "bank", form=form, accounts=accounts, present=present, shown=shown)
