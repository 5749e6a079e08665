"""What to mind about salary sacrifice before it is agreed: notes, which stop nobody."""

from django.utils.translation import gettext as _

from common.money import Ore
from common.periods import Month
from common.templatetags.format import decimal, krona
from employment.models import Employee
from employment.queries import employment_terms_on
from payroll.rules.pay_items import GivenLine, Method
from payroll.rules.salary_sacrifice import costs_the_same, least_pay
from payroll.statutory import Parameters


def notes_on(employee: Employee, given: GivenLine, month: Month, parameters: Parameters) -> list[str]:
    """The pay that should be left, and the raise that costs the same. Raises FigureMissing."""
    if given.item.method != Method.SALARY_SACRIFICE:
        return []
    terms = employment_terms_on(employee.company_id, [employee.pk], month.first).get(employee.pk)
    notes = [_left_of_pay(terms.monthly_salary - given.amount, parameters)] if terms and terms.monthly_salary else []
    raised = costs_the_same(parameters)
    if raised is not None:
        sentence = _("A raise of the premium by %(raise)s %% costs the employer what the pay did.")
        notes.append(sentence % {"raise": decimal(raised)})
    return notes


def _left_of_pay(left: Ore, parameters: Parameters) -> str:
    least, factor = least_pay(parameters), parameters.value("sacrifice_least_pay")
    values = {"left": krona(left), "least": krona(least), "factor": decimal(factor)}
    if left < least:
        return (
            _(
                "Only %(left)s kr a month is left of the pay. Below %(least)s kr (%(factor)s income base amounts a"
                " year) the employee loses public pension and benefits. The limit is not checked against the law."
            )
            % values
        )
    return (
        _(
            "%(left)s kr a month is left of the pay; at least %(least)s kr (%(factor)s income base amounts a"
            " year) should be. The limit is not checked against the law."
        )
        % values
    )
