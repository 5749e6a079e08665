"""What a pay line comes to, worked out before it is saved."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from common.periods import Month
from employment.models import Employee
from employment.queries import employment_terms_on, payroll_settings_of
from payroll.basis import payday_of
from payroll.explaining import Answer, answer_to
from payroll.given import given_of
from payroll.models import PayItem, PayLine
from payroll.operations.pay_lines import NewLine
from payroll.parameters import parameters_for
from payroll.rules.basis import PayslipBasis, Tax, TaxMethod
from payroll.rules.given_lines import made_lines
from payroll.rules.item_lines import Made
from payroll.rules.pension import premium_lines
from payroll.rules.result import Group
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
    """The lines; `missing` names the figure of the law that is not there, `salary` what premiums are counted on."""

    lines: tuple[PreviewLine, ...] = ()
    missing: str = ""
    salary: int = 0


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
    basis = _basis(employee, line, own)
    is_premium = basis.given[0].item.group == Group.COST
    salary = _monthly_salary(employee, line.first) if is_premium else 0
    try:
        made = premium_lines(basis, salary, 0, law) if is_premium else made_lines(basis, law)
    except FigureMissing as error:
        return Preview(missing=error.name)
    return Preview(tuple(_shown(one) for one in made), salary=salary)


def _shown(made: Made) -> PreviewLine:
    name = made.line.label or str(PAY_ITEMS[made.line.pay_item])
    is_taxed = made.item.group in (Group.GROSS, Group.BENEFIT)
    return PreviewLine(name, is_taxed, made.line.amount, answer_to(made.line.explanation))


def _payday(employee: Employee, month: Month) -> date:
    return payday_of(month, payroll_settings_of(employee.company_id))


def _monthly_salary(employee: Employee, month: Month) -> int:
    terms = employment_terms_on(employee.company_id, [employee.pk], month.last).get(employee.pk)
    return (terms.monthly_salary or 0) if terms else 0


def _basis(employee: Employee, line: NewLine, own: PayItem | None) -> PayslipBasis:
    """A payslip with nothing but the line."""
    row = PayLine(
        employee=employee,
        item=line.item,
        own_item=own,
        quantity=line.quantity,
        amount=line.amount,
        details=line.details,
        note=line.note,
    )
    born = employee.birth_date
    return PayslipBasis(
        employee_id=str(employee.pk),
        birth_year=born.year if born else 0,
        month=line.first,
        payday=_payday(employee, line.first),
        deviation_first=line.first.first,
        deviation_last=line.first.last,
        employed_from=employee.hired_on,
        employed_to=None,
        terms=(),
        weekly_minutes=0,
        planned_minutes=(),
        registrations=(),
        tax=Tax(TaxMethod.NO_TAX),
        vacation_days_left=Decimal(0),
        given=(given_of(row),),
    )
