"""Accounts in people's words: their names, the headings that they stand under, and why a number is refused."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from payroll.rules.accounts import Accounts, Kind, Problem, kind_of
from payroll.travel_wording import TRAVEL_ACCOUNTS
from payroll.vacation_wording import VACATION_ACCOUNTS

ACCOUNTS = {
    "1610": _("Receivables from employees"),
    "2710": _("Personnel tax"),
    "2731": _("Employer contributions owed"),
    "2750": _("Attachment of earnings"),
    "2790": _("Other deductions from wages"),
    "2794": _("Union fees"),
    "2821": _("Wages payable"),
    "2943": _("Special payroll tax owed"),
    "2950": _("Pension premiums owed"),
    "3740": _("Rounding"),
    "7010": _("Wages, hourly"),
    "7081": _("Sick pay, hourly"),
    "7082": _("Vacation pay, hourly"),
    "7210": _("Salaries"),
    "7281": _("Sick pay"),
    "7285": _("Vacation supplement"),
    "7381": _("Costs of housing benefit"),
    "7382": _("Costs of meals"),
    "7385": _("Costs of benefit cars"),
    "7386": _("Interest benefit"),
    "7388": _("Paid by employees for benefits"),
    "7389": _("Costs of other benefits"),
    "7399": _("Benefits, counter account"),
    "7411": _("Pension premiums"),
    "7510": _("Employer contributions"),
    **VACATION_ACCOUNTS,
    **TRAVEL_ACCOUNTS,
    "7533": _("Special payroll tax on pensions"),
    "7699": _("Other costs of personnel"),
}
HEADINGS = {
    "pay": _("Pay"),
    "contributions": _("Contributions and pension"),
    "tax": _("Tax, net pay and deductions"),
    "vacation": _("Vacation liability"),
    "benefits": _("Benefits"),
    "travel": _("Travel and expenses"),
}
KINDS = {
    Kind.RECEIVABLE: _("A receivable has an account that begins with 1."),
    Kind.DEBT: _("A debt has an account that begins with 2."),
    Kind.PAYMENT: _("Net pay is a debt or paid from the bank: the account begins with 2 or 1."),
    Kind.ROUNDING: _("Rounding has an account that begins with 37."),
    Kind.COST: _("A cost has an account that begins with 4, 5, 6, 7 or 8."),
    Kind.COUNTER: _("What lowers a cost has an account that begins with 3 to 8."),
}


def refusal_of(problem: Problem, standard: str) -> str:
    """Why a number cannot stand in the place of the standard account."""
    if problem == Problem.WRONG_KIND:
        return str(KINDS[kind_of(standard)])
    return str(_("An account has four digits and begins with 1 to 8."))


def account_name(number: str, accounts: Accounts) -> str:
    """What is posted on an account of the company: by its own use where there is one, or as the standard says."""
    uses = accounts.standing_for(number)
    names: Mapping[str, object] = ACCOUNTS
    return str(names.get(uses[0] if len(uses) == 1 else number, ""))
