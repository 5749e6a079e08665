"""Drives the operations and the model side by side, at random."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from accounts.permissions import CompanyRole
from advisor.operations.assignments import change_assignment
from collaborations.models import Collaboration
from collaborations.operations import answers, handover, members, requests
from collaborations.operations.activation import activate
from collaborations.operations.refusals import Refused
from collaborations.operations.work import Newcomer
from collaborations.rules.states import TransitionNotAllowed
from common import clock
from tests.properties.collaborations.choices import (
    SERVICES,
    numbers,
    terms_of,
)
from tests.properties.collaborations.handovers import Handovers
from tests.properties.collaborations.model import WORKING, Company, Deal
from tests.properties.collaborations.predictions import ASKED, DONE, PAYROLL, SELF_SERVICE
from tests.properties.collaborations.world import COMPANIES, FIRMS, Side, World, deliver_due

NEWCOMER = Newcomer("Ola", "Ek", "tallbarr och lingon")
firms, companies = st.sampled_from(FIRMS), st.sampled_from(COMPANIES)


class Acting(RuleBasedStateMachine):
    """Each rule does one thing, mostly where it fits, and compares how it ends with what the model says."""

    def __init__(self, everybody: World) -> None:
        super().__init__()
        self.everybody = everybody
        self.made: list[Collaboration] = []
        self.undo = ExitStack()
        self.undo.enter_context(transaction.atomic())
        everybody.begin_again()
        has = "Solrosen"
        self.companies = {name: Company(name, known=name == has, lon_direct=name == has) for name in COMPANIES}
        self.model = Handovers(clock.now())

    def teardown(self) -> None:
        """Nothing of this life is left."""
        transaction.set_rollback(True)
        self.undo.close()

    def do(self, expected: str, work: Callable[[], object]) -> object:
        """The operation ends as the model says."""
        try:
            with clock.frozen(self.model.now), transaction.atomic():
                result, outcome = work(), DONE
        except (Refused, TransitionNotAllowed) as refusal:
            result, outcome = None, type(refusal).__name__
        assert outcome == expected
        return result

    def has(self, *states: str) -> bool:
        """Whether a collaboration is in one of the states."""
        return any(deal.state in states for deal in self.model.deals)

    def pick(self, number: int, fits: Callable[[Deal], object]) -> tuple[Deal, Collaboration]:
        """Mostly one that fits, now and then any other."""
        fitting = [index for index, deal in enumerate(self.model.deals) if fits(deal)]
        chosen = fitting if fitting and number % 8 else list(range(len(self.made)))
        index = chosen[number // 8 % len(chosen)]
        return self.model.deals[index], self.made[index]

    def side(self, deal: Deal) -> Side:
        """The company as the firm's client."""
        return self.everybody.sides[deal.firm, deal.company.name]

    @initialize(firm=firms, company=companies, number=numbers, later=numbers)
    def payroll_begins(self, firm: str, company: str, number: int, later: int) -> None:
        """Most of a life is lived with somebody doing payroll."""
        self.activate(firm, company, PAYROLL, number)
        if self.has("REQUESTED"):
            self.accept(1, later)
        self.deliver()
        if number % 2:
            self.activate(firm, company, SELF_SERVICE, later)

    def activate_something(self, number: int, other: int) -> None:
        """One of the firms asks one of the companies for a service, mostly one whose need is met."""
        firm, company = FIRMS[number % 2], COMPANIES[number // 2 % 2]
        self.activate(firm, company, SERVICES[number // 4 % len(SERVICES)], other)

    def activate(self, firm: str, company: str, service: str, number: int) -> None:
        """The firm asks, or begins at once."""
        payroll = [deal for deal in self.model.deals if deal.service == PAYROLL and deal.state in WORKING]
        if service == SELF_SERVICE and payroll and number % 8:
            firm, company = payroll[-1].firm, payroll[-1].company.name
        terms, side = terms_of(service, number), self.everybody.sides[firm, company]
        expected = self.model.activate(firm, self.companies[company], terms)
        people: dict[str, Any] = {"assignment": side.assignments[0], "contact": side.contact, "by": side.eva}
        made = self.do(expected, lambda: activate(client=side.client, terms=terms, at=self.model.now, **people))
        if isinstance(made, Collaboration):
            self.made.append(made)

    def ask_for_handover(self, number: int, other: int) -> None:
        """The other firm asks to take over, mostly from the one that works; or what makes no sense."""
        deal, _row = self.pick(number, lambda deal: deal.state in WORKING and deal.service != "SKATT_BOKSLUT")
        if deal.service in (SELF_SERVICE, "SKATT_BOKSLUT"):
            return
        firm = FIRMS[1 - FIRMS.index(deal.firm)] if number % 8 else deal.firm
        day = self.model.today + timedelta(days=(1, 1, 12, 40, 0, 400)[other % 6])
        terms, side = terms_of(deal.service, other), self.everybody.sides[firm, deal.company.name]
        expected = self.model.ask_for_handover(firm, deal.company, terms, day)
        choices: dict[str, Any] = {"terms": terms, "assignment": side.assignments[0], "takes_over_on": day}
        made = self.do(
            expected, lambda: handover.ask_for_handover(client=side.client, by=side.eva, at=self.model.now, **choices)
        )
        if isinstance(made, Collaboration):
            self.made.append(made)

    def cancel_handover(self, number: int, other: int) -> None:
        """The client takes its approval back, or has none to take back."""
        deal, row = self.pick(number, lambda deal: deal.state == "AGREED")
        if deal.company.known:
            by = self.everybody.administrators_of(deal.company.name)[0]
            expected = self.model.cancel_handover(deal)
            decided: dict[str, Any] = {"by": by, "reason": "Nej", "at": self.model.now}
            self.do(expected, lambda: handover.cancel_handover(collaboration=row, **decided))

    def accept(self, number: int, other: int) -> None:
        """On a request, or too late."""
        deal, row = self.pick(number, lambda deal: deal.state == "REQUESTED")
        if deal.expires_at is None:
            return
        newcomer = None if deal.company.known else NEWCOMER
        expected = self.model.accept(deal)
        invitation = self.everybody.invitation(row, other)
        by = self.everybody.login_of(invitation.email)
        self.do(expected, lambda: answers.accept(invitation=invitation, by=by, at=self.model.now, newcomer=newcomer))

    def decline(self, number: int, other: int) -> None:
        """On a request, or too late."""
        deal, row = self.pick(number, lambda deal: deal.state == "REQUESTED")
        if deal.expires_at is None:
            return
        expected = self.model.decline(deal)
        invitation = self.everybody.invitation(row, other)
        by = self.everybody.login_of(invitation.email)
        self.do(expected, lambda: answers.decline(invitation=invitation, by=by, reason="Nej", at=self.model.now))

    def withdraw(self, number: int, other: int) -> None:
        """A request, an agreed handover, or too late."""
        deal, row = self.pick(number, lambda deal: deal.state in ASKED)
        expected = self.model.withdraw(deal)
        self.do(expected, lambda: requests.withdraw(collaboration=row, by=self.side(deal).eva, at=self.model.now))

    def wait(self, number: int, other: int) -> None:
        """Time goes by, and whatever becomes due happens in its time."""
        self.deliver()
        until = self.model.now + timedelta(days=(0, 1, 1, 9, 31, 100)[number % 6], minutes=7)
        while (moment := self.model.next_moment()) is not None and moment <= until:
            self.model.now = max(moment, self.model.now)
            self.model.let_happen()
            self.model.deliver()
            with clock.frozen(self.model.now):
                deliver_due()
        self.model.now = until
        self.deliver()

    def deliver(self) -> None:
        """Lön Direkt is closed, providers have opened what they were asked for."""
        self.model.deliver()
        with clock.frozen(self.model.now):
            deliver_due()

    def people_come_and_go(self, number: int, other: int) -> None:
        """Somebody joins or leaves an assignment, or the company gets or loses an attestor."""
        with clock.frozen(self.model.now):
            if number % 3:
                self._jon_comes_or_goes(FIRMS[number % 2], COMPANIES[other % 2])
            else:
                self._an_attestor_comes_or_goes()

    def _jon_comes_or_goes(self, firm: str, company: str) -> None:
        side = self.everybody.sides[firm, company]
        side.jon_takes_part = not side.jon_takes_part
        participants = [side.jon] if side.jon_takes_part else []
        people: dict[str, Any] = {"owner": side.eva, "by": side.eva, "participants": participants}
        with self.everybody.seen(firm, company):
            change_assignment(assignment=side.assignments[0], name="Löpande lön", **people)

    def _an_attestor_comes_or_goes(self) -> None:
        everybody = self.everybody
        ola = everybody.administrators["Solrosen"][0]
        if everybody.attestor is not None:
            members.end_person(membership=everybody.attestor, by=ola)
            everybody.attestor = None
            return
        person = {"given_name": "Lisa", "family_name": "Attest", "email": "lisa@solrosen.example"}
        everybody.attestor = members.add_person(
            company_id=everybody.companies["Solrosen"].pk,
            role=CompanyRole.ATTESTOR,
            by=ola,
            at=self.model.now,
            **person,
        )
