"""Why a figure is what it is: stored explanations put into words, for old payslips too."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from common.money import ORE_IN_KRONA
from common.templatetags.format import decimal, figures_in, grouped, krona, kronor
from payroll.average_week_wording import AVERAGE_WEEK_SHOWN
from payroll.benefit_wording import CHOSEN
from payroll.citations import know_figures_of
from payroll.figure_names import AGE_GROUPS, figure_name, value_text
from payroll.models import PayslipLine
from payroll.operations.stored import explanation_of
from payroll.rules.result import Explanation, Input, Unit
from payroll.rules.sick_pay import SICK_PAY
from payroll.rules.tax_lines import TAKEN, TAXED
from payroll.rules.tax_lookup import TaxCell, made_cell, way_to_cell
from payroll.rules.tax_table import YearlyTax
from payroll.statutory import YearNotAvailable
from payroll.tax_wording import decision_in_words, less_taken, not_more
from payroll.unsocial_wording import UNSOCIAL_SHOWN
from payroll.wording import INPUTS, LAWS, PAY_ITEMS

SHOWN = {**UNSOCIAL_SHOWN, **AVERAGE_WEEK_SHOWN}
"""How some stored inputs are shown, by name."""


@dataclass(frozen=True)
class Answer:
    """What the page shows when someone asks why; a page adds the `links` that its reader may follow."""

    title: str
    formula: str
    facts: list[dict[str, str]]
    sources: list[str]
    law: str
    steps: list[dict[str, str]]
    links: Sequence[tuple[str, str]] = ()


def answer_to(explanation: Explanation, sick_pay: Collection[int] = ()) -> Answer:
    """The explanation in words, with the tax table step by step where there is one.

    `sick_pay` is what the payslip pays for sickness, in öre: a qualifying deduction is never more.
    """
    facts = [{"label": str(INPUTS.get(one.name, one.name)), "value": _shown(one)} for one in explanation.inputs]
    facts += [
        {"label": figure_name(figure.name), "value": value_text(figure.value, figure.unit)}
        for figure in explanation.figures
    ]
    return Answer(
        str(PAY_ITEMS.get(explanation.rule, explanation.rule)),
        formula_in_words(explanation, sick_pay),
        facts,
        [f"{figure.source} ({figure.starts_on:%Y-%m-%d})" for figure in explanation.figures],
        str(LAWS.get(explanation.law, explanation.law)),
        _tax_steps(explanation),
    )


def answers_of(lines: Sequence[PayslipLine]) -> list[Answer]:
    """The answers of a payslip's stored lines."""
    sick_pay = sick_pay_in((line.pay_item, line.amount) for line in lines)
    know_figures_of(line.explanation for line in lines)
    return [answer_to(explanation_of(line.explanation), sick_pay) for line in lines]


def sick_pay_in(lines: Iterable[tuple[str, int]]) -> set[int]:
    """What is paid for each illness, in öre: a qualifying deduction, which ends its lines, is never more."""
    found, paid = set[int](), 0
    for item, amount in lines:
        paid += amount if item in SICK_PAY else 0
        if item == "qualifying_deduction":
            found.add(paid)
            paid = 0
    return found


def formula_in_words(explanation: Explanation, sick_pay: Collection[int] = ()) -> str:
    """The formula with its figures as people write them; in words where figures alone say too little."""
    if explanation.rule == "monthly_salary":
        return _("Agreed monthly salary")
    if explanation.rule == "preliminary_tax":
        return _tax_in_words(explanation)
    if explanation.rule == "qualifying_deduction":
        return _qualifying_deduction(explanation.formula, sick_pay)
    said = decision_in_words(explanation)
    return figures_in(explanation.formula) if said is None else said


def _qualifying_deduction(formula: str, sick_pay: Collection[int]) -> str:
    """A formula that is cut short has the amount after a comma: all of the sick pay, or what was left to deduct."""
    whole, cut, rest = formula.partition(", ")
    if not cut:
        return figures_in(formula)
    amount = int(Decimal(rest.partition(" = ")[0]) * ORE_IN_KRONA)
    reason = _("at most the sick pay %(amount)s") if amount in sick_pay else _("what was left of it %(amount)s")
    return f"{figures_in(whole)}, {reason % {'amount': kronor(amount)}}"


def _tax_in_words(explanation: Explanation) -> str:
    """What the table says about the pay, and what is withheld when that is less."""
    cell = _cell_of(explanation)
    if cell is None:
        return figures_in(explanation.formula)
    values = {one.name: one.value for one in explanation.inputs}
    row, owed = cell.row, cell.tax_on(_taxed_in(values)) * ORE_IN_KRONA
    tax = _("%(number)s %% of the pay") % {"number": cell.value} if cell.is_per_cent else f"{krona(owed)} kr"
    first, last = grouped(row.income_from), "" if row.income_to is None else grouped(row.income_to)
    income = f"{first}–{last} kr" if last else _("%(amount)s kr and more") % {"amount": first}
    said = _("Table %(table)s, column %(column)s: for %(income)s the tax is %(tax)s") % {
        "table": row.table,
        "column": cell.column,
        "income": income,
        "tax": tax,
    }
    withheld = int(Decimal(explanation.formula.rpartition("→ ")[2]) * ORE_IN_KRONA)
    if TAKEN in values:
        said, owed = less_taken(f"{said}: {krona(owed)} kr" if cell.is_per_cent else said, owed, int(values[TAKEN]))
    if withheld == owed and (TAKEN in values or not cell.is_per_cent):
        return said
    return f"{said}: {krona(withheld)} kr" if withheld == owed else f"{said}, {not_more(withheld)}"


def _shown(one: Input) -> str:
    if one.name in SHOWN:
        return SHOWN[one.name](one.value)
    if one.unit == Unit.ORE:
        return f"{kronor(one.value)} kr"
    if one.unit == Unit.PER_CENT:
        return f"{decimal(one.value)} %"
    if one.unit in (Unit.HOURS, Unit.COUNT):
        return decimal(one.value)
    return str({**AGE_GROUPS, **CHOSEN}.get(one.value, one.value))


def _cell_of(explanation: Explanation) -> TaxCell | None:
    """The cell of the tax table that a stored tax line came from; None for side income and unknown years."""
    values = {one.name: one.value for one in explanation.inputs}
    if "tax_table" not in values:
        return None
    year = int(values["income_year"])
    try:
        return made_cell(year, int(values["tax_table"]), int(values["tax_column"]), _taxed_in(values))
    except YearNotAvailable:
        return None


def _taxed_in(values: Mapping[str, str]) -> int:
    """Whole kronor of the pay that the table is looked up with: all of it in the month."""
    return (int(values["taxable_pay"]) + int(values.get(TAXED, 0))) // ORE_IN_KRONA


def _tax_steps(explanation: Explanation) -> list[dict[str, str]]:
    """The yearly computation behind the cell of the tax table; nothing for side income and percent rows."""
    cell = _cell_of(explanation)
    if cell is None:
        return []
    year = next(int(one.value) for one in explanation.inputs if one.name == "income_year")
    way = way_to_cell(year, cell)
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
