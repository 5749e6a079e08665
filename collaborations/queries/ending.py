"""What ending a collaboration would do."""

from accounts.models import CompanyMembership
from collaborations.models import Collaboration
from collaborations.queries.facts import grants_from
from collaborations.queries.people import administrators_of, client_person, firm_person
from collaborations.rules.planning import Plan, plan_end
from common.rls import as_system


def end_plan_of(collaboration: Collaboration) -> Plan:
    """The plan for ending at once: whose access closes, who is told."""
    with as_system(
        reason="ending concerns both parties",
        firm_id=collaboration.firm_id,
        company_id=collaboration.company_id,
    ):
        members = set(CompanyMembership.objects.filter(ended_at__isnull=True).values_list("user_id", flat=True))
        holders = [grant.user for grant in grants_from(collaboration) if grant.user is not None]
        holders = sorted(dict.fromkeys(holders), key=lambda user: (user.full_name, user.email))
        return plan_end(
            staff=tuple(firm_person(user) for user in holders if user.pk not in members),
            client=tuple(client_person(user) for user in holders if user.pk in members),
            administrators=administrators_of(collaboration.company_id),
        )
