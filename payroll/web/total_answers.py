"""Why the totals of a payslip are what they are: from its stored lines and from the payslips of the year before it."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from common.templatetags.format import decimal, hours, kronor, month, signed_clock
from payroll.explaining import Answer
from payroll.models import Payslip, PayslipLine
from payroll.queries import PaidInYear, earlier_in_year, payslip_before
from payroll.rules.result import Contribution, Group
from payroll.rules.vacation_terms import vacation_year_of
from payroll.vacation_balances import is_vacation_assumed, vacation_terms_on
from payroll.vacation_wording import ASSUMED
from payroll.web.answer_links import EMPLOYEE, Link
from payroll.web.desk import url
from payroll.wording import line_name

UNPAID_DAYS = "unpaid_vacation_deduction"


class Part(NamedTuple):
    """What goes into a total: its name, its amount in öre, and where it can be seen."""

    label: str
    amount: int
    url: str = ""


def answers_of_totals(
    slip: Payslip, lines: Sequence[PayslipLine], contributions: Iterable[Contribution], audience: str
) -> dict[str, Answer]:
    """The answer of every total and balance of the payslip, by its name on the page."""
    answers = {
        "gross": summed(_("Gross pay"), _of(lines, Group.GROSS), slip.gross_pay, _("The lines above, added up.")),
        "taxable": _taxable(slip, lines),
        "net": _net(slip, lines),
        "vacation": vacation_answer(slip, lines, [_account(slip, audience)]),
        **_of_the_year(slip, audience),
        **({} if slip.comp_minutes is None else {"comp": _comp(slip, slip.comp_minutes, audience)}),
    }
    return answers if audience == EMPLOYEE else {**answers, "cost": _cost(slip, lines, contributions)}


def row_of(position: int) -> str:
    """The place on the page of a line, counted from 1."""
    return f"#row-{position}"


def _of(lines: Sequence[PayslipLine], *groups: Group) -> list[Part]:
    """The lines of some groups, each leading to where it stands."""
    return [
        Part(line_name(line), line.amount, row_of(number))
        for number, line in enumerate(lines, start=1)
        if line.group in groups
    ]


def summed(title: str, parts: Sequence[Part], total: int, law: str) -> Answer:
    """Parts that come to a total, with the figures filled in."""
    terms = "".join(f" {'+' if one.amount >= 0 else '−'} {kronor(abs(one.amount))}" for one in parts)
    written = terms.removeprefix(" + ").strip()
    facts = [{"label": one.label, "value": f"{kronor(one.amount)} kr", "url": one.url} for one in parts]
    return Answer(title, f"{written} = {kronor(total)}" if written else kronor(total), facts, [], law, [])


def _taxable(slip: Payslip, lines: Sequence[PayslipLine]) -> Answer:
    parts = [Part(_("Gross pay"), slip.gross_pay), *_of(lines, Group.BENEFIT)]
    law = _("Benefits are taxed like pay, though they are not paid out (Income Tax Act, chapter 11).")
    return summed(_("Taxable, with benefits"), parts, slip.taxable_pay, law)


def _net(slip: Payslip, lines: Sequence[PayslipLine]) -> Answer:
    parts = [Part(_("Gross pay"), slip.gross_pay), *_of(lines, Group.TAX, Group.DEDUCTION, Group.REIMBURSEMENT)]
    law = _("Gross pay less tax and deductions, and what is paid back without tax.")
    return summed(_("To be paid out"), parts, slip.net_pay, law)


def _cost(slip: Payslip, lines: Sequence[PayslipLine], contributions: Iterable[Contribution]) -> Answer:
    fees = [Part(_("Employer contributions"), one.amount) for one in contributions]
    parts = [Part(_("Gross pay"), slip.gross_pay), *fees, *_of(lines, Group.COST)]
    return summed(_("Employer cost"), parts, slip.employer_cost, _("What the employer pays for the month in all."))


def _of_the_year(slip: Payslip, audience: str) -> dict[str, Answer]:
    """The sums of the year: this payslip, those before it, and what was paid before the payroll came here."""
    earlier = earlier_in_year(slip)
    names = {"year_gross": "gross_pay", "year_tax": "preliminary_tax", "year_net": "net_pay"}
    titles = {"year_gross": _("Gross pay"), "year_tax": _("Preliminary tax"), "year_net": _("Paid out")}
    found = {}
    for name, of_slip in names.items():
        parts = [Part(month(one.period), getattr(one, of_slip), _page(one, audience)) for one in [*earlier, slip]]
        total = getattr(slip, name)
        before = total - sum(one.amount for one in parts)
        if before:
            parts.insert(0, Part(_("Paid before the payroll came here"), before))
        title = _("%(what)s, %(year)s") % {"what": titles[name], "year": slip.payday.year}
        found[name] = summed(title, parts, total, _("Payments with payday in the year, up to and with this one."))
    return found


def answers_of_year(year: PaidInYear, audience: str) -> dict[str, Answer]:
    """The sums of what is paid in a year, as far as its payslips go."""
    names = {"gross_pay": _("Gross pay"), "preliminary_tax": _("Preliminary tax"), "net_pay": _("Paid out")}
    found = {}
    for name, title in names.items():
        parts = [Part(month(one.period), getattr(one, name), _page(one, audience)) for one in reversed(year.slips)]
        if before := getattr(year.opening, name):
            parts.insert(0, Part(_("Paid before the payroll came here"), before))
        total = _("%(what)s, %(year)s") % {"what": title, "year": year.year}
        found[name] = summed(total, parts, getattr(year, name), _("Payments with payday in the year."))
    return found


def _page(slip: Payslip, audience: str) -> str:
    if audience == EMPLOYEE:
        return reverse("payroll:own_payslip", args=[slip.employee_id, slip.run_id])
    return url(audience, "payslip_show", slip.company_id, slip.run_id, slip.employee_id)


def vacation_answer(slip: Payslip, lines: Sequence[PayslipLine], links: Sequence[Link]) -> Answer:
    """Days with pay before, less those taken; days without pay take nothing of them."""
    # Days of the year that ended are none of what is left of the new one.
    before, begun = slip.vacation_days_before_turn, _turn_of(slip)
    unpaid = sum((line.quantity for line in lines if _is_unpaid_since(line, begun)), Decimal(0))
    taken = max(slip.vacation_days_taken - unpaid - before, Decimal(0))
    facts = [
        {"label": _("Left before"), "value": decimal(slip.vacation_days_left + taken)},
        {"label": _("Taken this time, with pay"), "value": decimal(taken)},
    ]
    if is_vacation_assumed(slip):
        facts.insert(0, {"label": str(ASSUMED), "value": ""})
    if before:
        facts.append({"label": _("Taken of the vacation year that ended"), "value": decimal(before)})
    written = f"{decimal(slip.vacation_days_left + taken)} − {decimal(taken)} = {decimal(slip.vacation_days_left)}"
    law = _("Vacation Act (1977:480): days of the vacation year and saved days that have pay.")
    return Answer(_("Vacation days left"), written, facts, [], law, [], links)


def _turn_of(slip: Payslip) -> date | None:
    """The first day of the vacation year that its days reach into, where some lie in the year before."""
    if not slip.vacation_days_before_turn:
        return None
    return vacation_year_of(slip.payday, vacation_terms_on(slip.company_id, slip.payday)).first


def _is_unpaid_since(line: PayslipLine, begun: date | None) -> bool:
    is_since = begun is None or line.last_day is None or line.last_day >= begun
    return line.pay_item == UNPAID_DAYS and is_since


def _comp(slip: Payslip, balance: int, audience: str) -> Answer:
    """The balance of the payslip before, and what has come and gone since."""
    earlier = payslip_before(slip)
    known = (earlier.comp_minutes or 0) if earlier else 0
    change = balance - known
    written = f"{hours(known)} {'+' if change >= 0 else '−'} {hours(abs(change))} = {hours(balance)}"
    facts = (
        [{"label": month(earlier.period), "value": hours(known), "url": _page(earlier, audience)}] if earlier else []
    )
    facts.append({"label": _("Earned and taken since"), "value": signed_clock(change)})
    law = _("The agreement: overtime that was to be leave, by its factor, less comp leave; time before the payroll.")
    return Answer(_("Comp balance"), written, facts, [], law, [], _registered(slip, audience))


def _registered(slip: Payslip, audience: str) -> list[Link]:
    """The page with every movement; the client's office need not have it."""
    if audience == EMPLOYEE:
        return [Link(_("Every movement"), reverse("timereporting:calendar", args=[slip.employee_id]))]
    ids = [slip.company_id, slip.employee_id]
    return [Link(_("Every movement"), reverse("timereporting:time_month", args=ids))] if audience == "firm" else []


def _account(slip: Payslip, audience: str) -> Link:
    if audience == EMPLOYEE:
        return Link(_("Vacation"), reverse("payroll:own_vacation", args=[slip.employee_id]))
    return Link(_("Vacation"), url(audience, "employee_vacation", slip.company_id, slip.employee_id))
