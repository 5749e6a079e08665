"""The comp account of an employee, read from what was registered and what the agreement gave on the day."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

from employment.agreement_queries import AgreementBook, agreement_book
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


BalancesBefore = Callable[[UUID, Sequence[UUID]], Mapping[UUID, Sequence[tuple[date, int]]]]
_before: list[BalancesBefore] = []


def register(function: BalancesBefore) -> None:
    """Called by payroll from `AppConfig.ready`: what employees of a company came here with, as days and minutes."""
    _before[:] = [function]


def comp_account_of(employee: Employee) -> CompAccount | None:
    """The account, or None for somebody with nothing that ever moved it."""
    ids = [employee.pk]
    number = entries_of(ids, date.min, date.max).filter(quick_choice__in=IN_COMP).count()
    found = _movements(employee.company_id, ids, date.max).get(employee.pk, [])
    counted = sum(one.choice is not None for one in found)
    return CompAccount(found[::-1], number - counted) if number or found else None


def comp_balances(company_id: UUID, employee_ids: Sequence[UUID], until: date) -> dict[UUID, int]:
    """The balance after a day, in minutes, of those who have an account: a constant number of queries."""
    return {one: found[-1].balance for one, found in _movements(company_id, employee_ids, until).items()}


def _movements(company_id: UUID, employee_ids: Sequence[UUID], until: date) -> dict[UUID, list[Movement]]:
    """Every movement up to a day by employee, earliest first; nobody without any."""
    counted = payroll_entries_for(company_id, employee_ids, date.min, until).filter(quick_choice__in=IN_COMP)
    rows: dict[UUID, list[tuple[date, QuickChoice, int]]] = defaultdict(list)
    for employee_id, day, choice, minutes in counted.values_list("employee_id", "worked_on", "quick_choice", "minutes"):
        rows[employee_id].append((day, QuickChoice(choice), minutes))
    before = _before[0](company_id, employee_ids) if _before else {}
    if not rows and not before:
        return {}
    latest = max((day for many in rows.values() for day, _choice, _minutes in many), default=date.min)
    book = agreement_book(company_id, list(rows), latest)
    return {
        one: movements(rows.get(one, []), partial(_factor, book, one), before.get(one, ()))
        for one in dict.fromkeys([*before, *rows])
    }


def _factor(book: AgreementBook, employee_id: UUID, day: date, choice: QuickChoice) -> Decimal:
    """How many hours of leave an hour is, as the agreement says on the day."""
    factor: Decimal = getattr(book.on(employee_id, day), FACTORS[choice])
    return factor
