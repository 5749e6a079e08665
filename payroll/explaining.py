"""Why a figure is what it is: stored explanations put into words, for old payslips too."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common.templatetags.format import decimal, figures_in, krona, kronor
from payroll.models import PayslipLine
from payroll.operations.stored import explanation_of
from payroll.rules.result import Explanation, Input, Unit
from payroll.rules.tax_lookup import cell_for, way_to_cell
from payroll.rules.tax_table import YearlyTax
from payroll.statutory import YearNotAvailable
from payroll.wording import AGE_GROUPS, FIGURES, INPUTS, LAWS, PAY_ITEMS


@dataclass(frozen=True)
class Answer:
    """What the page shows when someone asks why."""

    title: str
    formula: str
    facts: list[dict[str, str]]
    sources: list[str]
    law: str
    steps: list[dict[str, str]]


def answer_to(explanation: Explanation) -> Answer:
    """The explanation in words, with the tax table step by step where there is one."""
    facts = [{"label": str(INPUTS.get(one.name, one.name)), "value": _shown(one)} for one in explanation.inputs]
    facts += [
        {"label": str(FIGURES.get(figure.name, figure.name)), "value": _figure(figure.value, figure.unit)}
        for figure in explanation.figures
    ]
    return Answer(
        str(PAY_ITEMS.get(explanation.rule, explanation.rule)),
        figures_in(explanation.formula),
        facts,
        [f"{figure.source} ({figure.starts_on:%Y-%m-%d})" for figure in explanation.figures],
        str(LAWS.get(explanation.law, explanation.law)),
        _tax_steps(explanation),
    )


def answer_of_line(line: PayslipLine) -> Answer:
    """The answer of a stored line."""
    return answer_to(explanation_of(line.explanation))


def _shown(one: Input) -> str:
    if one.unit == Unit.ORE:
        return f"{kronor(one.value)} kr"
    if one.unit == Unit.PER_CENT:
        return f"{decimal(one.value)} %"
    if one.unit in (Unit.HOURS, Unit.COUNT):
        return decimal(one.value)
    return str(AGE_GROUPS.get(one.value, one.value))


def _figure(value: Any, unit: str) -> str:
    return f"{decimal(value * 100)} %" if unit == "share" else decimal(value)


def _tax_steps(explanation: Explanation) -> list[dict[str, str]]:
    """The yearly computation behind the cell of the tax table; nothing for side income and percent rows."""
    values = {one.name: one.value for one in explanation.inputs}
    if "tax_table" not in values:
        return []
    try:
        year, income = int(values["income_year"]), int(values["taxable_pay"]) // 100
        cell = cell_for(year, int(values["tax_table"]), int(values["tax_column"]), income)
        way = None if cell is None else way_to_cell(year, cell)
    except YearNotAvailable:
        return []
    return [] if way is None else _steps(way)


def _steps(way: YearlyTax) -> list[dict[str, str]]:
    parts = (
        (_("Income of a year: twelve times the upper limit of the row"), way.income),
        (_("Basic allowance"), -way.allowance),
        (_("Taxable income"), way.taxable),
        (_("Municipal tax"), way.municipal),
        (_("Burial and faith fee assumed in the table"), way.fees),
        (_("State tax"), way.state),
        (_("General pension fee"), way.pension_fee),
        (_("Public service fee"), way.public_service),
        (_("Credit for the pension fee"), -way.pension_credit),
        (_("Work credit"), -way.work_credit),
        (_("Earned-income credit"), -way.earned_income_credit),
        (_("Tax of the year"), way.total),
        (_("A twelfth, without öre"), way.monthly),
    )
    return [{"label": label, "value": f"{krona(amount * 100)} kr"} for label, amount in parts if amount]
