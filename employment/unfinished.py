"""What employment has of open work: employees who were carried over and whom nobody has gone through."""

from uuid import UUID

from django.utils.translation import ngettext

from accounts.open_work import OpenWork
from employment.queries import to_go_through

TO_GO_THROUGH = "employees_to_go_through"


def employees_to_go_through(company_id: UUID) -> list[OpenWork]:
    """One line for all of them."""
    number = to_go_through(company_id).count()
    if not number:
        return []
    text = ngettext(
        "%(number)s employee is carried over from Lön Direkt and waits to be gone through.",
        "%(number)s employees are carried over from Lön Direkt and wait to be gone through.",
        number,
    )
    return [OpenWork(TO_GO_THROUGH, text % {"number": number}, {"firm": "employment:employee_list"}, (company_id,))]
