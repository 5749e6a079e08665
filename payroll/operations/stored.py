"""Stored payslips as the values they were computed as: what the journal and the proofs are made from."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from employment.rules.cost_splits import read
from payroll.citations import figures_of, know_figures_of
from payroll.models import PayrollRun, Payslip, PayslipLine
from payroll.rules.result import (
    Contribution,
    Explanation,
    Group,
    Input,
    PayslipResult,
    SickState,
    Unit,
)
from payroll.rules.result import PayslipLine as Line
from payroll.statutory import Figure


def stored_results(run: PayrollRun) -> list[tuple[Payslip, PayslipResult]]:
    """Every payslip of a run with its result, in three queries."""
    lines: dict[UUID, list[Line]] = defaultdict(list)
    rows = list(PayslipLine.objects.filter(run=run).order_by("employee_id", "position"))
    know_figures_of(row.explanation for row in rows)
    for row in rows:
        lines[row.employee_id].append(_line(row))
    slips = Payslip.objects.filter(run=run).order_by("employee_id")
    return [(slip, _result(slip, lines[slip.employee_id])) for slip in slips]


def explanation_of(data: dict[str, Any]) -> Explanation:
    """A stored explanation as a value."""
    return Explanation(
        rule=data["rule"],
        formula=data["formula"],
        inputs=tuple(Input(one["name"], one["value"], Unit(one["unit"])) for one in data["inputs"]),
        figures=tuple(
            Figure(
                one["name"],
                Decimal(one["value"]),
                one["unit"],
                date.fromisoformat(one["starts_on"]),
                one["source"],
                one["verified"],
            )
            for one in figures_of(data)
        ),
        law=data["law"],
        references=tuple(data["references"]),
    )


def contributions_of(slip: Payslip) -> tuple[Contribution, ...]:
    """A payslip's employer contributions as values."""
    return tuple(
        Contribution(
            one["group"], Decimal(one["rate"]), one["basis"], one["amount"], explanation_of(one["explanation"])
        )
        for one in slip.contributions
    )


def _line(row: PayslipLine) -> Line:
    return Line(
        row.pay_item,
        Group(row.group),
        row.quantity,
        Unit(row.unit),
        row.rate,
        row.amount,
        explanation_of(row.explanation),
        row.first_day,
        row.last_day,
        row.label,
        row.account,
        row.cost_centre,
        row.project,
    )


def _result(slip: Payslip, lines: list[Line]) -> PayslipResult:
    sick = slip.sick_state
    return PayslipResult(
        employee_id=str(slip.employee_id),
        lines=tuple(lines),
        gross_pay=slip.gross_pay,
        taxable_pay=slip.taxable_pay,
        preliminary_tax=slip.preliminary_tax,
        net_pay=slip.net_pay,
        contributions=contributions_of(slip),
        vacation_days_taken=slip.vacation_days_taken,
        sick_state=SickState(
            date.fromisoformat(sick["last_day"]) if sick["last_day"] else None,
            sick["days_counted"],
            sick["deduction_left"],
            tuple(date.fromisoformat(day) for day in sick["deduction_days"]),
            sick["days"],
        ),
        fingerprint=slip.fingerprint,
        benefits=slip.benefits,
        net_deductions=slip.net_deductions,
        reimbursements=slip.reimbursements,
        employer_premiums=slip.employer_premiums,
        shares=read(slip.shares),
        vacation_days_before_turn=slip.vacation_days_before_turn,
    )
