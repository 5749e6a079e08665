"""Which cost centres and projects the vacation liability belongs to."""

from employment.cost_queries import shares_on
from payroll.models import VacationPosting
from payroll.rules.journal import JournalLine
from payroll.rules.vacation_liability import divided_costs
from payroll.vacation_status import CompanyVacation


def costs_now(vacation: CompanyVacation) -> list[JournalLine]:
    """What of the debt belongs to them, as costs are split on the day: one query."""
    owed_to = {row.employee.pk: row.liability for row in vacation.rows if row.liability is not None}
    if not owed_to:
        return []
    company_id = vacation.rows[0].employee.company_id
    shares = shares_on(company_id, owed_to, vacation.day)
    return divided_costs((liability, shares.get(one, ())) for one, liability in owed_to.items())


def costs_posted(latest: VacationPosting | None) -> list[JournalLine]:
    """What the books say that belongs to them."""
    return [JournalLine(**one) for one in latest.costs] if latest else []
