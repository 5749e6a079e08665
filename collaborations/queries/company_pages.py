"""The company's own view of its collaborations."""

from dataclasses import dataclass

from accounts.models import AccessGrant, Company, User
from collaborations.models import Collaboration, Invitation
from collaborations.queries.cards import access_in, collaborations_of_company
from collaborations.rules.invitations import InvitationState
from collaborations.rules.states import OPEN_STATES, State
from common import clock


@dataclass(frozen=True)
class CompanyPage:
    """Current and former collaborations, who reaches the company, and invitations that wait for this person."""

    current: list[Collaboration]
    former: list[Collaboration]
    waiting: list[Invitation]
    access: list[AccessGrant]


def company_page_of(company: Company, user: User) -> CompanyPage:
    """Everything the page needs; the company's scope is open."""
    collaborations = collaborations_of_company(company.pk)
    waiting = Invitation.objects.filter(
        user=user, state=InvitationState.OPEN, expires_at__gt=clock.now()
    ).select_related("collaboration__firm")
    return CompanyPage(
        current=[one for one in collaborations if one.state in OPEN_STATES],
        former=[one for one in collaborations if one.state not in {State.REQUESTED, *OPEN_STATES}],
        waiting=list(waiting),
        access=access_in(company.pk),
    )
