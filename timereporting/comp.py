"""The comp account of an employee, read from what was registered and what the agreement gave on the day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from employment.agreement_queries import agreement_book
from employment.models import Employee
from timereporting.queries import entries_of, payroll_entries_for
from timereporting.rules.comp import IN_COMP, Movement, movements
from timereporting.rules.quick_choices import QuickChoice

FACTORS = {QuickChoice.COMP_SIMPLE: "comp_simple_factor", QuickChoice.COMP_QUALIFIED: "comp_qualified_factor"}


@dataclass(frozen=True)
class CompAccount:
    """Every movement, latest first, and how many registrations still wait for approval and so are not counted."""

    movements: list[Movement]
    waiting: int

    @property
    def balance(self) -> int:
        """Minutes that are left; negative when more was taken than earned."""
        return self.movements[0].balance if self.movements else 0


def comp_account_of(employee: Employee) -> CompAccount | None:
    """The account, or None for somebody with nothing that ever moved it."""
    ids = [employee.pk]
    every = entries_of(ids, date.min, date.max).filter(quick_choice__in=IN_COMP)
    number = every.count()
    if not number:
        return None
    counted = payroll_entries_for(employee.company_id, ids, date.min, date.max).filter(quick_choice__in=IN_COMP)
    rows = [
        (day, QuickChoice(choice), minutes)
        for day, choice, minutes in counted.values_list("worked_on", "quick_choice", "minutes")
    ]
    book = agreement_book(employee.company_id, ids, max((row[0] for row in rows), default=date.min))

    def factor_of(day: date, choice: QuickChoice) -> Decimal:
        factor: Decimal = getattr(book.on(employee.pk, day), FACTORS[choice])
        return factor

    found = movements(rows, factor_of)
    return CompAccount(found[::-1], number - len(rows))
