"""What the pages of vacation show, in words and links."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from common.templatetags.format import date_long, kronor
from employment.models import Employee
from payroll.explaining import answer_to
from payroll.models import VacationPosting, VacationTerms
from payroll.rules.vacation_liability import Owed
from payroll.rules.vacation_order import DayKind
from payroll.vacation_balances import vacation_terms_on
from payroll.vacation_explaining import answer_of_balance
from payroll.vacation_forms import year_text
from payroll.vacation_rules import rule_in_force
from payroll.vacation_status import CompanyVacation, Status
from payroll.vacation_wording import DOUBTS, RULE_NAMES, RULE_REASONS


def rows_shown(vacation: CompanyVacation, page_of: Callable[[Employee], str]) -> list[dict[str, Any]]:
    """Each employee of the list with the way to the card."""
    return [
        {
            "status": status,
            "url": page_of(status.employee),
            "paid": answer_of_balance(DayKind.PAID, status.balances, _of(status, DayKind.PAID)),
            "doubts": [DOUBTS[key] for key in status.doubts],
            "days": {kind.value: status.balances.of(kind) for kind in DayKind},
            "value": answer_to(status.value.explanation) if status.value else None,
            "liability": answer_to(status.liability.explanation) if status.liability else None,
        }
        for status in vacation.rows
    ]


def history_shown(history: list[VacationTerms]) -> list[dict[str, Any]]:
    """Terms in words, latest first."""
    return [
        {
            "starts_on": terms.starts_on,
            "year_text": year_text(terms.starts_month, terms.is_coinciding),
            "get_rule_display": terms.get_rule_display(),
            "created_by": terms.created_by,
        }
        for terms in history
    ]


def rule_shown(employee: Employee, day: date) -> dict[str, Any]:
    """By which rule the employee's vacation is paid, and who says so."""
    found = rule_in_force(employee.company_id, employee.pk, day, vacation_terms_on(employee.company_id, day))
    values = {"name": found.name, "day": date_long(found.since)}
    return {"name": RULE_NAMES[found.rule], "why": str(RULE_REASONS[found.said_by]) % values}


def tiles_of(owed: Owed) -> list[dict[str, str]]:
    """The debt in three figures."""
    return [
        {"label": _("Vacation liability"), "value": kronor(owed.amount)},
        {"label": _("Employer contributions"), "value": kronor(owed.contributions)},
        {"label": _("Together"), "value": kronor(owed.total)},
    ]


def _of(status: Status, kind: DayKind) -> list[Any]:
    return [entry for entry in status.account.entries if entry.kind == kind]


def changes_shown(
    vacation: CompanyVacation, latest: VacationPosting | None, page_of: Callable[[Employee], str]
) -> list[dict[str, Any]]:
    """Each employee's debt now and as it was posted last; those who had one then and have none now too."""
    before = {row["employee"]: row["amount"] + row["contributions"] for row in (latest.rows if latest else [])}
    rows = [
        {
            "name": status.employee.full_name,
            "opening_url": f"{page_of(status.employee)}#opening" if status.is_assumed else "",
            "days": status.liability.days,
            "value": status.liability.value.amount,
            "amount": status.liability.amount,
            "contributions": status.liability.contributions,
            "total": status.liability.total,
            "change": status.liability.total - before.pop(str(status.employee.pk), 0),
            "answer": answer_to(status.liability.explanation),
        }
        for status in vacation.rows
        if status.liability is not None
    ]
    gone = sum(before.values())
    return rows + ([{"name": _("Those who have left"), "change": -gone}] if gone else [])
