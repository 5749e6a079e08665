"""What holds a collaboration up: told to the firm when it is given up, and tried again by hand."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from collaborations.models import Collaboration
from collaborations.operations.carrying_out import tell
from collaborations.operations.locks import locked
from collaborations.operations.work import Work
from collaborations.queries.effects import HANDOVER, LON_DIRECT, awaited_by, is_held_up, subject_of
from collaborations.queries.people import firm_person, staff_on
from common.rls import as_system
from events.operations import record, retry_effect

RETRIED = {
    LON_DIRECT: "deactivation_retried",
    HANDOVER: "handover_retried",
    "open": "provision_retried",
    "change": "provision_retried",
    "close": "provision_retried",
}
"""What the log says, by what is awaited."""


@transaction.atomic
def tell_given_up(*, collaboration: Collaboration, at: datetime) -> None:
    """Mail the firm that a service has not confirmed and nothing more is tried by itself."""
    tenant = {"firm_id": collaboration.firm_id, "company_id": collaboration.company_id}
    with as_system(reason="what holds a collaboration up concerns both parties", **tenant):
        cause = record("collaborations.provision_given_up", by=None, subject=collaboration, data={}, **tenant)
        people = {firm_person(collaboration.requested_by), *staff_on(collaboration.assignment)}
        tell(sorted(people, key=lambda one: one.email), Work(collaboration, cause, None, at), occasion="held_up_firm")


@transaction.atomic
def retry_held_up(*, collaboration: Collaboration, by: User) -> bool:
    """Try what failed once more at once; returns whether there was something to retry."""
    tenant = {"firm_id": collaboration.firm_id, "company_id": collaboration.company_id}
    with as_system(reason="what holds a collaboration up concerns both parties", **tenant):
        fresh = locked(collaboration.pk, collaboration.company_id)
        effect = awaited_by([fresh]).get(fresh.pk)
        if effect is None or not is_held_up(effect):
            return False
        record(
            f"collaborations.{RETRIED[subject_of(effect)]}",
            by=by.pk,
            subject=fresh,
            firm_id=fresh.firm_id,
            company_id=fresh.company_id,
        )
        retry_effect(effect=effect)
    return True
