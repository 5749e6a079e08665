"""Who is billed from when to when: dated rows that activation, change and end write, and nobody overwrites."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from accounts.models import User
from collaborations.models import BillingPeriod, Collaboration
from collaborations.operations.billing import begin_billing, end_billing
from collaborations.operations.ending import end, schedule_end
from collaborations.operations.work import Work
from collaborations.queries.billing_history import period_of
from collaborations.rules.periods import AgreedPeriod, period_end
from collaborations.rules.terms import BillingRecipient
from common import clock
from common.rls import as_system
from events.models import AuditEvent
from events.operations import record
from tests.factories.collaborations import Cast, make_cast, standard_terms
from tests.factories.effects import drain_outbox

pytestmark = pytest.mark.django_db
AsOwner = Callable[[], AbstractContextManager[None]]
MARCH = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(standing: None) -> tuple[Cast, Collaboration]:
    cast = make_cast()
    with clock.frozen(MARCH):
        collaboration = cast.accept(cast.activate(standard_terms()))
        drain_outbox()
    return cast, collaboration


@pytest.fixture
def at_work(made: tuple[Cast, Collaboration], db: None) -> tuple[Cast, Collaboration]:
    return deepcopy(made)


@pytest.fixture
def cast(at_work: tuple[Cast, Collaboration]) -> Cast:
    return at_work[0]


@pytest.fixture
def working(at_work: tuple[Cast, Collaboration]) -> Collaboration:
    return at_work[1]


def work_of(cast: Cast, collaboration: Collaboration) -> Work:
    cause: AuditEvent = record(
        "collaborations.changed", by=cast.eva.pk, subject=collaboration, data={}, firm_id=cast.firm.pk
    )
    return Work(collaboration, cause, cast.eva.pk, clock.now())


def begin(
    cast: Cast,
    collaboration: Collaboration,
    day: date,
    *,
    recipient: str = "FIRM",
    variant: str = "STANDARD",
    months: int | None = 12,
    free_until: date | None = None,
) -> BillingPeriod | None:
    with cast.seen():
        return begin_billing(
            collaboration,
            recipient=recipient,
            variant=variant,
            months=months,
            starts_on=day,
            work=work_of(cast, collaboration),
            free_until=free_until,
        )


def history(cast: Cast, collaboration: Collaboration) -> list[tuple[str, str, date, date | None, str]]:
    with cast.seen():
        rows = BillingPeriod.objects.filter(collaboration=collaboration).order_by("decided_at", "pk")
        return [(row.recipient, row.variant, row.starts_on, row.ends_on, row.reason) for row in rows]


def test_billing_begins_with_the_collaboration(cast: Cast, working: Collaboration) -> None:
    assert history(cast, working) == [("CLIENT", "STANDARD", date(2026, 3, 1), None, "STARTED")]
    with cast.seen():
        row = BillingPeriod.objects.get()
    assert (row.months, row.decided_by, row.service) == (12, cast.administrators[0], "LON_SMART")


def test_a_request_that_waits_is_not_billed(db: None) -> None:
    cast = make_cast()
    collaboration = cast.activate()
    assert history(cast, collaboration) == []


def test_another_recipient_begins_a_row_and_keeps_the_former(cast: Cast, working: Collaboration) -> None:
    begin(cast, working, date(2027, 3, 1), recipient="FIRM")
    assert history(cast, working) == [
        ("CLIENT", "STANDARD", date(2026, 3, 1), date(2027, 2, 28), "STARTED"),
        ("FIRM", "STANDARD", date(2027, 3, 1), None, "RECIPIENT_CHANGED"),
    ]


def test_a_change_that_comes_before_a_later_one_takes_its_place(cast: Cast, working: Collaboration) -> None:
    begin(cast, working, date(2027, 3, 1), recipient="FIRM")
    begin(cast, working, date(2026, 6, 1), recipient="FIRM", variant="START")
    assert history(cast, working) == [
        ("CLIENT", "STANDARD", date(2026, 3, 1), date(2026, 5, 31), "STARTED"),
        ("FIRM", "STANDARD", date(2027, 3, 1), date(2027, 2, 28), "RECIPIENT_CHANGED"),  # never in force
        ("FIRM", "START", date(2026, 6, 1), None, "RECIPIENT_CHANGED"),
    ]


def test_a_change_on_the_first_day_leaves_an_empty_row(cast: Cast, working: Collaboration) -> None:
    begin(cast, working, date(2026, 3, 1), recipient="FIRM")
    assert history(cast, working) == [
        ("CLIENT", "STANDARD", date(2026, 3, 1), date(2026, 2, 28), "STARTED"),
        ("FIRM", "STANDARD", date(2026, 3, 1), None, "RECIPIENT_CHANGED"),
    ]


def test_the_agreed_period_goes_on_when_its_length_is_the_same(cast: Cast, working: Collaboration) -> None:
    march, april = date(2026, 3, 1), date(2026, 4, 15)
    other = begin(cast, working, april, variant="START")
    again = begin(cast, working, april)
    later = begin(cast, working, date(2026, 5, 2), recipient="CLIENT")
    shorter = begin(cast, working, date(2026, 6, 1), months=3)
    assert [row.continues_from for row in (other, again, later, shorter) if row] == [march, march, march, None]
    assert shorter is not None
    assert shorter.counted_from == date(2026, 6, 1)


def test_where_nobody_is_billed_any_more_what_ran_ends(cast: Cast, working: Collaboration) -> None:
    assert begin(cast, working, date(2026, 5, 1), recipient="", months=None) is None
    assert history(cast, working) == [("CLIENT", "STANDARD", date(2026, 3, 1), date(2026, 4, 30), "STARTED")]


def test_a_renewal_date_in_the_past_frees_nothing(cast: Cast, working: Collaboration) -> None:
    day = date(2026, 6, 1)
    later = begin(cast, working, day, free_until=date(2026, 9, 1))
    assert later is not None
    assert later.free_until == date(2026, 9, 1)
    at_once = begin(cast, working, day, free_until=day)
    assert at_once is not None
    assert at_once.free_until is None


def finish(cast: Cast, collaboration: Collaboration, at: datetime, by: User) -> None:
    with clock.frozen(at):
        end(collaboration=collaboration, by=by, party=BillingRecipient.FIRM, reason="Slut", at=at)


def test_billing_ends_with_the_collaboration(cast: Cast, working: Collaboration) -> None:
    finish(cast, working, datetime(2026, 8, 14, 9, tzinfo=UTC), cast.eva)
    assert history(cast, working) == [("CLIENT", "STANDARD", date(2026, 3, 1), date(2026, 8, 14), "STARTED")]


def test_billing_ends_on_the_last_day_and_not_the_day_after(cast: Cast, working: Collaboration) -> None:
    last_day = date(2026, 3, 31)
    at = MARCH + timedelta(days=3)
    with clock.frozen(at):
        schedule_end(
            collaboration=working, by=cast.eva, party=BillingRecipient.FIRM, reason="Slut", last_day=last_day, at=at
        )
    assert history(cast, working)[0][3] is None
    with clock.frozen(datetime(2026, 4, 1, 9, tzinfo=UTC)):
        drain_outbox()
    assert history(cast, working)[0][3] == last_day


def test_ending_ends_what_had_not_begun(cast: Cast, working: Collaboration) -> None:
    begin(cast, working, date(2027, 3, 1), recipient="FIRM")
    with cast.seen():
        end_billing(working, last_day=date(2026, 8, 14))
    assert [row[3] for row in history(cast, working)] == [date(2026, 8, 14), date(2027, 2, 28)]


def test_the_database_refuses_two_recipients_on_one_day(cast: Cast, working: Collaboration) -> None:
    with cast.seen():
        row = BillingPeriod.objects.get()
        row.pk, row._state.adding = row._meta.pk.get_default(), True
        row.starts_on = period_end(row.starts_on, 12)
        with pytest.raises(IntegrityError, match="billing_periods_apart"), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.parametrize("statement", ["UPDATE {} SET recipient = 'FIRM'", "DELETE FROM {}"])
def test_nobody_overwrites_who_paid(cast: Cast, working: Collaboration, statement: str) -> None:
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with cast.seen(), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(BillingPeriod._meta.db_table))


def test_another_firm_and_another_company_see_nothing(cast: Cast, working: Collaboration) -> None:
    other = make_cast()
    with other.seen():
        assert not BillingPeriod.unscoped("test").exists()
    for tenant in ({"firm_id": cast.firm.pk}, {"company_id": cast.company.pk}):
        with as_system(reason="test", **tenant):
            assert BillingPeriod.objects.count() == 1


def broken(as_owner: AsOwner) -> int:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM inv_10_billing_follows")
        return int(cursor.fetchone()[0])


def test_the_view_sees_that_the_wrong_one_or_nobody_is_billed(
    cast: Cast, working: Collaboration, as_owner: AsOwner
) -> None:
    assert broken(as_owner) == 0
    with cast.seen():
        Collaboration.objects.update(billing_recipient="FIRM")
    assert broken(as_owner) == 1
    begin(cast, working, date(2026, 4, 1), recipient="FIRM")
    assert broken(as_owner) == 0
    begin(cast, working, date(2026, 4, 1), recipient="")
    assert broken(as_owner) == 1
    with cast.seen():
        Collaboration.objects.update(included_in="EEKONOMI")
    assert broken(as_owner) == 0
    begin(cast, working, date(2026, 4, 1), recipient="FIRM")
    assert broken(as_owner) == 1


def test_the_period_that_runs_follows_the_first_with_the_same_length(cast: Cast, working: Collaboration) -> None:
    first = AgreedPeriod(date(2026, 3, 1), date(2027, 2, 28))
    assert period_of(working, date(2026, 3, 1)) == first
    assert period_of(working, date(2027, 2, 28)) == first
    assert period_of(working, date(2028, 5, 5)) == AgreedPeriod(date(2028, 3, 1), date(2029, 2, 28))
    working.free_until = date(2026, 6, 1)
    assert period_of(working, date(2026, 3, 1)) == AgreedPeriod(date(2026, 6, 1), date(2027, 5, 31))
    working.free_until, working.ended_at = None, datetime(2027, 4, 3, 12, tzinfo=UTC)
    assert period_of(working, date(2030, 1, 1)) == AgreedPeriod(date(2027, 3, 1), date(2027, 4, 3))
    working.period_months = None
    assert period_of(working, date(2030, 1, 1)) is None


def test_what_was_agreed_before_there_were_rows_gets_them(
    cast: Cast, working: Collaboration, as_owner: AsOwner
) -> None:
    over = make_cast()
    with clock.frozen(MARCH):
        ended = over.accept(over.activate(standard_terms()))
        drain_outbox()
    finish(over, ended, datetime(2026, 8, 14, 9, tzinfo=UTC), over.eva)
    make_cast().activate()
    before = (history(cast, working), history(over, ended))
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM collaborations_billingperiod")
        cursor.execute(import_module("collaborations.migrations.0005_billing_periods").FILL)
        cursor.execute("SELECT count(*) FROM collaborations_billingperiod")
        assert cursor.fetchone() == (2,)
    assert (history(cast, working), history(over, ended)) == before
    assert broken(as_owner) == 0
