"""What registrations that are not made yet would become on the payslip, by the real rules."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from common.periods import Month
from common.templatetags.format import kronor
from employment.models import Employee
from employment.queries import employees_of, payroll_settings_of
from employment.rules.pay_periods import Days
from payroll.basis import bases_for
from payroll.explaining import formula_in_words, sick_pay_in
from payroll.models import PayrollRun
from payroll.parameters import parameters_for
from payroll.rules.basis import Kind, PayslipBasis, Registration
from payroll.rules.payslip import PROBLEMS, calculate_payslip
from payroll.rules.registered_shifts import Clocked
from payroll.rules.result import Group, PayslipLine
from payroll.run_dates import planned_run, run_before
from payroll.shifts import ByTheClock, Tried, shifts_in
from payroll.statutory import YearNotAvailable
from payroll.wording import item_name, quantity_text
from timereporting.pay_preview import PreviewLine, Tentative
from timereporting.periods import month_on
from timereporting.queries import hourly_employees

UNSOCIAL_HOURS = "unsocial_hours"


def pay_lines(company_id: UUID, employee_id: UUID, tentative: Sequence[Tentative]) -> list[PreviewLine]:
    """The pay lines that tentative registrations would add or change, by the real rules."""
    employee = employees_of(company_id).filter(pk=employee_id).first()
    if employee is None or employee.birth_date is None or not tentative:
        return []
    run = _imagined_run(employee, month_on(employee, min(one.day for one in tentative)))
    tried = [_clocked(one) for one in tentative]
    replaced = {str(entry.pk) for one in tentative for entry in one.replaces}
    try:
        parameters = parameters_for(run.payday)
        (basis,) = bases_for(run, [employee])
        before = calculate_payslip(_with(run, employee, basis, replaced, ()), parameters)
        after = calculate_payslip(_with(run, employee, basis, replaced, tried), parameters)
    except (YearNotAvailable, KeyError, *PROBLEMS):
        return []
    return _differences(before.lines, after.lines)


def _clocked(one: Tentative) -> Clocked:
    times = (one.span.starts_at, one.span.ends_at) if one.span else (None, None)
    return Clocked(one.day, Kind(one.choice.value), one.minutes, *times)


def _with(
    run: PayrollRun, employee: Employee, basis: PayslipBasis, replaced: Collection[str], tried: Sequence[Clocked]
) -> PayslipBasis:
    """The basis with what is tried; what it replaces is left out."""
    kept = tuple(one for one in basis.registrations if one.reference not in replaced)
    new = tuple(Registration(one.day, one.kind, one.minutes) for one in tried)
    known = shifts_in(
        run,
        {employee.pk: basis.agreement},
        {employee.pk: Days(basis.deviation_first, basis.deviation_last)},
        {employee.pk: basis.terms},
        {employee.pk: Tried(replaced, tried)},
    )
    by_the_clock = known.get(employee.pk, ByTheClock())
    return replace(basis, registrations=kept + new, **by_the_clock._asdict())


def _imagined_run(employee: Employee, month: Month) -> PayrollRun:
    """The run that would pay for the month's period; it is never saved. Hours are paid in the month after."""
    settings = payroll_settings_of(employee.company_id)
    rule = settings.pay_rule
    is_hourly = bool(hourly_employees(employee.company_id, [employee.pk], month))
    paid = month if rule.is_in_arrears or (rule.is_current and not is_hourly) else month.next
    return planned_run(employee.company_id, paid, settings, run_before(employee.company_id, paid))


def _differences(before: Sequence[PayslipLine], after: Sequence[PayslipLine]) -> list[PreviewLine]:
    """The lines that come or change; of tax and unsocial hours, which are there anyway, by how much they change."""
    left = Counter((line.pay_item, line.amount) for line in before)
    standing, remaining = _standing(before), _standing(after)
    sick_pay = sick_pay_in((line.pay_item, line.amount) for line in after)
    shown = [
        _change(*key, amount, remaining[key])
        for key, amount in standing.items()
        if key[0] == UNSOCIAL_HOURS and remaining[key] != amount
    ]
    for line in after:
        key = line.pay_item, line.label
        if line.group == Group.TAX:
            shown += [_change(*key, standing[key], line.amount)] if line.amount != standing[key] else []
        elif left[line.pay_item, line.amount]:
            left[line.pay_item, line.amount] -= 1
        elif line.pay_item != UNSOCIAL_HOURS or key not in standing:
            shown.append(_shown(line, sick_pay))
    return shown


def _standing(lines: Sequence[PayslipLine]) -> Counter[tuple[str, str]]:
    """The amounts of the tax, and of unsocial hours by band."""
    found = Counter[tuple[str, str]]()
    for line in lines:
        if line.group == Group.TAX or line.pay_item == UNSOCIAL_HOURS:
            found[line.pay_item, line.label] += line.amount
    return found


def _change(pay_item: str, label: str, before: int, after: int) -> PreviewLine:
    name = item_name(pay_item, label)
    return PreviewLine(
        _("%(item)s, the change") % {"item": name},
        "",
        after - before,
        f"{kronor(before)} → {kronor(after)}",
    )


def _shown(line: PayslipLine, sick_pay: Collection[int]) -> PreviewLine:
    return PreviewLine(
        item_name(line.pay_item, line.label),
        quantity_text(line.quantity, line.unit),
        line.amount,
        formula_in_words(line.explanation, sick_pay),
    )
