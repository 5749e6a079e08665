"""Why the totals of a run are what they are: its payslips added up, pay item by pay item and rate by rate."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.templatetags.format import decimal, kronor
from payroll.explaining import Answer
from payroll.figure_names import AGE_GROUPS
from payroll.models import PayrollRun
from payroll.operations.totals import contributions_of_run
from payroll.queries import sums_by_item
from payroll.rules.employer_contributions import declared
from payroll.rules.result import Contribution, Group
from payroll.web.total_answers import Part, summed
from payroll.wording import LAWS, PAY_ITEMS


def answers_of_run(run: PayrollRun) -> dict[str, Answer]:
    """The answer of every total of the run, by its name."""
    sums = sums_by_item(run)
    added = ngettext(
        "The sum of %(number)s payslip.", "The sum of %(number)s payslips.", run.employee_count
    ) % {"number": run.employee_count}  # fmt: skip
    by_group = {
        group: [Part(str(PAY_ITEMS.get(item, item)), amount) for of, item, amount in sums if of == group]
        for group in Group
    }
    after = [*by_group[Group.TAX], *by_group[Group.DEDUCTION], *by_group[Group.REIMBURSEMENT]]
    tax = [Part(one.label, -one.amount) for one in by_group[Group.TAX]]
    return {
        "net": summed(_("To pay out"), [Part(_("Gross pay"), run.gross_pay), *after], run.net_pay, added),
        "gross": summed(_("Gross pay"), by_group[Group.GROSS], run.gross_pay, added),
        "tax": summed(_("Preliminary tax"), tax, run.preliminary_tax, added),
        "contributions": _contributions(run),
        "premiums": summed(_("Pension and the tax on it"), by_group[Group.COST], run.employer_premiums, added),
        "cost": _cost(run, by_group[Group.COST]),
    }


def _contributions(run: PayrollRun) -> Answer:
    """Rate by rate; the declaration drops the öre of each."""
    found = _by_rate(one for many in contributions_of_run(run).values() for one in many)
    facts = [
        {
            "label": f"{AGE_GROUPS.get(one.group, one.group)}: {kronor(one.basis)} × {decimal(one.rate * 100)} %",
            "value": f"{kronor(one.amount)} kr",
        }
        for one in found
    ]
    facts.append(
        {"label": _("In the declaration, without öre for each rate"), "value": f"{kronor(declared(found))} kr"}
    )
    written = " + ".join(kronor(one.amount) for one in found)
    law = str(LAWS["social_contributions_act"])
    return Answer(_("Employer contributions"), f"{written} = {kronor(run.contribution_cost)}", facts, [], law, [])


def _by_rate(contributions: Iterable[Contribution]) -> list[Contribution]:
    """Both pay forms together."""
    found: dict[tuple[str, Decimal], Contribution] = {}
    for one in contributions:
        key = (one.group, one.rate)
        known = found.get(key)
        found[key] = replace(known, basis=known.basis + one.basis, amount=known.amount + one.amount) if known else one
    return list(found.values())


def _cost(run: PayrollRun, premiums: Sequence[Part]) -> Answer:
    parts = [Part(_("Gross pay"), run.gross_pay), Part(_("Employer contributions"), run.contribution_cost), *premiums]
    return summed(_("Employer cost"), parts, run.employer_cost, _("What the employer pays for the month in all."))
