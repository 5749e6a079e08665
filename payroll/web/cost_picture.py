"""What the employer pays, as pictures: step by step for a payslip and a run, and side by side for the employees."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from common.templatetags.format import kronor
from payroll.growth_supports import refunds_for
from payroll.models import PayrollRun, Payslip, PayslipLine
from payroll.queries import Row
from payroll.rules.pension import SPECIAL_PAYROLL_TAX
from payroll.rules.result import Group
from payroll.web.presenting import totals_of
from payroll.web.run_answers import answers_of_run

MOST_BARS = 40
"""More employees than this are a list, not a picture."""
Point = dict[str, Any]


def cost_of_payslip(slip: Payslip, lines: Iterable[PayslipLine]) -> list[Point]:
    """From the gross pay to what the employee costs."""
    tax = sum(line.amount for line in lines if line.pay_item == SPECIAL_PAYROLL_TAX.code and line.group == Group.COST)
    return _steps(
        (_("Gross pay"), slip.gross_pay),
        (_("Employer contributions"), slip.contribution_cost),
        (_("Pension premiums"), slip.employer_premiums - tax),
        (_("Special payroll tax"), tax),
        total=slip.employer_cost,
    )


def cost_of_run(run: PayrollRun) -> list[Point]:
    """From the gross pay of all to what they cost together."""
    return _steps(
        (_("Gross pay"), run.gross_pay),
        (_("Employer contributions"), run.contribution_cost),
        (_("Pension and the tax on it"), run.employer_premiums),
        total=run.employer_cost,
    )


def sums_shown(run: PayrollRun, rows: Sequence[Row]) -> dict[str, list[Any]]:
    """The totals of a run, and the pictures of what it costs."""
    answers = answers_of_run(run) if rows else {}
    totals = [{**one, "answer": answers.get(one["name"])} for one in totals_of(run)]
    return {
        "totals": totals,
        "cost": cost_of_run(run),
        "cost_by_employee": cost_by_employee(rows),
        "refunds": refunds_for(row.slip for row in rows),
    }


def cost_by_employee(rows: Sequence[Row]) -> list[Point]:
    """What each costs, one bar for each; nothing when they are too many, or only one."""
    if not 1 < len(rows) <= MOST_BARS:
        return []
    return [
        {
            "label": row.employee.full_name,
            "value": row.slip.employer_cost,
            "text": kronor(row.slip.employer_cost),
            "total": True,
        }
        for row in rows
    ]


def _steps(*parts: tuple[str, int], total: int) -> list[Point]:
    steps: list[Point] = [
        {"label": label, "value": amount, "text": kronor(amount), "tone": "blue"} for label, amount in parts if amount
    ]
    return [*steps, {"label": _("In all"), "value": total, "text": kronor(total), "total": True}]
