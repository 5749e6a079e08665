"""Two firms ask, change and end at random: after every step things stand as a plain model says they must."""

import json
import os
from dataclasses import asdict
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from collaborations.models import Collaboration
from collaborations.rules.terms import TimeMode
from tests.properties.collaborations import world
from tests.properties.collaborations.changing import Changing
from tests.properties.collaborations.model import WORKING, Deal, client_works
from tests.properties.collaborations.predictions import PAYROLL
from tests.properties.collaborations.world import World, make_world

TOLD = {
    "REQUESTED": {"requested", "handover_requested"}, "AGREED": {"handover_agreed"}, "EXPIRED": {"expired"},
    "ACTIVATING": {"accepted", "started_at_once", "taken_over"}, "DECLINED": {"declined", "handover_cancelled"},
    "ACTIVE": {
        "accepted", "started_at_once", "taken_over", "lon_direct_closed", "access_opened", "end_cancelled", "stays",
    },
    "WITHDRAWN": {"withdrawn", "handover_withdrawn"}, "ENDING": {"end_scheduled", "handed_over"}, "ENDED": {"ended"},
}  # fmt: skip
"""Events of which one is there when a collaboration has come into a state."""
HEALTH = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example]
LENGTHS = {"usual": (6, 15), "thorough": (250, 40)}
"""How many lives are lived, and how much happens in each."""


class Life(Changing):
    """What is asked after every step."""

    def __init__(self, everybody: World) -> None:
        super().__init__(everybody)
        self.seen_events: set[UUID] = set()
        self.states: dict[UUID, str] = {}

    @property
    def both(self) -> list[tuple[Deal, Collaboration]]:
        """What the model says beside what was made."""
        return list(zip(self.model.deals, self.made, strict=True))

    @invariant()
    def nothing_that_must_always_hold_is_broken(self) -> None:
        assert world.broken_invariants() == []
        assert world.disappeared(self.everybody) == []

    @invariant()
    def every_collaboration_stands_where_the_model_says(self) -> None:
        columns = "id, state, ends_on, assignment_id, variant, billing_recipient, period_months, time_mode"
        rows = world.facts_of("collaborations_collaboration", f"{columns}, responsibilities::text")
        expected = {}
        for deal, made in self.both:
            stands = (deal.state, deal.last_day, self.side(deal).assignments[deal.assignment].pk)
            terms = deal.terms
            agreed = (deal.variant, terms.billing_recipient or "", terms.period_months, terms.time_mode)
            expected[made.pk] = (*stands, *agreed, asdict(terms.responsibilities))
        assert {row[0]: (*row[1:-1], json.loads(row[-1])) for row in rows} == expected

    @invariant()
    def every_change_stands_where_the_model_says(self) -> None:
        columns = "collaboration_id, asked_at, id, state, CASE WHEN finished_at IS NULL THEN effective_on END"
        rows = sorted(world.facts_of("collaborations_collaborationchange", columns))
        for deal, made in self.both:
            expected = [(one.state, one.day if one is deal.open_change else None) for one in deal.changes]
            assert [row[3:] for row in rows if row[0] == made.pk] == expected

    @invariant()
    def access_is_what_the_model_says(self) -> None:
        expected: set[tuple[UUID, UUID, str, UUID | str]] = set()
        for name, company in self.companies.items():
            key = self.everybody.companies[name].pk
            if company.lon_direct:
                expected.add((key, self.everybody.lon_direct_user.pk, "lon_direkt", "test"))
            if company.does_own_payroll:
                expected |= {(key, user.pk, "payroll", "company") for user in self.everybody.administrators_of(name)}
        for deal, made in self.both:
            expected |= {(made.company_id, user, scope, made.pk) for user, scope in self._access(deal)}
        assert world.open_grants() == expected

    def _access(self, deal: Deal) -> set[tuple[UUID, str]]:
        staff = self.side(deal).staff(deal.assignment)
        if deal.prepares:
            return {(user, "preparation") for user in staff}
        if deal.service != PAYROLL or deal.state not in WORKING:
            return set()
        administrators = {user.pk for user in self.everybody.administrators_of(deal.company.name)}
        found = {(user, "payroll") for user in staff}
        if client_works(deal.terms):
            found |= {(user, "payroll") for user in administrators}
        if deal.terms.time_mode is TimeMode.EMPLOYEES_REGISTER:
            party = deal.terms.responsibilities.time_approval
            attesting = administrators | self.everybody.attestors_of(deal.company.name)
            approving = (attesting if party.includes_client else set()) | (staff if party.includes_firm else set())
            found |= {(user, "time_approval") for user in approving}
        return found

    @invariant()
    def no_two_firms_do_payroll_and_in_start_nobody_else_does(self) -> None:
        grants = world.open_grants()
        for name, company in self.everybody.companies.items():
            here = {(user, scope) for company_id, user, scope, _ in grants if company_id == company.pk}
            holders = {user for user, scope in here if scope == "payroll"}
            firms = {self.everybody.firm_of(user) for user in holders}
            assert len(firms - {None}) <= 1
            if any(
                deal.variant == "START" and deal.state in WORKING and deal.company.name == name for deal, _ in self.both
            ):
                assert len(firms) == 1
                assert not any(scope == "lon_direkt" for _, scope in here)

    @invariant()
    def who_is_billed_is_what_the_model_says(self) -> None:
        columns = "collaboration_id, recipient, variant, months"
        rows = world.facts_of("collaborations_billingperiod", columns, "ends_on IS NULL")
        billed = [(deal, made) for deal, made in self.both if deal.state in WORKING and deal.terms.billing_recipient]
        expected = [
            (made.pk, deal.terms.billing_recipient, deal.variant, deal.terms.period_months) for deal, made in billed
        ]
        assert sorted(rows) == sorted(expected)
        assert world.gaps_in_billing() == []

    @invariant()
    def every_change_of_state_is_in_the_audit_log(self) -> None:
        rows = world.facts_of("events_auditevent", "id, subject_id, kind", "subject_type = 'Collaboration'")
        new = [row for row in rows if row[0] not in self.seen_events]
        for deal, made in self.both:
            if self.states.get(made.pk) != deal.state:
                told = {row[2].removeprefix("collaborations.") for row in new if row[1] == made.pk}
                assert told & TOLD[deal.state]
            self.states[made.pk] = deal.state
        self.seen_events |= {row[0] for row in new}


@pytest.mark.django_db
def test_two_firms_and_two_companies_live_as_the_model_says() -> None:
    lives, steps = LENGTHS[os.environ.get("HYPOTHESIS_PROFILE", "usual")]
    chosen = settings(
        max_examples=lives, stateful_step_count=steps, deadline=None, database=None, suppress_health_check=HEALTH
    )
    everybody = make_world()
    run_state_machine_as_test(lambda: Life(everybody), settings=chosen)  # type: ignore[arg-type]
