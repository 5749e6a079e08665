"""Växa-stöd of a company's employees, and what is expected back for payslips."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from common.money import Ore
from common.templatetags.format import date_short
from employment.models import Employee
from employment.queries import employees_of
from employment.rules.employments import begun_by
from payroll.explaining import Answer, answer_to
from payroll.models import Payslip
from payroll.months_to_date import bases_before
from payroll.operations.stored import contributions_of
from payroll.parameters import parameters_for
from payroll.rules.growth_support import REFUNDED_SINCE, NotKnownWithYouthRate, Support, apply_until, expected_refund
from payroll.statutory import FigureMissing, Parameters, YearNotAvailable


class Refund(NamedTuple):
    """What can be applied for, with its answer; `obstacle` says why nothing can be told."""

    amount: Ore
    answer: Answer | None
    obstacle: str
    until: date


def support_of(employee: Employee) -> Support | None:
    """The months of the support."""
    first, last = employee.growth_support_from, employee.growth_support_until
    return None if first is None or last is None else Support(first, last)


def other_supports(employee: Employee) -> list[Support]:
    """Those of the company's other employees."""
    others = employees_of(employee.company_id).filter(growth_support_from__isnull=False).exclude(pk=employee.pk)
    return [one for other in others if (one := support_of(other)) is not None]


def refund_for(slip: Payslip) -> Refund | None:
    """What is expected back for a payslip; None where there is no support. The payslip's employee is at hand."""
    support = support_of(slip.employee)
    if support is None or not support.covers(slip.payday):
        return None
    until = apply_until(slip.payday)
    try:
        law = parameters_for(slip.payday)
        amount, explanation = expected_refund(contributions_of(slip), _hired_for(slip), law, bases_before(slip))
    except NotKnownWithYouthRate:
        obstacle = _("What the support is together with the lowered contributions of the young is not published.")
        return Refund(0, None, obstacle, until)
    except (FigureMissing, YearNotAvailable):
        return Refund(0, None, _("The law's figures for %(year)s are not there.") % {"year": slip.payday.year}, until)
    answer = answer_to(explanation)
    answer.facts.append({"label": _("Apply no later than"), "value": date_short(until)})
    return Refund(amount, answer, "", until)


def _hired_for(slip: Payslip) -> date:
    """When the employment began that is paid: the latest that has begun on the payday."""
    begun = begun_by(slip.employee.employments, slip.payday)
    return slip.employee.hired_on if begun is None else begun.starts_on


def refunds_for(slips: Iterable[Payslip]) -> list[tuple[Payslip, Refund]]:
    """The payslips with support, and what is expected for each."""
    return [(slip, refund) for slip in slips if (refund := refund_for(slip)) is not None]


def latest_law(day: date) -> Parameters:
    """The law's figures of a day, or the latest there are before it: the limits of the support go on from year to year.

    Raises YearNotAvailable.
    """
    try:
        return parameters_for(day)
    except YearNotAvailable:
        if day.year <= REFUNDED_SINCE.year:
            raise
    return latest_law(date(day.year - 1, 12, 31))
