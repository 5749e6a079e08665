"""The vacation of the demo client: what was left when the firm took over, and the liability of the month before."""

from decimal import Decimal
from uuid import UUID

from accounts.models import User
from common import clock
from common.periods import Month
from config.demo import cast
from employment.models import Employee
from payroll.operations.vacation_accounts import Opening, open_account
from payroll.operations.vacation_posting import post_liability
from payroll.rules.vacation_liability import Owed
from payroll.rules.vacation_order import DayKind

BOOKED = Owed(monthly=18_500_000, contributions=5_812_700)
"""What the former program had posted."""
# By address: paid days, unpaid days, and saved days of the years before. Of Gun nobody has entered anything.
LEFT: dict[str, tuple[int, int, tuple[int, ...]]] = {
    cast.WORKERS[0].email: (19, 0, (3, 2)),
    cast.WORKERS[1].email: (22, 0, (5, 5, 4)),
    cast.WORKERS[2].email: (16, 2, ()),
    cast.WORKERS[3].email: (8, 0, (1,)),
    cast.WORKERS[6].email: (25, 0, (5,)),
}


def open_vacation(people: list[Employee]) -> None:
    """Opening balances, as the firm typed them in."""
    year = clock.today().year
    for employee in people:
        if employee.email in LEFT:
            paid, unpaid, saved = LEFT[employee.email]
            opening = Opening(
                {DayKind.PAID: Decimal(paid), DayKind.UNPAID: Decimal(unpaid)},
                {year - 1 - back: Decimal(days) for back, days in enumerate(saved)},
            )
            open_account(employee=employee, opening=opening, reason="Från det tidigare löneprogrammet", by=None)


def post_vacation(company_id: UUID, month: Month, by: User) -> None:
    """The first posting, of the change since what the former program had posted."""
    post_liability(company_id=company_id, month=month, by=by.pk, booked=BOOKED)
