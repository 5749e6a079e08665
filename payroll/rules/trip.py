"""The days and nights of a business trip, by the times of leaving and coming home.

A day is half when the trip begins at 12 or later, or ends at 19 or earlier; a night is away from 0 to 6.
12 kap. 7 och 15 §§ inkomstskattelagen (1999:1229).
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from common.values import frozen

NOON, SEVEN_IN_THE_EVENING, SIX_IN_THE_MORNING = time(12), time(19), time(6)
LIMIT_IN_MONTHS = 3


@frozen
class TripDay:
    """One day. `is_half`: half the amount; `is_later`: the work at the place has lasted for three months."""

    day: date
    is_half: bool
    is_later: bool = False


@frozen
class Trip:
    """The days that an allowance is paid for, and how many nights there were."""

    days: tuple[TripDay, ...]
    nights: int

    @property
    def whole_days(self) -> int:
        """Days of the whole amount."""
        return sum(not one.is_half for one in self.days)

    @property
    def half_days(self) -> int:
        """Days of half the amount."""
        return sum(one.is_half for one in self.days)

    @property
    def later_days(self) -> int:
        """Days after three months at the place."""
        return sum(one.is_later for one in self.days)


def trip_of(departure: datetime, homecoming: datetime, since: date | None = None) -> Trip:
    """The trip; `since` is the first day of the work at the place, when it began before this trip."""
    if homecoming <= departure:
        raise ValueError("The trip ends before it begins.")
    limit = months_after(since, LIMIT_IN_MONTHS) if since else date.max
    days = tuple(
        TripDay(day, _is_half(day, departure, homecoming), day >= limit) for day in _days(departure, homecoming)
    )
    return Trip(days, sum(_is_night(day, departure, homecoming) for day in _days(departure, homecoming)))


def months_after(day: date, months: int) -> date:
    """The same day some months later, the last of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days(departure: datetime, homecoming: datetime) -> Iterator[date]:
    for number in range((homecoming.date() - departure.date()).days + 1):
        yield departure.date() + timedelta(days=number)


def _is_half(day: date, departure: datetime, homecoming: datetime) -> bool:
    leaves_late = day == departure.date() and departure.time() >= NOON
    is_home_early = day == homecoming.date() and homecoming.time() <= SEVEN_IN_THE_EVENING
    return leaves_late or is_home_early


def _is_night(day: date, departure: datetime, homecoming: datetime) -> bool:
    """Away from midnight to six of the day."""
    return departure <= datetime.combine(day, time()) and datetime.combine(day, SIX_IN_THE_MORNING) <= homecoming
