"""The vacation terms of a company, from a date."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from common import clock
from events.operations import record
from payroll.models import VacationTerms, VacationYearClose
from payroll.models.vacation_terms import FIELDS
from payroll.rules.vacation_terms import VacationTerms as Terms
from payroll.vacation_balances import vacation_terms_on


class TermsExist(ValueError):
    """There are terms from that day: choose another."""


class YearSettled(ValueError):
    """A year has been closed, so that the vacation year does not move any more."""


@transaction.atomic
def change_vacation_terms(
    *, company_id: UUID, starts_on: date, terms: Terms, by: UUID | None, firm_id: UUID | None = None
) -> VacationTerms:
    """Let terms apply from a day. Raises TermsExist, YearSettled."""
    before = vacation_terms_on(company_id, starts_on)
    moves = (before.starts_month, before.is_coinciding) != (terms.starts_month, terms.is_coinciding)
    if moves and VacationYearClose.objects.filter(company_id=company_id, undone_at__isnull=True).exists():
        raise YearSettled
    values = {name: getattr(terms, name) for name in FIELDS}
    row = VacationTerms(company_id=company_id, starts_on=starts_on, created_by_id=by, created_at=clock.now(), **values)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise TermsExist from error
    changed = {name: [str(getattr(before, name)), str(value)] for name, value in values.items()}
    data = {"starts_on": starts_on, "changed": {name: pair for name, pair in changed.items() if pair[0] != pair[1]}}
    record("payroll.vacation_terms_changed", by=by, subject=row, company_id=company_id, firm_id=firm_id, data=data)
    return row
