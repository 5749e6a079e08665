"""Pay and tax on the employee card: the history, and a change from a date with its consequence first."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from common import clock
from employment import queries
from employment.forms.tax import TaxTermsForm
from employment.forms.terms import FromDateForm, PayTermsForm
from employment.histories import told
from employment.models import Employee, EmploymentTerms, TaxTerms
from employment.operations.terms import change_pay, change_tax, preview_of
from employment.pay_effects import Effects
from employment.rules.periods import ONE_DAY, Period, index_on
from employment.rules.tax_choices import proposed_column
from employment.web.changing import PROPOSE, saves, settle
from employment.web.desk import Desk, card_context, desk_for, employee_at, posted

Terms = TypeVar("Terms", EmploymentTerms, TaxTerms)


def employee_pay(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """What the employee is paid, and a change of it."""
    desk = desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    rows = queries.employment_terms_of(employee)
    form = PayTermsForm(
        posted(request),
        initial=pay_now(employee, rows),
        employments=employee.employments,
    )
    url = desk.url("employee_pay", employee_id=employee_id)
    done, effects = settle(request, desk, employee, form, partial(_change_pay, desk, employee, form), url)
    if done is not None:
        return done
    history = told(employee, "employment.pay_changed", rows)
    more = preview_for(request, form, rows, effects)
    context = card_context(desk, employee, "pay", form=form, history=history, **more)
    return render(request, "employment/employee_pay.html", context, status=422 if form.errors else 200)


def employee_tax(request: HttpRequest, company_id: UUID, employee_id: UUID, audience: str) -> HttpResponse:
    """How tax is deducted, and a change of it."""
    desk = desk_for(request, company_id, audience)
    employee = employee_at(desk, employee_id)
    rows = queries.tax_terms_of(employee)
    form = _tax_form(request, employee, rows)
    url = desk.url("employee_tax", employee_id=employee_id)
    done, effects = settle(request, desk, employee, form, partial(_change_tax, desk, employee, form), url)
    if done is not None:
        return done
    if request.POST.get("action") == PROPOSE:
        form.propose_table()
    history = told(employee, "employment.tax_changed", rows)
    context = card_context(
        desk, employee, "tax", form=form, history=history, **preview_for(request, form, rows, effects)
    )
    return render(request, "employment/employee_tax.html", context, status=422 if form.errors else 200)


def _change_pay(desk: Desk, employee: Employee, form: PayTermsForm) -> None:
    change_pay(employee=employee, pay=form.pay(), on=form.cleaned_data["on"], **desk.actor)


def _change_tax(desk: Desk, employee: Employee, form: TaxTermsForm) -> None:
    change_tax(employee=employee, tax=form.tax(), on=form.cleaned_data["on"], **desk.actor)


def _tax_form(request: HttpRequest, employee: Employee, rows: Sequence[TaxTerms]) -> TaxTermsForm:
    return TaxTermsForm(
        posted(request),
        initial=tax_now(employee, rows),
        born=employee.birth_date,
        today=clock.today(),
        salaries=queries.employment_terms_of(employee),
        employments=employee.employments,
    )


def preview_for(
    request: HttpRequest, form: FromDateForm, rows: Sequence[EmploymentTerms | TaxTerms], effects: Effects
) -> dict[str, object]:
    """What the change would do, made by the rule that carries it out; nothing before the form is right."""
    if request.POST.get("action") == PROPOSE or request.method != "POST" or not form.is_valid():
        return {}
    on = form.cleaned_data["on"]
    title = _("From %(day)s") % {"day": on}
    preview = [{"who": title, "sentences": sentences_about(rows, on)}]
    return {"preview": preview, "effects": effects, "unsaved": saves(request)}


def sentences_about(rows: Sequence[EmploymentTerms | TaxTerms], on: date) -> list[dict[str, str]]:
    """What happens to the rows there are, and how long the new one lasts."""
    split = preview_of(rows, on)
    sentences = []
    if split.replaced is not None:
        sentences.append({"text": _("What applied from %(day)s is replaced, as it begins on that day.") % {"day": on}})
    if split.shortened is not None:
        former = {"first": rows[split.shortened].starts_on, "last": on - ONE_DAY}
        text = _("What has applied since %(first)s ends on %(last)s and stays in the history.") % former
        sentences.append({"text": text})
    until = _("The new terms apply from %(day)s to %(last)s.")
    onwards = _("The new terms apply from %(day)s until further notice.")
    new = {"day": on, "last": split.new.ends_on}
    sentences.append({"text": (until if split.new.ends_on else onwards) % new})
    return sentences


def pay_now(employee: Employee, rows: Sequence[EmploymentTerms]) -> dict[str, object]:
    """What the form begins with: the present terms from today, or from the day of hire where none are agreed since."""
    if not rows:
        return {"pay_form": "MONTHLY", "employment_rate": "100", "on": employee.hired_on}
    last = in_force(rows)
    is_before = bool(employee.former) and last.starts_on < employee.hired_on
    return {
        "pay_form": last.pay_form,
        "monthly_salary": last.monthly_salary,
        "hourly_wage": last.hourly_wage,
        "employment_rate": last.employment_rate,
        "on": employee.hired_on if is_before else max(clock.today(), employee.hired_on),
    }


def in_force(rows: Sequence[Terms]) -> Terms:
    """The terms of today, or the latest when none are in force."""
    found = index_on([Period(row.starts_on, row.ends_on) for row in rows], clock.today())
    return rows[-1 if found is None else found]


def tax_now(employee: Employee, rows: Sequence[TaxTerms]) -> dict[str, object]:
    """What the form begins with; the column is proposed from the year of birth."""
    born = employee.birth_date
    column = proposed_column(born, year=clock.today().year) if born else None
    if rows:
        last = in_force(rows)
        return {
            "method": last.method,
            "tax_table": last.tax_table,
            "tax_column": last.tax_column or column,
            "adjustment_rate": last.adjustment_rate,
            "adjustment_amount": last.adjustment_amount,
            "extra_tax": last.extra_tax,
            "expected_income": last.expected_income,
            "exemption": last.exemption,
            "decision_note": last.decision_note,
            "on": max(clock.today(), employee.hired_on),
        }
    return {"method": "TABLE", "tax_column": column, "on": employee.hired_on}
