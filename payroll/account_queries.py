"""The accounts that a company posts on, and what people have named besides."""

from uuid import UUID

from payroll.models import OwnAccount, PayItem, PayLine
from payroll.rules.accounts import Accounts


def accounts_of(company_id: UUID) -> Accounts:
    """The company's own numbers as the rules take them: one query."""
    rows = OwnAccount.objects.filter(company_id=company_id).order_by("standard")
    return Accounts(tuple(rows.values_list("standard", "number")))


def named_by_hand(company_id: UUID, number: str) -> str | None:
    """The pay item of the company's own, or the expense, that names the account; None where nothing does."""
    items = PayItem.objects.filter(company_id=company_id, account=number)
    expenses = PayLine.objects.filter(company_id=company_id, details__cost_account=number)
    return items.values_list("name", flat=True).first() or expenses.values_list("item", flat=True).first()
