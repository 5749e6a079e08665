"""Collects what the rules need to know about both parties, in bulk, at one moment."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from uuid import UUID

from django.db.models import Q

from accounts.carry_over import number_to_carry_over
from accounts.models import AccessGrant, CompanyMembership, User
from accounts.open_work import open_work_of
from accounts.permissions import CompanyRole, GrantScope
from accounts.queries import staff_of, valid_grants
from advisor.models import Assignment, Client, Contact
from collaborations.catalogue import offers_of, service_name
from collaborations.models import Collaboration, Subscription
from collaborations.queries.company_pages import LON_DIRECT_RUN
from collaborations.queries.people import (
    client_person,
    firm_person,
    ids_of,
    lon_direct_people_of,
    members_by_role,
    staff_on,
)
from collaborations.queries.unlinked import is_made_elsewhere
from collaborations.rules.facts import ContactFacts, Facts, OwnAgreement, Person, ServiceUse
from collaborations.rules.grants import GrantFacts
from collaborations.rules.states import ASKED_STATES, OPEN_STATES, WORKING_STATES, State
from common.identity_numbers import is_corporate_identity_number
from common.rls import as_system

GRANT_SOURCE = "collaboration"
REASON = "the plan of a collaboration needs facts of both parties"


def facts_for(
    client: Client,
    service: str,
    *,
    assignment: Assignment | None,
    contact: Contact | None,
    sender: User | None,
    apart_from: Collection[UUID] = (),
    connects: bool = False,
) -> Facts:
    """The facts about a client and a service, apart from some collaborations, as the one they are wanted for.

    `connects`: what was made elsewhere is being connected.
    """
    with as_system(reason=REASON, firm_id=client.firm_id, company_id=client.company_id):
        staff_ids = set(staff_of(client.firm_id).values_list("pk", flat=True))
        members = members_by_role(client.company_id)
        administrators, attestors = members[CompanyRole.ADMINISTRATOR], members[CompanyRole.ATTESTOR]
        people = lon_direct_people_of(client.company_id)
        does_payroll = offers_of(service)[0].does_payroll
        subscriptions = list(Subscription.objects.filter(company_id=client.company_id, ended_on__isnull=True))
        own = _own_agreement(client.company_id, service, subscriptions)
        approving_client, approving_staff = approving_in(client, offers_of(service)[0].needs)
        return Facts(
            has_account=bool(people or administrators or attestors) or CompanyMembership.objects.exists(),
            service_use=_service_use(client, service, apart_from, own),
            has_assignment=assignment is not None and assignment.ended_at is None,
            staff=staff_on(assignment) if assignment else (),
            sender=firm_person(sender) if sender else None,
            contact=_contact_facts(contact, client.firm_id),
            address_complete=bool(client.street and client.postal_code and client.city),
            number_valid=is_corporate_identity_number(client.company.corporate_identity_number),
            request_open=Collaboration.objects.filter(client=client, service=service, state__in=ASKED_STATES).exists(),
            may_prepare=may_prepare(client.company_id, client.firm_id) and own is None,
            administrators=administrators,
            administrators_in_firm=tuple(one for one in administrators if one.user_id in staff_ids),
            attestors=attestors,
            lon_direct=people if does_payroll else (),
            open_lon_direct_runs=_open_lon_direct_runs(client.company_id) if does_payroll else (),
            lon_direct_employees=number_to_carry_over(client.company_id) if people and does_payroll else 0,
            own=own,
            included_in=_including(service, subscriptions),
            is_own_firm=client.firm.corporate_identity_number == client.company.corporate_identity_number,
            made_elsewhere=is_made_elsewhere(client, service),
            connects=connects,
            approving_client=approving_client,
            approving_staff=approving_staff,
            lacks_service=_lacking(client, offers_of(service)[0].needs),
        )


def chosen_anew(
    facts: Facts,
    client: Client,
    *,
    assignment: Assignment | None,
    contact: Contact | None,
    sender: User | None,
    connects: bool = False,
) -> Facts:
    """The facts of a moment ago for other choices: what else they say of the client and the service is the same."""
    with as_system(reason=REASON, firm_id=client.firm_id, company_id=client.company_id):
        return replace(
            facts,
            has_assignment=assignment is not None and assignment.ended_at is None,
            staff=staff_on(assignment) if assignment else (),
            sender=firm_person(sender) if sender else None,
            contact=_contact_facts(contact, client.firm_id),
            connects=connects,
        )


def facts_of_collaboration(collaboration: Collaboration, *, contact: Person | None) -> Facts:
    """The facts when a request is answered; `contact` is who was invited at a company without account."""
    facts = facts_for(
        collaboration.client,
        collaboration.service,
        assignment=collaboration.assignment,
        contact=None,
        sender=collaboration.requested_by,
        apart_from=[collaboration.pk],
    )
    if facts.has_account or contact is None:
        return facts
    is_staff = _is_firm_staff(contact.email, collaboration.firm_id)
    return replace(facts, contact=ContactFacts(contact, is_staff))


def grant_facts_of(collaboration: Collaboration) -> GrantFacts:
    """What decides who gets access from a collaboration; needs the scope of both parties."""
    terms, members = collaboration.terms, members_by_role(collaboration.company_id)
    return GrantFacts(
        state=State(collaboration.state),
        does_payroll=terms.offer.does_payroll,
        client_works_in_payroll=terms.offer.client_works_in_payroll,
        time_mode=terms.time_mode,
        responsibilities=terms.responsibilities,
        groups=terms.groups,
        staff=ids_of(staff_on(collaboration.assignment)),
        administrators=ids_of(members[CompanyRole.ADMINISTRATOR]),
        attestors=ids_of(members[CompanyRole.ATTESTOR]),
        may_prepare=may_prepare(collaboration.company_id, collaboration.firm_id),
    )


def may_prepare(company_id: UUID, firm_id: UUID) -> bool:
    """Whether nobody ever had access to the company's payroll, apart from this firm's own preparations.

    Needs the scope of both parties. What is there to see is then what the firm itself has made.
    """
    former = AccessGrant.objects.filter(company_id=company_id)
    own = Collaboration.objects.filter(company_id=company_id, firm_id=firm_id).values("pk")
    foreign = Q(scope=GrantScope.PREPARATION) & ~Q(source_id__in=own)
    return not former.filter(Q(scope__in=(GrantScope.PAYROLL, GrantScope.LON_DIRECT)) | foreign).exists()


def _contact_facts(contact: Contact | None, firm_id: UUID) -> ContactFacts | None:
    if contact is None:
        return None
    email = contact.email.strip().lower()
    name = f"{contact.given_name} {contact.family_name}".strip()
    user = User.objects.filter(email=email).first() if email else None
    return ContactFacts(Person(name, email, user.pk if user else None), _is_firm_staff(email, firm_id))


def _is_firm_staff(email: str, firm_id: UUID) -> bool:
    return bool(email) and staff_of(firm_id).filter(email__iexact=email).exists()


def own_agreement_of(company_id: UUID, service: str) -> OwnAgreement | None:
    """What the company has of its own; for payroll also people who work in it without anybody's collaboration."""
    subscriptions = Subscription.objects.filter(company_id=company_id, service=service, ended_on__isnull=True)
    return _own_agreement(company_id, service, subscriptions)


def _own_agreement(company_id: UUID, service: str, subscriptions: Iterable[Subscription]) -> OwnAgreement | None:
    subscription = next((one for one in subscriptions if one.service == service), None)
    people = _own_payroll_people(company_id) if offers_of(service)[0].does_payroll else ()
    if subscription is None:
        return OwnAgreement(people=people) if people else None
    return OwnAgreement(subscription.variant, subscription.renews_on, people)


def _including(service: str, subscriptions: Iterable[Subscription]) -> str:
    """The name of the company's subscription that the service is part of."""
    found = (one.service for one in sorted(subscriptions, key=lambda one: one.pk) if service in one.includes)
    return next(map(service_name, found), "")


def _open_lon_direct_runs(company_id: UUID) -> tuple[str, ...]:
    return tuple(str(work.sentence) for work in open_work_of(LON_DIRECT_RUN, company_id))


def _lacking(client: Client, needed: str) -> str:
    """The name of a service that has to be active between the same parties first, and is not."""
    if not needed:
        return ""
    rows = Collaboration.objects.filter(client=client, service=needed, state__in=WORKING_STATES)
    return "" if rows.exists() else service_name(needed)


def approving_in(client: Client, needed: str) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Who approves time in the payroll between the two, of the client and of the firm; needs the scope of both."""
    payroll = None
    if needed:
        payroll = Collaboration.objects.filter(client=client, service=needed, state__in=WORKING_STATES).first()
    if payroll is None:
        return (), ()
    approving = [grant.user for grant in grants_from(payroll) if grant.scope == GrantScope.TIME_APPROVAL and grant.user]
    members = ids_of(person for people in members_by_role(client.company_id).values() for person in people)
    users = sorted(dict.fromkeys(approving), key=lambda user: (user.full_name, user.email))
    return (
        tuple(client_person(user) for user in users if user.pk in members),
        tuple(firm_person(user) for user in users if user.pk not in members),
    )


def _service_use(client: Client, service: str, apart_from: Collection[UUID], own: OwnAgreement | None) -> ServiceUse:
    """Another firm that is to begin on an agreed day counts as one that works; needs the scope of both parties."""
    bound = Q(state__in=OPEN_STATES) | (Q(state=State.AGREED) & ~Q(firm_id=client.firm_id))
    of_company = Collaboration.unscoped("another firm's collaboration is a fact, not a row").filter(
        bound, company_id=client.company_id, service=service
    )
    firms = set(of_company.exclude(pk__in=apart_from).values_list("firm_id", flat=True))
    if firms:
        return ServiceUse.THIS_FIRM if client.firm_id in firms else ServiceUse.OTHER_FIRM
    return ServiceUse.NONE if own is None else ServiceUse.OWN


def _own_payroll_people(company_id: UUID) -> tuple[Person, ...]:
    members = CompanyMembership.objects.filter(company_id=company_id, ended_at__isnull=True)
    grants = valid_grants().filter(company_id=company_id, scope=GrantScope.PAYROLL)
    own = grants.exclude(source_type=GRANT_SOURCE).filter(user_id__in=members.values("user_id"))
    users = User.objects.filter(pk__in=own.values("user_id")).order_by("given_name", "family_name", "pk")
    return tuple(client_person(user) for user in users)


def grants_from(collaboration: Collaboration) -> list[AccessGrant]:
    """Open grants whose source is the collaboration; needs the company's scope."""
    return list(
        AccessGrant.objects.filter(
            company_id=collaboration.company_id,
            source_type=GRANT_SOURCE,
            source_id=collaboration.pk,
            ended_at__isnull=True,
        ).select_related("user")
    )
