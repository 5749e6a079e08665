"""What holds for every trip, whatever its times, meals and amounts."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from payroll.catalogue import pay_items
from payroll.rules.expense import VAT_RATES, expense
from payroll.rules.pay_items import GivenLine
from payroll.rules.per_diem import per_diem, per_diem_abroad, trip_in
from payroll.rules.per_diem_rates import domestic_rates, rates_abroad
from payroll.rules.trip import trip_of
from tests.factories.payslip_basis import law, make_basis
from tests.properties.payroll.examples import trips

BASIS, LAW = make_basis(), law()
Details = tuple[tuple[str, str], ...]
amounts = st.integers(1, 1_000).map(lambda kronor: kronor * 100)


@given(trips(), amounts, st.sampled_from(["per_diem", "per_diem_abroad"]))
def test_what_is_paid_for_a_trip_is_free_or_taxed_and_nothing_else(details: Details, amount: int, code: str) -> None:
    line = GivenLine(pay_items()[code].item, Decimal(1), amount, details)
    is_abroad = code == "per_diem_abroad"
    rates = rates_abroad(line.money("normal_amount"), LAW) if is_abroad else domestic_rates(LAW)
    made = (per_diem_abroad if is_abroad else per_diem)(line, BASIS, LAW)
    trip, nights = trip_in(line), int(line.detail("nights"))
    days = trip.whole_days * amount + trip.half_days * (amount // 2)
    free = sum(one.line.amount for one in made if one.item == line.item)
    assert sum(one.line.amount for one in made) == days + nights * (line.money("paid_night") or rates.night)
    assert 0 <= free <= trip.whole_days * rates.whole + trip.half_days * rates.half + nights * rates.night
    assert all(one.line.amount > 0 for one in made)


@given(trips())
def test_nothing_is_taxed_when_what_is_free_is_what_is_paid(details: Details) -> None:
    known = {name: value for name, value in details if name != "paid_night"} | {"distance": "80"}
    line = GivenLine(pay_items()["per_diem"].item, Decimal(1), 0, tuple(sorted(known.items())))
    if trip_in(line).nights:
        assert [one.item.code for one in per_diem(line, BASIS, LAW)] == ["per_diem"]


@given(st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.times(), st.integers(1, 60 * 24 * 60))
def test_a_trip_has_a_day_more_than_its_midnights(day: date, at: time, minutes: int) -> None:
    departure = datetime.combine(day, at)
    homecoming = departure + timedelta(minutes=minutes)
    trip = trip_of(departure, homecoming)
    midnights = (homecoming.date() - departure.date()).days
    assert trip.whole_days + trip.half_days == len(trip.days) == midnights + 1
    assert midnights - 1 <= trip.nights <= midnights + 1
    assert trip.half_days <= 2


@given(st.integers(1, 10_000_000), st.sampled_from(VAT_RATES))
def test_cost_and_vat_are_the_receipt(total: int, rate: int) -> None:
    details = (("cost_account", "5810"), ("vat_rate", str(rate)))
    made = expense(GivenLine(pay_items()["expense"].item, Decimal(1), total, details), BASIS, LAW)
    assert sum(one.line.amount for one in made) == total
    net = made[0].line.amount
    assert abs(net * (100 + rate) - total * 100) <= 100 + rate
