"""Changing and ending at random, and the one rule by which everything happens."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from accounts.models import User
from collaborations.operations import change_answers, changes, ending
from collaborations.queries.changes import Proposed
from collaborations.rules.after_end import AfterEnd
from collaborations.rules.changes import Role
from collaborations.rules.terms import BillingRecipient, Terms
from tests.properties.collaborations.acting import Acting
from tests.properties.collaborations.choices import anything_else, numbers, what_waits_for_no_period, who_approves
from tests.properties.collaborations.model import WORKING, Deal
from tests.properties.collaborations.predictions import ASKED, OPEN, PAYROLL

WEIGHTS = {
    "change_the_work": 3, "change_anything": 2, "accept": 4, "end": 3, "accept_change": 3, "change_by_others": 1,
    "activate_something": 3, "wait": 2, "cancel_change": 1, "cancel_end": 1, "decline": 1, "withdraw": 1,
    "decline_change": 1, "people_come_and_go": 1, "ask_for_handover": 3, "cancel_handover": 1,
}  # fmt: skip
"""How often each is done, where it can be done at all."""


class Changing(Acting):
    """A life: one thing after another."""

    @rule(data=st.data(), number=numbers, other=numbers)
    def live(self, data: st.DataObject, number: int, other: int) -> None:
        """Something that mostly fits."""
        possible = [action for action, weight in WEIGHTS.items() for _ in range(weight) if self.fits(action)]
        getattr(self, data.draw(st.sampled_from(possible), label="does"))(number, other)

    def fits(self, action: str) -> bool:
        """Whether there is something to do it to."""
        deals = self.model.deals
        match action:
            case "accept" | "decline":
                return self.has("REQUESTED")
            case "withdraw":
                return self.has(*ASKED)
            case "ask_for_handover":
                return self.has(*WORKING)
            case "cancel_handover":
                return self.has("AGREED")
            case "change_anything" | "change_the_work" | "change_by_others":
                return any(deal.state == "ACTIVE" and not deal.open_change for deal in deals)
            case "accept_change" | "decline_change":
                return any(deal.open_change and deal.open_change.state != "PENDING" for deal in deals)
            case "cancel_change":
                return any(deal.open_change for deal in deals)
            case "end":
                return self.has(*OPEN)
            case "cancel_end":
                return self.has("ENDING")
        return True

    def change_anything(self, number: int, other: int) -> None:
        """Whoever has full client rights changes whatever there is."""
        self.change(number, lambda now: anything_else(now, other), moves=other % 3 == 0, role=Role.FIRM)

    def change_the_work(self, number: int, other: int) -> None:
        """What can be changed on any day."""
        days = (None, 0, 3, 40)[number % 4]
        self.change(number, lambda now: what_waits_for_no_period(now, other), role=Role.FIRM, days=days)

    def change_by_others(self, number: int, other: int) -> None:
        """The client, or a consultant without full client rights."""
        if number % 2:
            self.change(number, lambda now: who_approves(now, other), role=Role.CLIENT)
            return
        rarely = other % 4 == 0
        self.change(number, lambda now: anything_else(now, other) if rarely else now, moves=True, role=Role.CONSULTANT)

    def change(
        self, number: int, to: Callable[[Terms], Terms], *, role: Role, moves: bool = False, days: int | None = None
    ) -> None:
        """Mostly a change of payroll that nothing stands in the way of."""
        payroll = number % 3 > 0

        def fits(deal: Deal) -> bool:
            wanted = deal.service == PAYROLL if payroll else deal.service != "SKATT_BOKSLUT"
            return wanted and deal.state == "ACTIVE" and not deal.open_change

        deal, row = self.pick(number, fits)
        if role is Role.CLIENT and not deal.company.known:
            return
        side, after = self.side(deal), to(deal.terms)
        assignment = side.assignments[1 - deal.assignment if moves else deal.assignment]
        proposed = Proposed(after, assignment, None if days is None else self.model.today + timedelta(days=days))
        expected = self.model.change(deal, after, moves=moves, role=role, day=proposed.day)
        by = self.administrator(deal) if role is Role.CLIENT else side.eva
        self.do(
            expected,
            lambda: changes.change(collaboration=row, proposed=proposed, by=by, role=role, at=self.model.now),
        )

    def administrator(self, deal: Deal) -> User:
        """Somebody who answers for the company."""
        return self.everybody.administrators_of(deal.company.name)[0]

    def accept_change(self, number: int, other: int) -> None:
        """On a question, or too late."""
        deal, row = self.pick(number, lambda deal: deal.open_change and deal.open_change.state != "PENDING")
        if deal.changes:
            asked, by = self.everybody.change(row), self.administrator(deal)
            expected = self.model.accept_change(deal)
            self.do(expected, lambda: change_answers.accept_change(change=asked, by=by, at=self.model.now))

    def decline_change(self, number: int, other: int) -> None:
        """On a question, or too late."""
        deal, row = self.pick(number, lambda deal: deal.open_change and deal.open_change.state != "PENDING")
        if deal.changes:
            asked, by = self.everybody.change(row), self.administrator(deal)
            expected = self.model.decline_change(deal)
            self.do(
                expected, lambda: change_answers.decline_change(change=asked, by=by, reason="Nej", at=self.model.now)
            )

    def cancel_change(self, number: int, other: int) -> None:
        """Whoever may decide it, or somebody else."""
        role = tuple(Role)[other % 3]
        deal, row = self.pick(number, lambda deal: deal.open_change)
        if deal.changes:
            asked, by = self.everybody.change(row), self.side(deal).eva
            expected = self.model.cancel_change(deal, role)
            self.do(expected, lambda: changes.cancel_change(change=asked, by=by, role=role, at=self.model.now))

    def end(self, number: int, other: int) -> None:
        """At once or on a day, mostly the payroll on which something else stands."""
        afterwards, days = tuple(AfterEnd)[other % 3], (None, None, 0, 1, 20)[other % 5]
        payroll = number % 3 > 0 and any(deal.service == PAYROLL and deal.state in OPEN for deal in self.model.deals)
        deal, row = self.pick(number, lambda deal: deal.state in OPEN and (deal.service == PAYROLL or not payroll))
        decided: dict[str, Any] = {
            "collaboration": row, "by": self.side(deal).eva, "party": tuple(BillingRecipient)[number % 2],
            "reason": "Klart", "after_end": afterwards, "at": self.model.now,
        }  # fmt: skip
        if days is None:
            expected = self.model.end(deal, afterwards)
            self.do(expected, lambda: ending.end(**decided))
            return
        last_day = self.model.today + timedelta(days=days)
        expected = self.model.schedule_end(deal, decided["party"], last_day, afterwards)
        self.do(expected, lambda: ending.schedule_end(last_day=last_day, **decided))

    def cancel_end(self, number: int, other: int) -> None:
        """The party that decided it wants to go on, or the other one."""
        party = tuple(BillingRecipient)[other % 2]
        deal, row = self.pick(number, lambda deal: deal.state == "ENDING")
        expected, by = self.model.cancel_end(deal, party), self.side(deal).eva
        self.do(expected, lambda: ending.cancel_end(collaboration=row, by=by, party=party, at=self.model.now))
