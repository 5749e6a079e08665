"""Tax by a decision, free of tax, and tax on top, in people's words."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.money import ORE_IN_KRONA
from common.templatetags.format import krona, kronor
from payroll.rules.result import Explanation
from payroll.rules.tax_lines import TAKEN, TAXED

FREE = {"student_free_tax", "low_income_free_tax"}
TAX_ITEMS = {
    "preliminary_tax": gettext_lazy("Preliminary tax"),
    "secondary_income_tax": gettext_lazy("Preliminary tax, side income"),
    "adjusted_tax": gettext_lazy("Preliminary tax, adjusted"),
    "fixed_tax": gettext_lazy("Preliminary tax, adjusted amount"),
    "sink_tax": gettext_lazy("Special income tax, SINK"),
    "artist_sink_tax": gettext_lazy("Special income tax, A-SINK"),
    "no_tax": gettext_lazy("No tax, by decision"),
    "student_free_tax": gettext_lazy("No tax, student"),
    "low_income_free_tax": gettext_lazy("No tax, low pay of the year"),
    "extra_tax": gettext_lazy("Extra tax, asked for"),
    "one_off_tax": gettext_lazy("Preliminary tax, one-off amount"),
}
TAX_INPUTS = {
    "taxable_pay": gettext_lazy("Taxable pay"),
    TAXED: gettext_lazy("Taxed before in the same month"),
    TAKEN: gettext_lazy("Tax taken before in the same month"),
    "income_year": gettext_lazy("Income year"),
    "tax_table": gettext_lazy("Tax table"),
    "tax_column": gettext_lazy("Column"),
    "tax_source": gettext_lazy("Source of the table"),
    "adjustment_rate": gettext_lazy("Per cent of the decision"),
    "adjustment_amount": gettext_lazy("Amount of the decision"),
    "expert_exempt": gettext_lazy("Exempt by the decision on expert tax"),
    "earned_this_year": gettext_lazy("Pay of the year before this one"),
    "extra_tax_asked": gettext_lazy("Extra tax a month"),
    "left_of_pay": gettext_lazy("Left of the pay after the other tax"),
}
TAX_LAWS = {
    "tax_procedure_act.table": gettext_lazy("Tax Procedure Act (2011:1244), chapter 11: the monthly tax table."),
    "tax_procedure_act.secondary_income": gettext_lazy(
        # xgettext:no-python-format
        "Tax Procedure Act (2011:1244), chapter 11 section 20: 30 % of side income."
    ),
    "tax_procedure_act.adjustment": gettext_lazy(
        "Tax Procedure Act (2011:1244), chapter 55: the tax agency has decided on an adjustment."
    ),
    "tax_procedure_act.no_tax": gettext_lazy(
        "Tax Procedure Act (2011:1244), chapter 10: the tax agency has decided that no tax is deducted."
    ),
    "tax_procedure_act.student": gettext_lazy(
        "Certificate SKV 434: no tax is deducted as long as the pay of the year is within the limit."
    ),
    "tax_procedure_act.low_income": gettext_lazy(
        "Tax Procedure Act (2011:1244), chapter 10 section 4: no tax of pay below the least amount of a year."
    ),
    "tax_procedure_act.extra": gettext_lazy("The employee has asked for more tax than the rules take."),
    "sink_act.rate": gettext_lazy("Act (1991:586) on special income tax for people who live abroad: a final tax."),
    "artist_sink_act.rate": gettext_lazy(
        "Act (1991:591) on special income tax for artists and athletes who live abroad: a final tax."
    ),
}


def decision_in_words(explanation: Explanation) -> str | None:
    """What was decided or asked for, and what was withheld where that is less; None for other lines."""
    values = {one.name: one.value for one in explanation.inputs}
    if explanation.rule == "no_tax":
        return _("No tax is deducted")
    if explanation.rule in FREE:
        return _free(explanation, values)
    named = {"fixed_tax": "adjustment_amount", "extra_tax": "extra_tax_asked"}.get(explanation.rule)
    if named is None:
        return None
    amount = int(values[named])
    said = (_("Decided: %(amount)s kr") if named == "adjustment_amount" else _("Asked for: %(amount)s kr")) % {
        "amount": krona(amount)
    }
    if TAKEN in values:
        said, amount = less_taken(said, amount, int(values[TAKEN]))
    withheld = int(Decimal(explanation.formula.rpartition("→ ")[2]) * ORE_IN_KRONA)
    return said if withheld == amount else f"{said}, {not_more(withheld)}"


def less_taken(said: str, owed: int, taken: int) -> tuple[str, int]:
    """That something of a month's tax is taken already, and what is left of it."""
    left = max(owed - taken, 0)
    amounts = {"said": said, "taken": krona(taken), "left": krona(left)}
    return _("%(said)s, of which %(taken)s kr is taken before in the month: %(left)s kr") % amounts, left


def not_more(withheld: int) -> str:
    """That the pay was not enough for more."""
    return _("but no more than the pay in cash: %(amount)s kr") % {"amount": krona(withheld)}


def _free(explanation: Explanation, values: dict[str, str]) -> str:
    earned, taxable = int(values["earned_this_year"]), int(values["taxable_pay"])
    return _("Pay of the year with this one: %(year)s kr, the limit is %(limit)s kr") % {
        "year": kronor(earned + taxable),
        "limit": krona(int(explanation.figures[0].value * ORE_IN_KRONA)),
    }
