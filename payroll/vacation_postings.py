"""What has been posted of the vacation liability."""

from uuid import UUID

from payroll.models import VacationPosting
from payroll.rules.accounts import Accounts
from payroll.rules.vacation_liability import Owed

NOTHING = Owed()


def postings_of(company_id: UUID) -> list[VacationPosting]:
    """Postings that stand, latest first."""
    found = VacationPosting.objects.filter(company_id=company_id, undone_at__isnull=True)
    return list(found.select_related("posted_by").order_by("-month"))


def latest_posting(company_id: UUID) -> VacationPosting | None:
    """The posting that the next change is counted from."""
    return next(iter(postings_of(company_id)), None)


def owed_before(latest: VacationPosting | None, booked: Owed | None = None) -> Owed:
    """What the books say: the latest posting, or what was booked before the first."""
    if latest is None:
        return booked or NOTHING
    return Owed(latest.monthly, latest.hourly, latest.contributions)


def accounts_posted(latest: VacationPosting | None, now: Accounts) -> Accounts:
    """The accounts that the debt stands on in the books: those of the latest posting, or what they are now."""
    return now if latest is None else Accounts.of_company(latest.accounts)
