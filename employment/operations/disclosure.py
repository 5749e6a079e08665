"""Reading what is kept unreadable: every reading leaves an event."""

from uuid import UUID

from django.db import transaction

from employment.models import BankAccount, Employee
from events.operations import record


@transaction.atomic
def read_identity_number(*, employee: Employee, by: UUID | None, firm_id: UUID | None = None) -> str:
    """The twelve digits, or an empty text when there is no number; records who read it."""
    number = Employee.objects.values_list("personal_identity_number", flat=True).get(pk=employee.pk)
    if number is None:
        return ""
    record(
        "employment.identity_number_read",
        by=by,
        subject=employee,
        company_id=employee.company_id,
        firm_id=firm_id,
        data={"number": employee.number},
    )
    return str(number)


@transaction.atomic
def read_bank_account(
    *, employee: Employee, account_id: UUID, by: UUID | None, firm_id: UUID | None = None
) -> BankAccount:
    """One of the employee's accounts with its numbers; records who read it. Raises BankAccount.DoesNotExist."""
    account = BankAccount.objects.get(pk=account_id, employee=employee)
    record(
        "employment.bank_account_read",
        by=by,
        subject=employee,
        company_id=employee.company_id,
        firm_id=firm_id,
        data={"number": employee.number},
    )
    return account
