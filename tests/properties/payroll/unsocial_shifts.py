"""Agreements with unsocial hours, and shifts at any time of day that may lie over each other."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from common.periods import Month
from common.special_days import special_days
from payroll.rules.shifts import Shift, ShiftKind
from payroll.rules.unsocial_bands import MINUTES_A_DAY, Band, Measure, UnsocialHours

DAYS = (("0", "1", "2", "3", "4"), ("5", "6"), ("6", "RED"), ("MAJOR",), ("0", "1", "2", "3", "4", "5", "6"), ("EVE",))
# Not between two and four: the clock shows those hours twice, or not at all, on two nights a year.
CLOCK = [hour * 60 for hour in (0, 1, 5, 6, 7, 12, 16, 18, 20, 22)]
NEAR = (0, 1, 2, 23, 24)
"""Few days, so that shifts often lie over each other."""
spans = st.tuples(st.sampled_from(CLOCK), st.sampled_from(CLOCK)).map(
    lambda found: (found[0], found[1] if found[1] > found[0] else found[1] + MINUTES_A_DAY)
)
rates = st.sampled_from(
    [
        (Measure.PERCENT, Decimal(50)),
        (Measure.PERCENT, Decimal("12.5")),
        (Measure.DIVISOR, Decimal(600)),
        (Measure.DIVISOR, Decimal("94")),
        (Measure.KRONOR, Decimal("25.40")),
    ]
)
bands = st.builds(lambda days, span, rate: Band("", days, *span, *rate), st.sampled_from(DAYS), spans, rates)
unsocial_rules = st.builds(
    UnsocialHours,
    st.just("Avtalet"),
    st.just(date(2024, 1, 1)),
    st.lists(bands, min_size=1, max_size=4).map(tuple),
    by_order=st.booleans(),
    with_overtime=st.booleans(),
)


@st.composite
def shifts(draw: st.DrawFn, month: Month) -> tuple[Shift, ...]:
    """Up to four, worked, overtime or away, with breaks and absence that may be longer than they are."""
    found = []
    for number in range(draw(st.integers(0, 4))):
        day = month.first + timedelta(days=draw(st.sampled_from(NEAR)))
        kind = draw(st.sampled_from([ShiftKind.WORKED, ShiftKind.WORKED, *ShiftKind]))
        pause, away = draw(st.sampled_from([0, 0, 45, 60, 2000])), draw(st.sampled_from([0, 0, 7, 240]))
        found.append(Shift(day, *draw(spans), kind, pause, away, f"shift {number}"))
    return tuple(found)


def special_days_of(month: Month) -> tuple[tuple[date, tuple[str, ...]], ...]:
    """What days of the month are besides weekdays."""
    return tuple((day, tuple(sorted(kinds))) for day, kinds in special_days(month.first, month.last).items())
