"""Companies becoming known to the product."""

from uuid import UUID

from django.db import transaction

from accounts.models import Company
from accounts.queries import company_with_number
from common.rls import as_system


@transaction.atomic
def find_or_add_company(*, corporate_identity_number: str, name: str) -> UUID:
    """The id of the company with this number, made known when it was not. The caller records the event.

    The row stays invisible to the caller until a grant opens it.
    """
    known = company_with_number(corporate_identity_number)
    if known is not None:
        return known
    company = Company(corporate_identity_number=corporate_identity_number, name=name)
    with as_system(reason="a company that is new to the product has no grants yet", company_id=company.pk):
        company.save(force_insert=True)
    return company.pk
