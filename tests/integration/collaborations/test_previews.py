"""What the preview of a change or an end says is what is found afterwards, effect by effect, read from the rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from accounts.models import AccessGrant, Arrangement, CompanyMembership, User
from accounts.permissions import GrantScope
from advisor.models import Assignment
from collaborations.catalogue import offer_of
from collaborations.models import BillingPeriod, Collaboration, CollaborationChange, ServiceAccess
from collaborations.operations.change_answers import accept_change
from collaborations.operations.changes import change
from collaborations.operations.ending import end, schedule_end
from collaborations.queries.changes import Proposed, outlook_of, with_parties
from collaborations.queries.ending import end_plan_of
from collaborations.rules.after_end import AfterEnd
from collaborations.rules.changes import Role
from collaborations.rules.effects import Effect, Moment
from collaborations.rules.planning import Plan
from collaborations.rules.terms import BillingRecipient, Party, Terms, TimeMode, service_terms
from common import clock
from common.clock import STOCKHOLM
from events.models import OutboxEffect
from tests.factories.accounts import give
from tests.factories.advisor import make_assignment
from tests.factories.collaborations import AGREED, Cast, make_cast, standard_terms, start_terms
from tests.factories.effects import drain_outbox

pytestmark = pytest.mark.django_db
Told = tuple[str, object]
FIRM, CLIENT = BillingRecipient.FIRM, BillingRecipient.CLIENT
STANDARD = standard_terms(billing=FIRM)
SERVICES = {variant: service_terms(offer_of("EEKONOMI", variant), FIRM, 12) for variant in ("SMART", "PRO")}
PAGES = {variant: service_terms(offer_of("LON_ANSTALLD", variant)) for variant in ("BOTH", "MIN_LON")}
TAXES = service_terms(offer_of("SKATT_BOKSLUT", ""), FIRM)
SAID = {
    "variant_changed": ("before", "after"), "assignment_moved": ("after",), "time_mode_set": ("time_mode",),
    "responsibility_moved": ("task", "before", "after"), "period_begins": ("recipient", "months"),
    "variant_billed": ("variant", "recipient", "months"), "also_ends": ("service",),
}  # fmt: skip
"""What of an effect is found in the rows, besides whom it concerns."""
NAMES = {
    ("collaboration", "payroll", False): "staff_access", ("collaboration", "payroll", True): "client_payroll",
    ("collaboration", "time_approval", False): "staff_approval",
    ("collaboration", "time_approval", True): "client_approval",
    ("test", "lon_direkt", True): "lon_direct", ("test", "payroll", True): "own_payroll",
    ("company", "payroll", True): "taken_over",
}  # fmt: skip
CODES = {
    "staff_approval_opened": "staff_approves_time", "client_approval_opened": "client_approves_time",
    "lon_direct_closed": "lon_direct_ends", "lon_direct_opened": "lon_direct_restored",
    "own_payroll_opened": "own_payroll_restored", "taken_over_opened": "own_payroll_opened",
}  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """What the rows say at a moment."""

    row: Collaboration
    assignment: str
    grants: frozenset[tuple[str, str, str]]
    arranged: Arrangement | None
    billed: BillingPeriod | None
    has_access: bool
    others: dict[str, str]
    payroll_mode: str
    mails: frozenset[tuple[str, str]]
    calls: frozenset[str]
    dropped: int


def picture(cast: Cast, made: Collaboration) -> Picture:
    with cast.seen():
        row = Collaboration.objects.get(pk=made.pk)
        grants = AccessGrant.objects.filter(ended_at__isnull=True, user__isnull=False).select_related("user")
        scopes = grants.filter(scope__in=("payroll", "time_approval", "lon_direkt"))
        rows = Collaboration.objects.exclude(pk=made.pk)
        mails = OutboxEffect.objects.filter(kind__in=("collaborations.send_news", "collaborations.send_change_news"))
        users = {str(user.pk): user.email for user in User.objects.all()}
        return Picture(
            row=row,
            assignment=Assignment.objects.get(pk=row.assignment_id).name,
            grants=frozenset((one.user.email, one.scope, one.source_type) for one in scopes if one.user),
            arranged=Arrangement.objects.first(),
            billed=BillingPeriod.objects.filter(collaboration=made, ends_on__isnull=True).first(),
            has_access=ServiceAccess.objects.filter(collaboration=made, closed_at__isnull=True).exists(),
            others={one.service: one.state for one in rows},
            payroll_mode=Collaboration.objects.get(service="LON_SMART").time_mode if made.service != "EEKONOMI" else "",
            mails=frozenset((one.payload["occasion"], users[one.payload["user_id"]]) for one in mails),
            calls=frozenset(
                one.payload["action"] for one in OutboxEffect.objects.filter(kind="collaborations.provision")
            ),
            dropped=CollaborationChange.objects.filter(collaboration=made, state="CANCELLED").count(),
        )


def members(cast: Cast) -> set[str]:
    with cast.seen():
        return set(CompanyMembership.objects.values_list("user__email", flat=True))


def people(code: str, emails: Iterable[str]) -> set[Told]:
    named = tuple(sorted(set(emails)))
    return {(code, named)} if named else set()


def announced(plan: Plan, *moments: Moment) -> set[Told]:
    """Each effect with what can be found of it."""
    assert plan.blockers == ()
    return {_told(effect) for effect in plan.effects if effect.when in moments}


def _told(effect: Effect) -> Told:
    shown: Any = effect.parameters
    if "people" in shown and effect.code != "service_changed":
        return effect.code, tuple(sorted({person.email for person in shown["people"]}))
    return effect.code, tuple(shown[key] for key in SAID.get(effect.code, ()))


def access_between(before: Picture, after: Picture, inside: set[str]) -> set[Told]:
    """Whose access opened and closed, under the names that a change gives it."""
    found: dict[str, set[str]] = {}
    for way, differing in (("opened", after.grants - before.grants), ("closed", before.grants - after.grants)):
        for email, scope, source in differing:
            name = f"{NAMES[source, scope, email in inside]}_{way}"
            found.setdefault(CODES.get(name, name), set()).add(email)
    return {told for code, emails in found.items() for told in people(code, emails)}


def mailed_between(before: Picture, after: Picture, codes: dict[str, str]) -> set[Told]:
    new = after.mails - before.mails
    return {
        told for occasion, code in codes.items() for told in people(code, [to for one, to in new if one == occasion])
    }


def changed_between(before: Picture, after: Picture, inside: set[str]) -> set[Told]:
    old, new = before.row, after.row
    found = access_between(before, after, inside)
    if old.variant != new.variant:
        found.add(("variant_changed", (old.variant, new.variant)))
    if before.assignment != after.assignment:
        found.add(("assignment_moved", (after.assignment,)))
    if after.arranged and before.arranged and before.arranged.time_mode != after.arranged.time_mode:
        found.add(("time_mode_set", (after.arranged.time_mode,)))
    if new.terms.offer.does_payroll:
        assert after.arranged is not None
        for task, party in new.responsibilities.items():
            assert getattr(after.arranged, task) == party
            if old.responsibilities[task] != party:
                found.add(("responsibility_moved", (task, old.responsibilities[task], party)))
    if before.billed and after.billed and before.billed.pk != after.billed.pk:
        row = after.billed
        assert (row.recipient, row.months) == (new.billing_recipient, new.period_months)
        same = (before.billed.recipient, before.billed.months) == (row.recipient, row.months)
        told = ("variant_billed", (row.variant, row.recipient, row.months))
        found.add(told if same else ("period_begins", (row.recipient, row.months)))
    if "change" in after.calls - before.calls:
        found.add(("service_changed", ()))
    return found | mailed_between(
        before, after, {"done_firm": "staff_told_of_change", "done_client": "client_told_of_change"}
    )


def ended_between(before: Picture, after: Picture, inside: set[str]) -> set[Told]:
    closed = {(email, source) for email, _scope, source in before.grants - after.grants}
    found = access_between(before, after, inside)
    if after.row.terms.offer.does_payroll:
        found = {told for told in found if not told[0].endswith("_closed")}
        found |= people("staff_access_closed", [email for email, _ in closed if email not in inside])
        found |= people("client_access_closed", [email for email, _ in closed if email in inside])
    found |= {("also_ends", (service,)) for service, state in after.others.items() if state != before.others[service]}
    happened = {
        "arrangement_ends": before.arranged is not None and after.arranged is None,
        "billing_ends": after.row.state == "ENDED" and after.billed is None,
        "service_closed": before.has_access and not after.has_access,
        "registration_stops": after.payroll_mode != before.payroll_mode,
        "payroll_read_only": after.row.after_end == "READ_ONLY" and after.row.terms.offer.does_payroll,
        "moves_to_other_firm": after.row.after_end == "MOVES",
        "change_dropped": after.dropped > before.dropped,
    }
    found |= {(code, ()) for code, has in happened.items() if has}
    return found | mailed_between(before, after, {"ended_firm": "staff_told", "ended_client": "client_told"})


def begin(cast: Cast, terms: Terms) -> Collaboration:
    collaboration = cast.activate(terms)
    if collaboration.state == "REQUESTED":
        cast.accept(collaboration)
    drain_outbox()
    return cast.fresh(collaboration)


def with_own_payroll() -> Cast:
    """A company with Lön Direkt, where an administrator does the payroll."""
    cast = make_cast(lon_direct=True)
    give(cast.administrators[0], cast.company, GrantScope.PAYROLL)
    return cast


CHANGES: dict[str, tuple[Callable[[], Cast], list[Terms], Terms, bool]] = {
    "to Start": (with_own_payroll, [STANDARD], start_terms(), False),
    "to Standard": (with_own_payroll, [start_terms()], STANDARD, False),
    "matrix": (
        make_cast, [STANDARD],
        replace(STANDARD, responsibilities=replace(AGREED, payroll_approval=Party.FIRM, time_approval=Party.BOTH)),
        False,
    ),
    "time mode": (make_cast, [start_terms()], start_terms(mode=TimeMode.EMPLOYEES_REGISTER), False),
    "no time": (make_cast, [start_terms(mode=TimeMode.EMPLOYEES_REGISTER)], start_terms(), False),
    "assignment": (make_cast, [STANDARD], STANDARD, True),
    "recipient and period": (make_cast, [STANDARD], standard_terms(billing=CLIENT, months=3), False),
    "provider": (make_cast, [SERVICES["SMART"]], SERVICES["PRO"], True),
    "pages": (make_cast, [start_terms(), PAGES["BOTH"]], PAGES["MIN_LON"], False),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_does_what_its_preview_says(name: str) -> None:
    make, standing, terms, moves = CHANGES[name]
    cast = make()
    collaboration = [begin(cast, one) for one in standing][-1]
    other = make_assignment(cast.client, owner=cast.sven, participants=[cast.jon], name="Lön 2027")
    proposed = Proposed(terms, other if moves else cast.assignment)
    outlook = outlook_of(with_parties(collaboration), proposed, asker=cast.eva, today=clock.today())
    before, moment = picture(cast, collaboration), Moment.NOW
    made = change(
        collaboration=collaboration, proposed=proposed, by=cast.eva, role=Role.FIRM, at=clock.now(),
        seen=outlook.plan.digest,
    )  # fmt: skip
    if outlook.asks:
        before, moment = picture(cast, collaboration), Moment.ON_ACCEPTANCE
        accept_change(change=made, by=cast.administrators[0], at=clock.now())
    if outlook.day is not None:
        before, moment = picture(cast, collaboration), Moment.ON_DAY
        with clock.frozen(datetime.combine(outlook.day, time(6), STOCKHOLM)):
            drain_outbox()
    found = changed_between(before, picture(cast, collaboration), members(cast))
    assert announced(outlook.plan, moment) == found


ENDS: dict[str, tuple[Callable[[], Cast], list[Terms], AfterEnd]] = {
    "Standard": (make_cast, [STANDARD], AfterEnd.READ_ONLY),
    "Start": (with_own_payroll, [start_terms()], AfterEnd.MOVES),
    "taken over": (make_cast, [start_terms(mode=TimeMode.EMPLOYEES_REGISTER)], AfterEnd.TAKES_OVER),
    "provider": (make_cast, [SERVICES["SMART"]], AfterEnd.READ_ONLY),
    "pages": (make_cast, [start_terms(), PAGES["BOTH"]], AfterEnd.READ_ONLY),
    "firm's tool": (make_cast, [STANDARD, TAXES], AfterEnd.READ_ONLY),
}


@pytest.mark.parametrize("on_a_day", [False, True])
@pytest.mark.parametrize("name", ENDS)
def test_an_end_does_what_its_preview_says(name: str, on_a_day: bool) -> None:
    make, standing, after_end = ENDS[name]
    cast = make()
    collaboration = [begin(cast, one) for one in standing][-1]
    ends(cast, collaboration, after_end, on_a_day=on_a_day)


def test_with_the_payroll_ends_what_stands_on_it_and_what_was_to_change() -> None:
    cast = make_cast()
    payroll = begin(cast, STANDARD)
    begin(cast, PAGES["BOTH"])
    proposed = Proposed(
        start_terms(mode=TimeMode.EMPLOYEES_REGISTER), cast.assignment, clock.today().replace(year=2030)
    )
    change(collaboration=payroll, proposed=proposed, by=cast.eva, role=Role.FIRM, at=clock.now())
    ends(cast, payroll, AfterEnd.READ_ONLY, on_a_day=False)


def ends(cast: Cast, collaboration: Collaboration, after_end: AfterEnd, *, on_a_day: bool) -> None:
    """End it, and compare."""
    last_day = clock.today() if on_a_day else None
    with cast.seen():
        plan = end_plan_of(cast.fresh(collaboration), last_day, after_end)
    decided: dict[str, Any] = {
        "collaboration": collaboration, "by": cast.eva, "party": FIRM, "reason": "Slut.", "at": clock.now(),
        "after_end": after_end, "seen": plan.digest,
    }  # fmt: skip
    before, moment = picture(cast, collaboration), Moment.NOW
    if last_day is None:
        end(**decided)
        drain_outbox()
    else:
        schedule_end(last_day=last_day, **decided)
        before, moment = picture(cast, collaboration), Moment.AFTER_LAST_DAY
        with clock.frozen(datetime.combine(last_day + timedelta(days=1), time(6), STOCKHOLM)):
            drain_outbox()
    assert announced(plan, moment) == ended_between(before, picture(cast, collaboration), members(cast))
