"""Where a figure of a payslip comes from, as links: the registered days, the terms, the tax decision, the pay line."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from payroll.catalogue import pay_items
from payroll.models import Payslip, PayslipLine
from payroll.rules.result import Group
from payroll.web.desk import PREFIX, url

EMPLOYEE = "employee"
TERMS = {"monthly_salary", "hourly_wage"}


class Link(NamedTuple):
    """A page where what went in can be seen."""

    label: str
    url: str


def links_of(slip: Payslip, line: PayslipLine, audience: str) -> list[Link]:
    """The pages behind a line that its reader may open: an employee sees the own calendar, the desk sees the card."""
    days = _days(slip, line, audience)
    return days if audience == EMPLOYEE else [*days, *_card(slip, line, audience)]


def _days(slip: Payslip, line: PayslipLine, audience: str) -> list[Link]:
    """The month in which the days were registered; the client's office need not have it."""
    if line.first_day is None or not line.explanation["references"] or line.pay_item in pay_items():
        return []
    month = f"?month={line.first_day:%Y-%m}"
    if audience == EMPLOYEE:
        return [Link(_("Registered days"), reverse("timereporting:calendar", args=[slip.employee_id]) + month)]
    if audience == "firm":
        address = reverse("timereporting:time_month", args=[slip.company_id, slip.employee_id])
        return [Link(_("Registered days"), address + month)]
    return []


def _card(slip: Payslip, line: PayslipLine, audience: str) -> list[Link]:
    """The tab of the employee card that holds what was agreed or decided."""
    ids = [slip.company_id, slip.employee_id]
    if line.pay_item in pay_items():
        return [Link(_("Pay lines"), url(audience, "pay_line_list", slip.company_id, slip.employee_id))]
    if line.group == Group.TAX:
        return [Link(_("Tax decision"), reverse(f"employment:{PREFIX[audience]}employee_tax", args=ids))]
    if TERMS & {one["name"] for one in line.explanation["inputs"]}:
        return [Link(_("Terms of pay"), reverse(f"employment:{PREFIX[audience]}employee_pay", args=ids))]
    return []
