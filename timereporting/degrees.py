"""Whether schedules are as long as the degree of employment says, by the full-time week of the agreement."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from employment.agreement_queries import agreement_book
from employment.models import Employee
from employment.models.employment_terms import PayForm
from employment.queries import employment_terms_on
from timereporting.queries import assignments_of
from timereporting.rules.degrees import full_time_minutes, is_as_long
from timereporting.rules.schedules import weekly_minutes


class Unlike(NamedTuple):
    """Somebody with a monthly salary whose week of the schedule is another than that of the degree; in minutes."""

    employee: Employee
    scheduled: int
    full_time: int
    rate: Decimal

    @property
    def expected(self) -> int:
        """The week that the degree gives."""
        return int(self.full_time * self.rate / 100)


def unlike_degrees(company_id: UUID, employees: Sequence[Employee], day: date) -> list[Unlike]:
    """Those whose schedule and degree say different things on a day: a constant number of queries."""
    ids = [one.pk for one in employees]
    terms, book = employment_terms_on(company_id, ids, day), agreement_book(company_id, ids, day)
    assigned = assignments_of(ids)
    found = []
    for one in employees:
        minutes = weekly_minutes(assigned.get(one.pk, []), day)
        if one.pk not in terms or terms[one.pk].pay_form != PayForm.MONTHLY or not minutes:
            continue
        full_time = full_time_minutes(book.on(one.pk, day).full_time_weekly_hours)
        rate = terms[one.pk].employment_rate
        if not is_as_long(minutes, full_time, rate):
            found.append(Unlike(one, minutes, full_time, rate))
    return found
