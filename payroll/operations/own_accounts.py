"""The accounts that a company posts on where the standard says others."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from accounts.models import Company
from collaborations.operations.locks import lock_company
from common import clock
from events.operations import record
from payroll.account_queries import accounts_of, named_by_hand
from payroll.models import OwnAccount
from payroll.rules.accounts import WAGES_PAYABLE, Accounts, problem_of, sharing_net_pay


class NetPayShared(ValueError):
    """The account of the net pay is used for something else too; `other` names it."""

    def __init__(self, other: str) -> None:
        super().__init__(f"Net pay and {other} would be on one account.")
        self.other = other


@transaction.atomic
def change_accounts(
    *, company_id: UUID, numbers: Mapping[str, str], by: UUID | None, firm_id: UUID | None = None
) -> Accounts:
    """The company's number for each standard account, for runs that are calculated from now on.

    Raises NetPayShared; ValueError for a number that the rules refuse, which forms do before.
    """
    lock_company(company_id)
    before = accounts_of(company_id)
    after = Accounts.of_company({**dict(before.own), **numbers})
    _refuse(company_id, before, after)
    changed = {one: [before.of(one), after.of(one)] for one in sorted(numbers) if before.of(one) != after.of(one)}
    for standard, (_, number) in changed.items():
        rows = OwnAccount.objects.filter(company_id=company_id, standard=standard)
        if number == standard:
            rows.delete()
        else:
            values = {"number": number, "changed_by_id": by, "changed_at": clock.now()}
            OwnAccount.objects.update_or_create(company_id=company_id, standard=standard, defaults=values)
    if changed:
        _record(company_id, changed, by, firm_id)
    return after


def _refuse(company_id: UUID, before: Accounts, after: Accounts) -> None:
    """Numbers of the wrong kind, and a net pay that is not alone on its account."""
    if any(problem_of(standard, number) for standard, number in after.own):
        raise ValueError(dict(after.own))
    alone = after.of(WAGES_PAYABLE)
    named = named_by_hand(company_id, alone) if alone != before.of(WAGES_PAYABLE) else None
    other = sharing_net_pay(after) or named
    if other:
        raise NetPayShared(other)


def _record(company_id: UUID, changed: Mapping[str, object], by: UUID | None, firm_id: UUID | None) -> None:
    company = Company.objects.get(pk=company_id)
    data = {"accounts": changed}
    record("payroll.accounts_changed", by=by, subject=company, company_id=company_id, firm_id=firm_id, data=data)
