"""What a pay line comes to, worked out before it is saved."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from common.money import Ore
from common.periods import Month
from employment.models import Employee
from employment.queries import employment_terms_on, payroll_settings_of
from payroll.explaining import Answer, answer_to
from payroll.figure_names import figure_name
from payroll.given import given_of
from payroll.missing_figures import missing_table_for
from payroll.models import PayItem, PayLine
from payroll.operations.pay_lines import NewLine
from payroll.parameters import parameters_for
from payroll.rules.basis import PayslipBasis, Tax, TaxMethod
from payroll.rules.given_lines import lines_of, made_lines
from payroll.rules.item_lines import Made
from payroll.rules.pay_items import GivenLine
from payroll.rules.pension import premium_lines
from payroll.rules.result import Group
from payroll.run_dates import payday_of
from payroll.sacrifice_notes import notes_on
from payroll.statutory import FigureMissing, Parameters, YearNotAvailable
from payroll.wording import PAY_ITEMS


@dataclass(frozen=True)
class PreviewLine:
    """A line as it will stand on the payslip."""

    name: str
    is_taxed: bool
    amount: int
    answer: Answer


@dataclass(frozen=True)
class Preview:
    """The lines; `missing` names the figure of the law that is not there, `salary` what premiums are counted on.

    `notes` are what to mind.
    """

    lines: tuple[PreviewLine, ...] = ()
    missing: str = ""
    salary: int = 0
    notes: tuple[str, ...] = ()


def law_of(employee: Employee, month: Month) -> Parameters | None:
    """The law's figures of the month's payday; None for a year that is not there."""
    try:
        return parameters_for(_payday(employee, month))
    except YearNotAvailable:
        return None


def preview_of(employee: Employee, line: NewLine, own: PayItem | None) -> Preview:
    """What the line comes to in its first month. A premium is counted on the monthly salary alone."""
    law = law_of(employee, line.first)
    if law is None:
        return Preview()
    given = given_of(_row(employee, line, own))
    basis = _basis(employee, line.first, given)
    salary = _monthly_salary(employee, line.first) if given.item.group == Group.COST else 0
    try:
        made = _every_line(basis, given, salary, law)
        notes = notes_on(employee, given, line.first, law)
    except FigureMissing as error:
        return Preview(missing=error.name)
    warned = table_warning(employee, line)
    return Preview(tuple(_shown(one) for one in made), salary=salary, notes=(*notes, *([warned] if warned else [])))


def table_warning(employee: Employee, line: NewLine) -> str:
    """That the line cannot be taxed, as the law's table for it is missing; empty where it can."""
    payday = _payday(employee, line.first)
    missing = missing_table_for(employee, line.item, payday)
    text = _(
        "%(figure)s is missing for %(year)s. The payroll run cannot be calculated with this line until it is entered"
        " under Rule years."
    )
    return text % {"figure": figure_name(missing), "year": payday.year} if missing else ""


def amounts_of(employee: Employee, rows: Sequence[PayLine], repaid: Mapping[str, int], month: Month) -> dict[UUID, Ore]:
    """By line what it comes to in a month, where the line alone tells; a missing figure leaves a line without."""
    law = law_of(employee, month) if rows else None
    if law is None:
        return {}
    amounts: dict[UUID, Ore] = {}
    for row in rows:
        given = given_of(row, repaid)
        with suppress(FigureMissing):
            made = lines_of(given, _basis(employee, month, given), law)
            amounts[row.pk] = abs(sum(one.line.amount for one in made))
    return amounts


def _every_line(basis: PayslipBasis, given: GivenLine, salary: Ore, law: Parameters) -> list[Made]:
    """Premiums follow from what is given up; a deduction is shown as if there were pay enough. Raises FigureMissing."""
    deducted = lines_of(given, basis, law) if given.item.group == Group.DEDUCTION else []
    return [*made_lines(basis, law), *premium_lines(basis, salary, 0, law), *deducted]


def _shown(made: Made) -> PreviewLine:
    name = made.line.label or str(PAY_ITEMS[made.line.pay_item])
    is_taxed = made.item.group in (Group.GROSS, Group.BENEFIT)
    return PreviewLine(name, is_taxed, made.line.amount, answer_to(made.line.explanation))


def _payday(employee: Employee, month: Month) -> date:
    return payday_of(month, payroll_settings_of(employee.company_id))


def _monthly_salary(employee: Employee, month: Month) -> int:
    terms = employment_terms_on(employee.company_id, [employee.pk], month.last).get(employee.pk)
    return (terms.monthly_salary or 0) if terms else 0


def _row(employee: Employee, line: NewLine, own: PayItem | None) -> PayLine:
    return PayLine(
        employee=employee,
        item=line.item,
        own_item=own,
        quantity=line.quantity,
        amount=line.amount,
        details=line.details,
        note=line.note,
        cost_centre=line.cost_centre,
        project=line.project,
    )


def _basis(employee: Employee, month: Month, given: GivenLine) -> PayslipBasis:
    """A payslip with nothing but the line; its payday does not matter to it, the law of it is given."""
    born = employee.birth_date
    return PayslipBasis(
        employee_id=str(employee.pk),
        birth_year=born.year if born else 0,
        month=month,
        payday=month.last,
        deviation_first=month.first,
        deviation_last=month.last,
        employed_from=employee.hired_on,
        employed_to=None,
        terms=(),
        weekly_minutes=0,
        planned_minutes=(),
        registrations=(),
        tax=Tax(TaxMethod.NO_TAX),
        vacation_days_left=Decimal(0),
        given=(given,),
    )
