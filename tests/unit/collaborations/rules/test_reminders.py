"""When an unanswered request is sent again by itself: after three and ten days, on working days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from collaborations.rules.ages import Age
from collaborations.rules.deliveries import Delivery, delivery
from collaborations.rules.invitations import REMINDER_DAYS, reminder_day
from common.red_days import is_bank_day
from events.rules.effect_states import EffectState


@pytest.mark.parametrize(
    ("requested", "days", "expected"),
    [
        (date(2026, 11, 2), 3, date(2026, 11, 5)),
        (date(2026, 11, 5), 3, date(2026, 11, 9)),
        (date(2026, 11, 4), 10, date(2026, 11, 16)),
        (date(2026, 12, 21), 3, date(2026, 12, 28)),
        (date(2026, 4, 1), 3, date(2026, 4, 7)),
        (date(2026, 5, 28), 10, date(2026, 6, 8)),
    ],
    ids=["a weekday", "a Sunday", "a Saturday", "Christmas", "Easter", "a Sunday after the national day"],
)
def test_a_reminder_on_a_free_day_goes_the_next_working_day(requested: date, days: int, expected: date) -> None:
    assert reminder_day(requested, days) == expected


def test_no_reminder_of_ten_years_falls_on_a_free_day_and_the_second_comes_after_the_first() -> None:
    for number in range(3653):
        first, second = (reminder_day(date(2026, 1, 1) + timedelta(days=number), days) for days in REMINDER_DAYS)
        assert is_bank_day(first)
        assert is_bank_day(second)
        assert first < second


@pytest.mark.parametrize(
    ("effect", "attempts", "bounced", "expected"),
    [
        (EffectState.QUEUED, 0, False, Delivery.QUEUED),
        (EffectState.QUEUED, 2, False, Delivery.FAILED),
        (EffectState.CLAIMED, 1, False, Delivery.QUEUED),
        (EffectState.SENT, 1, False, Delivery.SENT),
        (EffectState.UNKNOWN, 1, False, Delivery.UNKNOWN),
        (EffectState.DEAD, 5, False, Delivery.GIVEN_UP),
        (EffectState.SENT, 1, True, Delivery.BOUNCED),
        (EffectState.DEAD, 1, True, Delivery.BOUNCED),
    ],
)
def test_the_mail_stands_where_its_effect_does_unless_the_address_is_known_not_to_work(
    effect: EffectState, attempts: int, bounced: bool, expected: Delivery
) -> None:
    assert delivery(effect, attempts=attempts, bounced=bounced) is expected


def test_every_effect_state_says_something_about_the_mail() -> None:
    assert {delivery(state, attempts=0, bounced=False) for state in EffectState} < set(Delivery)


def test_an_age_is_within_the_last_days_or_before_them() -> None:
    at = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert Age.LAST_7.span(at) == (datetime(2026, 11, 18, 12, tzinfo=UTC), at)
    assert Age.OVER_30.span(at) == (None, datetime(2026, 10, 26, 12, tzinfo=UTC))
