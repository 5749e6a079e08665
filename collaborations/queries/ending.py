"""What ending a collaboration would do, and what is unfinished before it."""

from datetime import date

from accounts.models import CompanyMembership
from accounts.open_work import OpenWork, open_work_for
from collaborations.models import Collaboration
from collaborations.queries.facts import grants_from
from collaborations.queries.people import administrators_of, client_person, firm_person
from collaborations.rules.facts import Person
from collaborations.rules.planning import Plan, plan_end
from common.rls import as_system

People = tuple[Person, ...]


def end_plan_of(collaboration: Collaboration, last_day: date | None = None) -> Plan:
    """The plan for ending, at once or after a last day: whose access closes, who is told."""
    staff, client, administrators = parties_of(collaboration)
    return plan_end(staff=staff, client=client, administrators=administrators, last_day=last_day)


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
