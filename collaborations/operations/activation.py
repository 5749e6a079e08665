"""Activating a service for a client: sends a request, or starts at once where the rules allow it."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from advisor.models import Assignment, Client, Contact
from collaborations.catalogue import CURRENT_TERMS_VERSION
from collaborations.models import Collaboration
from collaborations.operations.carrying_out import carry_out
from collaborations.operations.locks import lock_company, require
from collaborations.operations.refusals import ForeignChoice, TermsRefused
from collaborations.operations.unlinked import record_connected, refuse_other_terms, taken_unlinked
from collaborations.operations.work import Work
from collaborations.queries.facts import facts_for
from collaborations.rules.effects import Moment
from collaborations.rules.facts import Facts
from collaborations.rules.planning import plan_activation, waits_for_answer
from collaborations.rules.terms import BillingRecipient, Terms, TermsProblem, problems_in
from common.rls import as_system
from events.operations import record


@transaction.atomic
def activate(
    *,
    client: Client,
    assignment: Assignment | None,
    contact: Contact | None,
    terms: Terms,
    by: User,
    at: datetime,
    seen: str | None = None,
    previous: Collaboration | None = None,
    unlinked_id: UUID | None = None,
) -> Collaboration:
    """Carry out the plan that the preview showed; `seen` is the digest of that plan.

    `unlinked_id`: connect what was made elsewhere. Raises TermsRefused, ForeignChoice, Blocked or PlanChanged, and
    for what is connected UnlinkedGone or OtherTerms; has then changed nothing.
    """
    refuse_terms(terms)
    for choice in (assignment, contact, previous):
        if choice is not None and choice.client_id != client.pk:
            raise ForeignChoice
    with as_system(
        reason="both parties' data changes with an activation",
        firm_id=client.firm_id,
        company_id=client.company_id,
    ):
        lock_company(client.company_id)
        unlinked = taken_unlinked(unlinked_id, client) if unlinked_id else None
        people: dict[str, Any] = {"assignment": assignment, "contact": contact, "sender": by}
        facts = facts_for(client, terms.offer.service, **people, connects=unlinked is not None)
        refuse_billing(facts, terms)
        if unlinked is not None:
            refuse_other_terms(unlinked, facts, terms)
        plan = plan_activation(facts, terms)
        require(plan, seen)
        collaboration = draft_of(client, assignment, contact, terms, by, at, previous)
        kind = "requested" if waits_for_answer(facts, terms) else "started_at_once"
        cause = record(
            f"collaborations.{kind}",
            by=by.pk,
            subject=collaboration,
            firm_id=client.firm_id,
            company_id=client.company_id,
            data={
                "service": terms.offer.service,
                "variant": terms.offer.variant,
                "billing": terms.billing_recipient,
            },
        )
        carry_out(plan.due(Moment.NOW), Work(collaboration, cause, by.pk, at))
        if unlinked is not None:
            record_connected(unlinked, collaboration, by)
    return collaboration


def refuse_terms(terms: Terms) -> None:
    """Raises TermsRefused when the offer does not allow the terms."""
    problems = problems_in(terms)
    if problems:
        raise TermsRefused(problems)


def refuse_billing(facts: Facts, terms: Terms) -> None:
    """Raises TermsRefused when the company's own subscription decides who pays, and the terms say otherwise."""
    client_pays = BillingRecipient.CLIENT in terms.offer.billing_recipients
    if facts.included_in and client_pays and terms.billing_recipient is not BillingRecipient.CLIENT:
        raise TermsRefused((TermsProblem.BILLING_RECIPIENT_NOT_OFFERED,))


def draft_of(
    client: Client,
    assignment: Assignment | None,
    contact: Contact | None,
    terms: Terms,
    by: User,
    at: datetime,
    previous: Collaboration | None,
) -> Collaboration:
    """What is proposed, not yet saved."""
    return Collaboration(
        firm_id=client.firm_id,
        company_id=client.company_id,
        client=client,
        assignment=assignment,
        contact=contact,
        service=terms.offer.service,
        variant=terms.offer.variant,
        billing_recipient=terms.billing_recipient or "",
        period_months=terms.period_months,
        time_mode=terms.time_mode,
        responsibilities=asdict(terms.responsibilities),
        terms_version=CURRENT_TERMS_VERSION,
        requested_by=by,
        requested_at=at,
        previous=previous,
    )
