"""What ending a collaboration would do, and what is unfinished before it."""

from datetime import date, datetime

from accounts.models import AccessGrant, CompanyMembership
from accounts.open_work import OpenWork, open_work_for
from accounts.permissions import GrantScope
from accounts.queries import valid_grants
from collaborations.catalogue import offers
from collaborations.models import Collaboration
from collaborations.queries.company_pages import CLOSED_BY_START
from collaborations.queries.facts import approving_in, grants_from
from collaborations.queries.people import administrators_of, client_person, firm_person
from collaborations.rules.after_end import AfterEnd, effects_after_end
from collaborations.rules.changes import OPEN_CHANGES
from collaborations.rules.facts import Person
from collaborations.rules.planning import Plan, plan_end
from collaborations.rules.states import OPEN_STATES
from common.rls import as_system

People = tuple[Person, ...]


def end_plan_of(collaboration: Collaboration, last_day: date | None = None, after_end: AfterEnd | None = None) -> Plan:
    """The plan for ending, at once or after a last day: whose access closes, what follows, who is told.

    `after_end` is left out when it has been decided before.
    """
    staff, client, administrators = parties_of(collaboration)
    tenant = {"firm_id": collaboration.firm_id, "company_id": collaboration.company_id}
    with as_system(reason="ending gives Lön Direkt back", **tenant):
        lon_direct = people_of(closed_by(collaboration, GrantScope.LON_DIRECT))
        own_payroll = people_of(closed_by(collaboration, GrantScope.PAYROLL))
        needing = tuple(one.service for one in standing_on(collaboration))
        offer = collaboration.terms.offer
        approving, _staff = approving_in(collaboration.client, offer.needs) if offer.registers_time else ((), ())
        change_open = collaboration.changes.filter(state__in=OPEN_CHANGES).exists()
    return plan_end(
        offer=collaboration.terms.offer,
        staff=staff,
        client=client,
        administrators=administrators,
        lon_direct=lon_direct,
        own_payroll=own_payroll,
        last_day=last_day,
        change_open=change_open,
        approving=approving,
        standing_on=needing,
        afterwards=effects_after_end(
            collaboration.terms.offer, after_end or collaboration.chosen_after_end, administrators
        ),
    )


def standing_on(collaboration: Collaboration) -> list[Collaboration]:
    """Open collaborations of the same client in services that need this one; needs the firm's scope."""
    needing = {offer.service for offer in offers() if offer.needs == collaboration.service}
    if not needing:
        return []
    rows = Collaboration.objects.filter(client_id=collaboration.client_id, service__in=needing)
    return list(rows.filter(state__in=OPEN_STATES).order_by("service"))


def people_of(closed: list[AccessGrant]) -> People:
    """Whose accesses they are, each once."""
    users = [grant.user for grant in closed if grant.user is not None]
    return tuple(client_person(user) for user in dict.fromkeys(users))


def closed_by(collaboration: Collaboration, scope: GrantScope) -> list[AccessGrant]:
    """The company's own accesses that the collaboration closed, of people who are still there and have none now.

    `scope` is that of Lön Direkt, or of the company's own payroll. Needs the company's scope.
    """
    since = _closing_since(collaboration)
    if since is None:
        return []
    company_id = collaboration.company_id
    roles = CompanyMembership.objects.filter(company_id=company_id)
    present = roles.filter(ended_at__isnull=True).values("user_id")
    left = roles.exclude(user_id__in=present).values("user_id")
    closed = AccessGrant.objects.filter(
        company_id=company_id,
        scope=scope,
        ended_reason=CLOSED_BY_START,
        ended_at__gte=since,
    )
    held = valid_grants().filter(company_id=company_id, scope=scope).exclude(source_id=collaboration.pk)
    without = closed.exclude(user_id__in=left).exclude(user_id__in=held.values("user_id"))
    return list(without.select_related("user").order_by("user__given_name", "user__family_name", "pk"))


def _closing_since(collaboration: Collaboration) -> datetime | None:
    """Since when the company's own access has been closed: by this firm, or by those that it took over from."""
    if not collaboration.terms.offer.closes_lon_direct:
        return None
    since = collaboration.activated_at
    with as_system(reason="what another firm closed is given back at the end", company_id=collaboration.company_id):
        former = Collaboration.objects.filter(successor=collaboration, activated_at__isnull=False).first()
        return (_closing_since(former) or since) if former is not None else since


def parties_of(collaboration: Collaboration) -> tuple[People, People, People]:
    """Staff and people of the client who hold access through the collaboration, and the administrators."""
    with as_system(
        reason="ending concerns both parties",
        firm_id=collaboration.firm_id,
        company_id=collaboration.company_id,
    ):
        members = set(CompanyMembership.objects.filter(ended_at__isnull=True).values_list("user_id", flat=True))
        holders = [grant.user for grant in grants_from(collaboration) if grant.user is not None]
        holders = sorted(dict.fromkeys(holders), key=lambda user: (user.full_name, user.email))
        return (
            tuple(firm_person(user) for user in holders if user.pk not in members),
            tuple(client_person(user) for user in holders if user.pk in members),
            administrators_of(collaboration.company_id),
        )


def open_work_before(collaboration: Collaboration) -> list[OpenWork]:
    """What is unfinished in the company, to be looked at before the collaboration ends."""
    with as_system(reason="what is unfinished is told before the end", company_id=collaboration.company_id):
        return open_work_for(collaboration.company_id)
