"""A company that goes from one firm to another: what both pages and operations need to know.

Between the two firms there is only what these functions say: the one that asks sees nothing of the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from accounts.models import User
from accounts.permissions import GrantScope
from advisor.models import Assignment, Client
from collaborations.models import Collaboration
from collaborations.queries.ending import closed_by, end_plan_of, people_of
from collaborations.queries.facts import facts_for
from collaborations.rules.after_end import AfterEnd
from collaborations.rules.facts import Facts, OwnAgreement, ServiceUse
from collaborations.rules.handover import (
    Cutover,
    OtherFirm,
    departure,
    plan_agreement,
    plan_handover_request,
    plan_takeover,
)
from collaborations.rules.planning import Plan
from collaborations.rules.states import ASKED_STATES, OPEN_STATES, State
from collaborations.rules.terms import Terms
from common import clock
from common.rls import as_system

REASON = "a handover lies between two firms, and the client's administrator decides"


@dataclass(frozen=True)
class Outlook:
    """What an approval does: for the firm that asks, and for the one that is to leave, if it still is there."""

    coming: Plan
    present: Collaboration | None
    leaving: Plan

    @property
    def whole(self) -> Plan:
        """Both, as the administrator has read them."""
        return Plan((*self.leaving.effects, *self.coming.effects), self.coming.blockers)


def present_of(company_id: UUID, service: str, *, apart_from: Iterable[UUID] = ()) -> Collaboration | None:
    """The collaboration in which somebody works in the service for the company, whichever firm it is."""
    with as_system(reason=REASON, company_id=company_id):
        rows = Collaboration.objects.filter(company_id=company_id, service=service, state__in=OPEN_STATES)
        return rows.exclude(pk__in=list(apart_from)).select_related("firm", "company").first()


def cutover_of(client: Client, service: str, day: date, *, apart_from: Iterable[UUID] = ()) -> Cutover:
    """What is known of others, when the company is to change firms on a day."""
    present = present_of(client.company_id, service, apart_from=apart_from)
    with as_system(reason=REASON, company_id=client.company_id):
        asked = Collaboration.objects.filter(service=service, state__in=ASKED_STATES, takes_over_on__isnull=False)
        is_asked_by_other = asked.exclude(firm_id=client.firm_id).exists()
    stands = OtherFirm.LEFT
    if present is not None and present.firm_id != client.firm_id:
        stands = OtherFirm.BEGINS if present.state == State.ACTIVATING else OtherFirm.WORKS
    return Cutover(day, clock.today(), stands, is_asked_by_other)


def handover_request_plan(
    client: Client, *, terms: Terms, assignment: Assignment | None, sender: User, takes_over_on: date
) -> Plan:
    """What asking would do."""
    facts = _facts_without_others(client, terms, assignment=assignment, sender=sender)
    return plan_handover_request(facts, terms, cutover_of(client, terms.offer.service, takes_over_on))


def outlook_of(collaboration: Collaboration) -> Outlook:
    """What approving a request would do, for both firms."""
    facts, present = facts_of_handover(collaboration), present_for(collaboration)
    day = _day_of(collaboration)
    cutover = cutover_of(collaboration.client, collaboration.service, day, apart_from=[collaboration.pk])
    leaving = leaving_plan_of(present, collaboration, day) if present else Plan(())
    return Outlook(plan_agreement(facts, collaboration.terms, cutover), present, leaving)


def leaving_plan_of(present: Collaboration, coming: Collaboration, day: date | None = None) -> Plan:
    """How the present firm ends: after the day before `day`, or at once on the day itself."""
    tenant = {"firm_id": present.firm_id, "company_id": present.company_id}
    last_day = last_day_of(present, day) if day else None
    keeps_end = present.ends_on is not None if day is None else ends_earlier(present, day)
    with as_system(reason=REASON, **tenant):
        ending = end_plan_of(present, last_day, None if keeps_end else AfterEnd.HANDED_OVER)
    return departure(ending, passes_on_what_is_closed=coming.terms.offer.closes_lon_direct)


def ends_earlier(present: Collaboration, day: date) -> bool:
    """Whether an end is decided for a day so early that the new firm is not there yet: such an end stands."""
    return present.ends_on is not None and present.ends_on < Cutover(day, day).last_day


def last_day_of(present: Collaboration, day: date) -> date:
    """The present firm's last day, when another one begins on a day: never later than it had decided itself."""
    before = Cutover(day, day).last_day
    return min(before, present.ends_on) if present.ends_on else before


def takeover_plan_of(collaboration: Collaboration) -> Plan:
    """What begins on the day, made anew then."""
    return plan_takeover(facts_of_handover(collaboration), collaboration.terms)


def facts_of_handover(collaboration: Collaboration) -> Facts:
    """The facts about a handover that is asked for or agreed: what will be when the present firm has left."""
    return _facts_without_others(
        collaboration.client,
        collaboration.terms,
        assignment=collaboration.assignment,
        sender=collaboration.requested_by,
        apart_from=collaboration.pk,
    )


def present_firm_name(collaboration: Collaboration) -> str:
    """Who works for the company until the day, for its own administrators alone; empty when nobody does any longer."""
    present = present_for(collaboration)
    return present.firm.name if present else ""


def coming_after(collaboration: Collaboration) -> Collaboration:
    """Who takes over from a firm that is handed over."""
    with as_system(reason=REASON, company_id=collaboration.company_id):
        return Collaboration.objects.select_related("firm").get(predecessors=collaboration.pk)


def present_for(collaboration: Collaboration) -> Collaboration | None:
    """In whose place the firm comes, or would; None when nobody works for the company any longer."""
    return present_of(collaboration.company_id, collaboration.service, apart_from=[collaboration.pk])


def _day_of(collaboration: Collaboration) -> date:
    if collaboration.takes_over_on is None:
        raise ValueError("The request is none for a handover.")
    return collaboration.takes_over_on


def _facts_without_others(
    client: Client, terms: Terms, *, assignment: Assignment | None, sender: User, apart_from: UUID | None = None
) -> Facts:
    """As if the present firm had left, with what its end gives back to the company."""
    service = terms.offer.service
    present = present_of(client.company_id, service, apart_from=[apart_from] if apart_from else [])
    ignored = [one for one in (apart_from, present.pk if present else None) if one is not None]
    facts = facts_for(client, service, assignment=assignment, contact=None, sender=sender, apart_from=ignored)
    if present is None or terms.offer.closes_lon_direct or not terms.offer.does_payroll:
        return facts
    with as_system(reason=REASON, firm_id=present.firm_id, company_id=present.company_id):
        lon_direct = people_of(closed_by(present, GrantScope.LON_DIRECT))
        own_payroll = people_of(closed_by(present, GrantScope.PAYROLL))
    facts = replace(facts, lon_direct=tuple(dict.fromkeys((*facts.lon_direct, *lon_direct))))
    if not own_payroll:
        return facts
    own = facts.own or OwnAgreement()
    people = tuple(dict.fromkeys((*own.people, *own_payroll)))
    return replace(facts, service_use=ServiceUse.OWN, own=replace(own, people=people))
