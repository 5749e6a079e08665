"""What is known before a company gets a new administrator in this way, and who has to be told."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import CompanyMembership, FirmMembership, User
from accounts.permissions import FirmRole
from advisor.models import Client
from collaborations.models import Collaboration, Recovery, RecoveryNotice, SignatoryAddress
from collaborations.queries.people import administrators_of
from collaborations.rules.facts import Person
from collaborations.rules.recovery import OPEN_RECOVERIES, RecoveryProblem, RecoveryState, problem_in_asking
from collaborations.rules.states import WORKING_STATES
from common.rls import as_system

REASON = "the way back to a company that nobody administers concerns both parties"


@dataclass(frozen=True)
class RecoveryPage:
    """The latest recovery, the registered address with most of it hidden, and what stands in the way of a new one.

    `present`: who is administrator, as far as the company knows; `can_vouch`: whether the firm has a second one.
    """

    latest: Recovery | None
    hidden_address: str
    problem: RecoveryProblem | None
    present: tuple[Person, ...]
    can_vouch: bool

    @property
    def is_open(self) -> bool:
        return self.latest is not None and self.latest.state in OPEN_RECOVERIES


def recovery_page_of(client: Client, *, is_administrator: bool) -> RecoveryPage:
    """Where the firm stands with the client; other firms' recoveries are a fact, not a row."""
    with as_system(reason=REASON, firm_id=client.firm_id, company_id=client.company_id):
        address = registered_address_of(client.company_id)
        rows = Recovery.objects.filter(client=client).select_related("asked_by", "vouched_by")
        return RecoveryPage(
            latest=rows.order_by("-asked_at").first(),
            hidden_address=hidden(address) if address else "",
            problem=problem_of(client, is_administrator=is_administrator),
            present=administrators_of(client.company_id),
            can_vouch=_firm_administrators().count() > 1,
        )


def problem_of(client: Client, *, is_administrator: bool) -> RecoveryProblem | None:
    """What stands in the way; needs the scope of both parties."""
    with as_system(reason="another firm may have asked already", company_id=client.company_id):
        is_open = Recovery.objects.filter(state__in=sorted(OPEN_RECOVERIES)).exists()
        had_people = CompanyMembership.objects.exists()
    return problem_in_asking(
        had_people=had_people,
        is_open=is_open,
        is_registered=bool(registered_address_of(client.company_id)),
        collaborates=Collaboration.objects.filter(client=client, state__in=sorted(WORKING_STATES)).exists(),
        is_administrator=is_administrator,
    )


def registered_address_of(company_id: UUID) -> str:
    """The signatory's address that the company registered, or nothing; needs the company's scope."""
    return SignatoryAddress.objects.filter(company_id=company_id).values_list("email", flat=True).first() or ""


def hidden(address: str) -> str:
    """Enough to recognise an address by: its first letter and its domain."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}•••@{domain}"


def open_recoveries_of(client: Client) -> QuerySet[Recovery]:
    """The firm's own recovery that is under way, if there is one."""
    return Recovery.objects.filter(client=client, state__in=sorted(OPEN_RECOVERIES))


def notice_for(company_id: UUID, user: User) -> RecoveryNotice | None:
    """What the person was told about a new administrator who is waited for, if there is one."""
    with as_system(reason="everybody known may stop it", company_id=company_id):
        told = RecoveryNotice.objects.filter(company_id=company_id, user=user, recovery__state=RecoveryState.WAITING)
        return told.select_related("recovery__firm").first()


def _firm_administrators() -> QuerySet[FirmMembership]:
    """The administrators of the firm in scope."""
    return FirmMembership.objects.filter(role=FirmRole.ADMINISTRATOR, ended_at__isnull=True)


def known_people_of(recovery: Recovery) -> list[User]:
    """Everybody who belongs or belonged to the company, and the administrators of firms that work with it."""
    with as_system(reason="everybody known is told", company_id=recovery.company_id):
        found = set(CompanyMembership.objects.values_list("user_id", flat=True))
        rows = Collaboration.objects.filter(state__in=sorted(WORKING_STATES))
        firm_ids = {recovery.firm_id, *rows.values_list("firm_id", flat=True)}
    for firm_id in firm_ids:
        with as_system(reason="everybody known is told", firm_id=firm_id):
            found |= set(_firm_administrators().values_list("user_id", flat=True))
    return list(User.objects.filter(pk__in=found, is_active=True).exclude(email__iexact=recovery.email).order_by("pk"))
