"""Pay items in people's words: names, headings, what goes into their lines, and what they rest on."""

from django.utils.translation import gettext_lazy as _

from payroll.benefit_wording import BENEFIT_INPUTS, BENEFIT_ITEMS, BENEFIT_LAWS
from payroll.travel_wording import TRAVEL_INPUTS, TRAVEL_ITEMS, TRAVEL_LAWS

REGISTER = {
    **BENEFIT_ITEMS,
    "commission": _("Commission"),
    "fixed_supplement": _("Fixed supplement"),
    "unsocial_hours_supplement": _("Unsocial hours supplement"),
    "on_call": _("On-call duty"),
    "standby": _("Standby duty"),
    "comp_time_paid": _("Compensation time, paid out"),
    "other_addition": _("Other addition"),
    "bonus": _("Bonus"),
    "retroactive_pay": _("Retroactive pay"),
    "severance_pay": _("Severance pay"),
    "gift_in_money": _("Gift in money"),
    "gross_deduction": _("Gross deduction"),
    "salary_sacrifice": _("Salary sacrifice for pension"),
    "housing_benefit": _("Housing benefit"),
    "health_insurance_benefit": _("Health insurance benefit"),
    "wellness_benefit": _("Wellness benefit, taxable"),
    "other_benefit": _("Other benefit"),
    "attachment_of_earnings": _("Attachment of earnings"),
    "union_fee": _("Union fee"),
    "advance_repayment": _("Repayment of an advance"),
    "loan_repayment": _("Repayment of a loan"),
    "net_deduction": _("Net deduction"),
    "advance_payment": _("Advance"),
    "pension_premium": _("Pension premium"),
    **TRAVEL_ITEMS,
}
KINDS = {
    "addition": _("Additions"),
    "one_off": _("One-off amounts"),
    "gross_deduction": _("Gross deductions"),
    "benefit": _("Benefits"),
    "net_deduction": _("Net deductions"),
    "reimbursement": _("Paid out untaxed"),
    "travel": _("Travel and expenses"),
    "employer_cost": _("The employer's costs"),
}
REGISTER_INPUTS = {
    **BENEFIT_INPUTS,
    "agreed_amount": _("Amount that was decided"),
    "quantity": _("Quantity"),
    "price_each": _("Price each"),
    "note": _("Note"),
    "cost_centre": _("Cost centre"),
    "project": _("Project"),
    "reserved_amount": _("Reserved amount of the decision"),
    "attached_at_most": _("At most a month by the decision"),
    "one_off_amount": _("One-off amount"),
    "expected_income": _("Income that the year is expected to come to"),
    "one_off_column": _("Column of the table for one-off amounts"),
    **TRAVEL_INPUTS,
}
IN_SHORT = {"reserved_amount": _("reserved"), "attached_at_most": _("at most")}
REGISTER_LAWS = {
    **BENEFIT_LAWS,
    "agreement.pay_item": _("As agreed with the employee."),
    "agreement.net_deduction": _(
        "The employee has agreed to the deduction; it is taken after tax, as far as there is pay."
    ),
    "agreement.advance": _("An advance that is settled later; it is no pay yet."),
    "agreement.pension": _("Pension that the employer has promised; the premium is no pay."),
    "income_tax_act.benefit": _(
        "Income Tax Act (1999:1229), chapter 11: benefits of the employment are taxed like pay."
    ),
    "income_tax_act.housing_benefit": _(
        "Income Tax Act (1999:1229), chapter 61: housing is taxed at the value that the agency or the market gives it."
    ),
    "enforcement_code.attachment": _(
        "Enforcement Code (1981:774), chapter 7: what exceeds the reserved amount is kept back, before all else."
    ),
    "tax_procedure_act.one_off": _(
        "Tax Procedure Act (2011:1244), chapter 11: one-off amounts are taxed by the income of the whole year. More "
        "than twenty vacation supplements at once are one."
    ),
    **TRAVEL_LAWS,
}
TREATMENTS = {
    "tax.ORDINARY": _("Taxed"),
    "tax.ONE_OFF": _("Taxed as a one-off amount"),
    "tax.FREE": _("Not taxed"),
    "contributions.ALL": _("Employer contributions"),
    "contributions.FUEL": _("Employer contributions on the market value"),
    "contributions.NOTHING": _("No employer contributions"),
    "vacation": _("Counted for vacation pay"),
}
