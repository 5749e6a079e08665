"""What the pages show about collaborations: service cards, sent requests, a company's collaborations."""

from dataclasses import dataclass

from accounts.open_work import OpenWork
from advisor.models import Client
from collaborations.catalogue import offers_of, service_name, services, variant_name
from collaborations.models import BillingPeriod, Collaboration, CollaborationChange, ServiceAccess
from collaborations.queries.billing_history import billing_of
from collaborations.queries.changes import shown_changes
from collaborations.queries.deliveries import InvitationRow, rows_of
from collaborations.queries.effects import GIVEN_UP, awaited_by
from collaborations.queries.ending import open_work_before
from collaborations.queries.proposals import Situation, situation_of
from collaborations.queries.providers import accesses_of
from collaborations.queries.unlinked import services_made_elsewhere
from collaborations.rules.scenarios import STARTABLE
from collaborations.rules.states import ASKED_STATES, OPEN_STATES, UNANSWERED_STATES, Action, State, actions_in
from events.models import AuditEvent, OutboxEffect
from events.queries import events_of_subject

RELATED = ("client", "firm", "company", "assignment", "requested_by", "answered_by", "ended_by")


@dataclass(frozen=True)
class Standing:
    """A collaboration, its invitations and what can be done to it now."""

    collaboration: Collaboration
    invitations: tuple[InvitationRow, ...] = ()
    awaited: OutboxEffect | None = None
    access: ServiceAccess | None = None
    billing: tuple[BillingPeriod, ...] = ()
    change: CollaborationChange | None = None
    """A change that is to come, or the last one if it came to nothing."""
    unfinished: tuple[OpenWork, ...] = ()
    """What should be done before another firm takes over."""

    @property
    def actions(self) -> frozenset[Action]:
        return actions_in(State(self.collaboration.state))

    @property
    def is_open(self) -> bool:
        """Whether firm and client are bound to each other."""
        return self.collaboration.state in OPEN_STATES

    @property
    def can_remind(self) -> bool:
        return Action.REMIND in self.actions

    @property
    def can_withdraw(self) -> bool:
        return Action.WITHDRAW in self.actions

    @property
    def can_end(self) -> bool:
        return Action.END in self.actions

    @property
    def can_change(self) -> bool:
        return self.collaboration.state == State.ACTIVE

    @property
    def can_send_again(self) -> bool:
        return self.collaboration.state in UNANSWERED_STATES

    @property
    def unreached(self) -> list[InvitationRow]:
        """The recipients whom no mail reaches, while the request waits."""
        return [row for row in self.invitations if row.is_unreached and self.can_withdraw]

    @property
    def gave_up(self) -> bool:
        """Whether what is awaited waits for a person."""
        return self.awaited is not None and self.awaited.state in GIVEN_UP


@dataclass(frozen=True)
class ServiceCard:
    """A service on the client card: where it stands with this client and what is possible now."""

    service: str
    name: str
    situation: Situation
    standing: Standing | None
    events: tuple[AuditEvent, ...]

    @property
    def does_payroll(self) -> bool:
        """Whether the work is done in this product's payroll."""
        return offers_of(self.service)[0].does_payroll

    @property
    def shortcuts(self) -> list[tuple[str, str]]:
        """Payroll's further variants, to be activated without choosing first; where the company has its own, none."""
        if not self.does_payroll or self.situation.own_variant:
            return []
        further = offers_of(self.service)[1:]
        return [(one.variant, variant_name(self.service, one.variant).partition(" – ")[0]) for one in further]

    @property
    def can_activate(self) -> bool:
        return not self._is_busy and self.situation.scenario in STARTABLE

    @property
    def can_ask_for_handover(self) -> bool:
        return not self._is_busy and self.situation.is_handover

    @property
    def _is_busy(self) -> bool:
        """Whether the firm has asked already, or works."""
        return self.standing is not None and self.standing.collaboration.state in ASKED_STATES | OPEN_STATES


@dataclass(frozen=True)
class Shelf:
    """The services of the catalogue for one client: cards where something is or was, the rest by code and name."""

    cards: list[ServiceCard]
    others: list[tuple[str, str]]


def shelf_of(client: Client) -> Shelf:
    """Every service of the catalogue, payroll always as a card; needs the firm's scope."""
    rows = Collaboration.objects.filter(client=client).select_related(*RELATED)
    ordered = rows.order_by("service", "-requested_at", "-pk").distinct("service")
    latest = {one.service: one for one in ordered}
    elsewhere = services_made_elsewhere(client)
    at_hand = [one for one in services() if one in latest or one in elsewhere or offers_of(one)[0].does_payroll]
    return Shelf(
        cards=[_card(client, service, latest.get(service)) for service in at_hand],
        others=[(service, service_name(service)) for service in services() if service not in at_hand],
    )


def standings_of(collaborations: list[Collaboration]) -> list[Standing]:
    """Collaborations with invitations and mail states, in bulk."""
    rows = rows_of(collaborations)
    awaited, accesses = awaited_by(collaborations), accesses_of(collaborations)
    billing = billing_of(collaborations)
    changes = shown_changes(one.pk for one in collaborations if one.state == State.ACTIVE)
    return [
        Standing(
            collaboration,
            tuple(rows.get(collaboration.pk, ())),
            awaited.get(collaboration.pk),
            accesses.get(collaboration.pk),
            billing.get(collaboration.pk, ()),
            changes.get(collaboration.pk),
            _unfinished_in(collaboration),
        )
        for collaboration in collaborations
    ]


def _unfinished_in(collaboration: Collaboration) -> tuple[OpenWork, ...]:
    """Asked for only where another firm takes over."""
    if collaboration.state != State.ENDING or not collaboration.is_handed_over:
        return ()
    return tuple(open_work_before(collaboration))


def _card(client: Client, service: str, latest: Collaboration | None) -> ServiceCard:
    return ServiceCard(
        service=service,
        name=service_name(service),
        situation=situation_of(client, service),
        standing=standings_of([latest])[0] if latest else None,
        events=tuple(events_of_subject(latest.pk)[:5]) if latest else (),
    )
