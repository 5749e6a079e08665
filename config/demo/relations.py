"""Collaborations in every state and scenario."""

from collections.abc import Callable
from datetime import datetime, timedelta

from accounts.operations import grants
from accounts.permissions import GrantScope
from collaborations.catalogue import offer_of
from collaborations.models import Collaboration, Invitation
from collaborations.operations import activation, answers, ending, requests
from collaborations.operations.subscriptions import subscribe
from collaborations.operations.work import Newcomer
from collaborations.rules.terms import (
    BillingRecipient,
    Party,
    Responsibilities,
    Terms,
    TimeMode,
    firm_only_responsibilities,
)
from common import clock
from common.identifiers import new_id
from common.periods import Month
from common.rls import as_system
from common.scoping import scope
from config.demo import cast
from config.demo.effects import deliver, perform
from config.demo.lon_direct import run_lon_direct
from config.demo.places import Place, World, make_administrator
from payroll.models import RunOrigin
from payroll.operations.runs import create_run

DEACTIVATION = "collaborations.deactivate_lon_direct"
TOGETHER = Responsibilities(Party.FIRM, Party.CLIENT, Party.CLIENT, Party.FIRM, Party.FIRM)


def standard(mode: TimeMode = TimeMode.EMPLOYEES_REGISTER) -> Terms:
    """Firm and client together; the client pays."""
    return Terms(offer_of("LON_SMART", "STANDARD"), BillingRecipient.CLIENT, 12, mode, TOGETHER)


def start() -> Terms:
    """The firm alone; the firm pays."""
    mode = TimeMode.FIRM_REGISTERS
    return Terms(offer_of("LON_SMART", "START"), BillingRecipient.FIRM, 12, mode, firm_only_responsibilities(mode))


def propose(world: World, name: str, terms: Terms, at: datetime) -> Collaboration:
    """Send the request, or activate at once where nobody has to answer."""
    place = world.places[name]
    with clock.frozen(at), as_system(reason="demo", firm_id=world.firm.pk), scope(firm_id=world.firm.pk):
        collaboration = activation.activate(
            client=place.client, assignment=place.assignment, contact=place.contact, terms=terms, by=world.eva, at=at
        )
    deliver(world, name, at)
    return collaboration


def accept(world: World, name: str, collaboration: Collaboration, at: datetime) -> None:
    """The client's administrator accepts; the contact of a company without account gets a login with it."""
    place = world.places[name]
    newcomer = None
    if place.administrator is None:
        assert place.contact is not None
        newcomer = Newcomer(place.contact.given_name, place.contact.family_name, cast.PASSWORD)
    with clock.frozen(at):
        answers.accept(
            invitation=_invitation(world, place, collaboration), by=place.administrator, at=at, newcomer=newcomer
        )
    deliver(world, name, at)


def _invitation(world: World, place: Place, collaboration: Collaboration) -> Invitation:
    with as_system(reason="demo", firm_id=world.firm.pk, company_id=place.company.pk):
        return Invitation.objects.filter(collaboration=collaboration).latest("id")


def open_lon_direct(world: World, name: str, at: datetime) -> None:
    """The company has an account and runs Lön Direkt itself."""
    place = world.places[name]
    user = make_administrator(place, at.date())
    grants.give(
        company_id=place.company.pk,
        user_id=user.pk,
        scope=GrantScope.LON_DIRECT,
        source_type="lon_direkt_subscription",
        source_id=new_id(),
        by=user.pk,
        on=at.date(),
    )


def make_relations(world: World, now: datetime) -> None:
    """One client for each situation; the names are those of `cast.CLIENTS`."""
    ago: Callable[[int], datetime] = lambda days: now - timedelta(days=days)  # noqa: E731
    started = ago(150)
    accept(world, "Bageri Solrosen AB", propose(world, "Bageri Solrosen AB", standard(), started), ago(149))
    propose(world, "Snickarna i Luleå AB", start(), ago(90))
    propose(world, "Hav & Land Konsult AB", standard(), ago(3))
    open_lon_direct(world, "Café Kajutan AB", ago(400))
    open_lon_direct(world, "Nordviks El AB", ago(400))
    run_lon_direct(world, "Nordviks El AB", cast.ELECTRICIANS, ago(21))
    run_lon_direct(world, "Café Kajutan AB", cast.BARISTAS, now)
    accept(world, "Nordviks El AB", propose(world, "Nordviks El AB", start(), ago(20)), ago(18))
    perform(world, "Nordviks El AB", DEACTIVATION, ago(18))
    deliver(world, "Nordviks El AB", ago(18))
    declined = propose(world, "Bloms Trädgård AB", standard(), ago(12))
    invitation = _invitation(world, world.places["Bloms Trädgård AB"], declined)
    with clock.frozen(ago(10)):
        answers.decline(invitation=invitation, by=None, reason="Vi sköter lönen själva till årsskiftet.", at=ago(10))
    lapsed = propose(world, "Åre Skidskola AB", standard(), ago(40))
    with clock.frozen(ago(9)):
        requests.expire(collaboration=lapsed, at=ago(9))
    requests.withdraw(collaboration=propose(world, "Lindgrens Måleri AB", standard(), ago(8)), by=world.eva, at=ago(6))
    _ended(world, ago)
    _stuck(world, ago)
    make_administrator(world.places["Kvarnens Ysteri AB"], ago(30).date())
    _subscribed(world, ago)


def _subscribed(world: World, ago: Callable[[int], datetime]) -> None:
    """One company with payroll of its own that a firm can join, and one whose subscription includes a service."""
    painter, dairy = world.places["Lindgrens Måleri AB"], world.places["Kvarnens Ysteri AB"]
    user = make_administrator(painter, ago(300).date())
    with clock.frozen(ago(300)):
        own = subscribe(
            company_id=painter.company.pk,
            service="LON_SMART",
            variant="STANDARD",
            by=user.pk,
            on=ago(300).date(),
            renews_on=ago(-65).date(),
        )
        grants.give(
            company_id=painter.company.pk,
            user_id=user.pk,
            scope=GrantScope.PAYROLL,
            source_type="subscription",
            source_id=own.pk,
            by=user.pk,
            on=ago(300).date(),
        )
    with clock.frozen(ago(30)):
        on = ago(30).date()
        company_id = dairy.company.pk
        subscribe(
            company_id=company_id, service="EEKONOMI", variant="SMART", by=None, on=on, includes=("SCANNER", "UTLAGG")
        )


def _ended(world: World, ago: Callable[[int], datetime]) -> None:
    name = "Tandläkare Sol AB"
    collaboration = propose(world, name, standard(), ago(200))
    accept(world, name, collaboration, ago(199))
    with (
        clock.frozen(ago(15)),
        as_system(reason="demo", firm_id=world.firm.pk, company_id=world.places[name].company.pk),
    ):
        ending.end(
            collaboration=Collaboration.objects.get(pk=collaboration.pk),
            by=world.eva,
            party=BillingRecipient.FIRM,
            reason="Praktiken har sålts.",
            at=ago(15),
        )


def _stuck(world: World, ago: Callable[[int], datetime]) -> None:
    """Accepted, but a run in Lön Direkt was begun before it could be closed: shown, and to be tried again by hand."""
    name = "Glasbruket i Mora AB"
    open_lon_direct(world, name, ago(300))
    place = world.places[name]
    accept(world, name, propose(world, name, start(), ago(5)), ago(4))
    assert place.administrator is not None
    with as_system(reason="demo", company_id=place.company.pk):
        month = Month.of(clock.today())
        create_run(company_id=place.company.pk, month=month, by=place.administrator, origin=RunOrigin.LON_DIREKT)
    for _ in range(5):
        perform(world, name, DEACTIVATION, clock.now())
