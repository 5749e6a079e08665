"""What is billed for a month: by examples, and by what must hold for any dates and prices."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collaborations.rules.invoicing import Note, Price, PriceUnit, bills_of, rows_of, share_of
from collaborations.rules.payslips_due import Payslips
from collaborations.rules.periods import periods_beginning
from collaborations.rules.pricing import is_settled
from collaborations.rules.stretches import Stretch
from common.periods import Month

NOVEMBER = Month(2026, 11)
RUNNING = Stretch("1", "s", "kund", "ab", "LON_SMART", "STANDARD", "CLIENT", 3, date(2026, 2, 15))


def price(unit: PriceUnit, amount: int, starts_on: date = date(2026, 1, 1), *, vat: int = 25) -> Price:
    return Price("LON_SMART", "STANDARD", unit, amount, vat, starts_on)


def test_an_agreed_period_is_billed_in_the_month_in_which_it_begins() -> None:
    prices = [price(PriceUnit.PERIOD, 90_000)]
    billed = [month for month in range(1, 13) if rows_of(Month(2026, month), [RUNNING], prices)]
    assert billed == [2, 5, 8, 11]
    (row,) = rows_of(NOVEMBER, [RUNNING], prices)
    assert (row.first, row.last, row.amount, row.vat, row.total) == (
        date(2026, 11, 15),
        date(2027, 2, 14),
        90_000,
        22_500,
        112_500,
    )


def test_where_no_period_was_agreed_the_collaboration_is_billed_once() -> None:
    open_ended = replace(RUNNING, months=None)
    prices = [price(PriceUnit.PERIOD, 90_000)]
    assert [month for month in range(1, 13) if rows_of(Month(2026, month), [open_ended], prices)] == [2]


def test_a_month_is_billed_by_its_days() -> None:
    prices = [price(PriceUnit.MONTH, 30_000)]
    assert [row.amount for row in rows_of(NOVEMBER, [RUNNING], prices)] == [30_000]
    begun = replace(RUNNING, first=date(2026, 11, 21))
    assert [row.amount for row in rows_of(NOVEMBER, [begun], prices)] == [10_000]


def test_payslips_are_billed_to_whoever_pays_on_their_payday() -> None:
    ended = replace(RUNNING, last=date(2026, 11, 24))
    follows = replace(RUNNING, key="2", recipient="FIRM", first=date(2026, 11, 25))
    sent = [
        Payslips("ab", "LON_SMART", date(2026, 11, 20), date(2026, 11, 24), 2),
        Payslips("ab", "LON_SMART", date(2026, 11, 20), date(2026, 11, 25), 7),
        Payslips("ab", "LON_SMART", date(2026, 10, 20), date(2026, 10, 23), 100),
        Payslips("annat ab", "LON_SMART", date(2026, 11, 20), date(2026, 11, 25), 100),
        Payslips("ab", "SCANNER", date(2026, 11, 20), date(2026, 11, 25), 100),
    ]
    rows = rows_of(NOVEMBER, [ended, follows], [price(PriceUnit.PAYSLIP, 3_500)], sent)
    assert [(row.stretch.recipient, int(row.quantity), row.amount) for row in rows] == [
        ("CLIENT", 2, 7_000),
        ("FIRM", 7, 24_500),
    ]
    assert [(bill.recipient, bill.client, bill.amount) for bill in bills_of(rows)] == [
        ("FIRM", "", 24_500),
        ("CLIENT", "kund", 7_000),
    ]


@pytest.mark.parametrize(
    ("approved_on", "payday", "billed_in"),
    [
        (date(2026, 11, 20), date(2026, 11, 25), 11),
        (date(2026, 11, 20), date(2026, 12, 22), 12),
        (date(2026, 12, 10), date(2026, 12, 22), 12),  # the collaboration ends before the payday
        (date(2026, 12, 15), date(2027, 1, 25), 12),  # and before its month
        (date(2026, 12, 16), date(2027, 1, 25), None),  # another approved them
        (date(2026, 11, 3), date(2026, 10, 30), 11),  # late, in the first days of the collaboration
        (date(2026, 10, 30), date(2026, 11, 25), None),  # the company approved them before the firm came
    ],
)
def test_payslips_are_billed_where_they_were_approved_no_later_than_in_the_last_month(
    approved_on: date, payday: date, billed_in: int | None
) -> None:
    former = replace(RUNNING, first=date(2026, 11, 2), last=date(2026, 11, 30))
    latter = replace(RUNNING, key="2", recipient="FIRM", first=date(2026, 12, 1), last=date(2026, 12, 15))
    sent = [Payslips("ab", "LON_SMART", approved_on, payday, 5)]
    prices = [price(PriceUnit.PAYSLIP, 3_500)]
    months = [Month(2026, 10), NOVEMBER, Month(2026, 12), Month(2027, 1)]
    billed = [(month.number, row.amount) for month in months for row in rows_of(month, [former, latter], prices, sent)]
    assert billed == ([] if billed_in is None else [(billed_in, 17_500)])


def test_payslips_of_the_day_on_which_a_firm_ends_and_begins_again_are_billed_once() -> None:
    ended = replace(RUNNING, last=date(2026, 11, 10))
    again = replace(RUNNING, key="2", collaboration="ny", first=date(2026, 11, 10))
    sent = [Payslips("ab", "LON_SMART", date(2026, 11, 10), date(2026, 11, 10), 5)]
    (row,) = rows_of(NOVEMBER, [ended, again], [price(PriceUnit.PAYSLIP, 3_500)], sent)
    assert (row.stretch.collaboration, row.amount) == ("ny", 17_500)


def test_before_the_renewal_date_nothing_is_charged_and_the_row_says_why() -> None:
    joined = replace(RUNNING, first=date(2026, 11, 1), free_until=date(2026, 11, 21))
    prices = [price(PriceUnit.PERIOD, 90_000), price(PriceUnit.MONTH, 30_000), price(PriceUnit.PAYSLIP, 3_500)]
    sent = [Payslips("ab", "LON_SMART", date(2026, 11, 16), date(2026, 11, 20), 9)]
    free, period, month = rows_of(NOVEMBER, [joined], prices, sent)
    assert (free.note, free.first, free.last, free.amount) == (
        Note.FREE,
        date(2026, 11, 1),
        date(2026, 11, 20),
        0,
    )
    assert (period.first, period.amount) == (date(2026, 11, 21), 90_000)
    assert month.amount == 10_000
    assert [row.note for row in rows_of(Month(2026, 10), [replace(joined, first=date(2026, 9, 9))], prices)] == [
        Note.FREE
    ]


def test_what_has_no_price_is_named_and_costs_nothing() -> None:
    (row,) = rows_of(NOVEMBER, [RUNNING], [price(PriceUnit.MONTH, 30_000, date(2026, 12, 1))])
    assert (row.note, row.amount, row.total) == (Note.PRICE_MISSING, 0, 0)


def test_of_two_prices_from_the_same_month_the_last_decided_holds() -> None:
    first, corrected = price(PriceUnit.MONTH, 30_000), price(PriceUnit.MONTH, 33_000)
    assert [row.amount for row in rows_of(NOVEMBER, [RUNNING], [first, corrected])] == [33_000]


@pytest.mark.parametrize(
    ("starts_on", "known", "settled"),
    [
        (date(2026, 11, 1), [date(2026, 1, 1)], False),  # this month is not over
        (date(2026, 10, 1), [date(2026, 1, 1)], True),
        (date(2026, 10, 1), [date(2026, 10, 1)], True),
        (date(2026, 10, 1), [date(2026, 11, 1)], False),  # October lacked a price
        (date(2026, 10, 1), [], False),
    ],
)
def test_a_month_that_has_passed_keeps_its_price(starts_on: date, known: list[date], settled: bool) -> None:
    assert is_settled(starts_on, known, NOVEMBER) is settled


def test_when_the_recipient_changes_within_a_period_its_rest_is_taken_back_and_billed_to_the_other() -> None:
    start = date(2026, 11, 1)
    client = replace(RUNNING, first=start, last=date(2026, 12, 31))
    firm = replace(RUNNING, key="2", recipient="FIRM", variant="START", first=date(2027, 1, 1), continues_from=start)
    never = replace(firm, key="3", last=client.last)  # another took its place before it began
    prices = [price(PriceUnit.PERIOD, 92_000), replace(price(PriceUnit.PERIOD, 46_000), variant="START")]
    told = [
        [
            (row.stretch.recipient, row.first, row.last, row.amount)
            for row in rows_of(month, [client, never, firm], prices)
        ]
        for month in (Month(2026, 11), Month(2026, 12), Month(2027, 1), Month(2027, 2))
    ]
    assert told == [
        [("CLIENT", start, date(2027, 1, 31), 92_000)],
        [],
        [
            ("CLIENT", date(2027, 1, 1), date(2027, 1, 31), -31_000),
            ("FIRM", date(2027, 1, 1), date(2027, 1, 31), 15_500),
        ],
        [("FIRM", date(2027, 2, 1), date(2027, 4, 30), 46_000)],
    ]


DAYS = st.dates(date(2025, 6, 1), date(2028, 6, 30))
MONTHS = st.builds(Month, st.integers(2025, 2028), st.integers(1, 12))
UNITS = st.sampled_from(list(PriceUnit))
FIRST_DAYS = st.builds(date, st.integers(2025, 2028), st.integers(1, 12), st.just(1))
PRICES = st.lists(
    st.builds(
        Price,
        st.just("LON_SMART"),
        st.sampled_from(["STANDARD", "START"]),
        UNITS,
        st.integers(0, 10_000_000),
        st.sampled_from([0, 6, 12, 25]),
        FIRST_DAYS,
    ),
    max_size=6,
)
SENT = st.lists(st.builds(Payslips, st.just("ab"), st.just("LON_SMART"), DAYS, DAYS, st.integers(1, 90)), max_size=6)


@st.composite
def histories(draw: st.DrawFn) -> list[Stretch]:
    """Stretches that follow each other, as the database keeps them, the last one open or not."""
    days = sorted(draw(st.sets(DAYS, min_size=1, max_size=5)))
    months = draw(st.sampled_from([3, 12, None]))
    goes_on = draw(st.booleans())
    ends = [day - timedelta(days=1) for day in days[1:]] + [draw(st.none() | st.just(days[-1]))]
    return [
        Stretch(
            str(number),
            "s",
            draw(st.sampled_from(["a", "b"])),
            "ab",
            "LON_SMART",
            draw(st.sampled_from(["STANDARD", "START"])),
            draw(st.sampled_from(["FIRM", "CLIENT"])),
            months,
            first,
            last,
            None if goes_on else draw(st.none() | DAYS),
            days[0] if goes_on and number else None,
        )
        for number, (first, last) in enumerate(zip(days, ends, strict=True))
    ]


@given(MONTHS, histories(), PRICES, SENT)
def test_the_sum_of_each_recipient_is_the_sum_of_its_rows(
    month: Month, stretches: list[Stretch], prices: list[Price], sent: list[Payslips]
) -> None:
    rows = rows_of(month, stretches, prices, sent)
    bills = bills_of(rows)
    assert sorted(map(id, rows)) == sorted(id(row) for bill in bills for row in bill.rows)
    assert sum(bill.amount for bill in bills) == sum(row.amount for row in rows)
    assert all(bill.total == bill.amount + bill.vat for bill in bills)
    assert all(row.stretch.recipient == bill.recipient for bill in bills for row in bill.rows)
    assert all(row.amount == 0 for row in rows if row.note)


@given(MONTHS, histories(), PRICES, SENT, UNITS, st.integers(0, 10_000_000))
def test_a_later_price_never_changes_an_earlier_month(
    month: Month, stretches: list[Stretch], prices: list[Price], sent: list[Payslips], unit: PriceUnit, amount: int
) -> None:
    later = price(unit, amount, month.next.first)
    assert rows_of(month, stretches, [*prices, later], sent) == rows_of(month, stretches, prices, sent)


@given(MONTHS, histories(), PRICES, SENT)
def test_what_begins_or_ends_later_never_changes_an_earlier_month(
    month: Month, stretches: list[Stretch], prices: list[Price], sent: list[Payslips]
) -> None:
    def told(seen: list[Stretch]) -> list[tuple[object, ...]]:
        rows = rows_of(month, seen, prices, sent)
        return [(row.stretch.key, row.unit, row.first, row.last, row.quantity, row.amount, row.note) for row in rows]

    known = [one for one in stretches if one.first <= month.last]
    as_it_was = [replace(one, last=None) if one.last and one.last > month.last else one for one in known]
    assert told(as_it_was) == told(stretches)


@given(MONTHS, st.integers(0, 10_000_000), st.data())
def test_a_month_split_between_recipients_comes_to_the_whole_price(
    month: Month, amount: int, data: st.DataObject
) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(2, month.days), max_size=6)))
    firsts = [1, *cuts]
    lasts = [*(day - 1 for day in cuts), month.days]
    parts = [
        share_of(amount, month.first.replace(day=first), month.first.replace(day=last), month)
        for first, last in zip(firsts, lasts, strict=True)
    ]
    assert sum(parts) == amount
    assert all(0 <= part <= amount for part in parts)


@given(histories(), SENT)
def test_no_payslip_is_billed_twice_and_none_is_lost(stretches: list[Stretch], sent: list[Payslips]) -> None:
    unit_price = [
        Price("LON_SMART", variant, PriceUnit.PAYSLIP, 1, 0, date(2025, 1, 1)) for variant in ("STANDARD", "START")
    ]
    months = [Month(year, number) for year in range(2025, 2029) for number in range(1, 13)]
    billed = sum(row.amount for month in months for row in rows_of(month, stretches, unit_price, sent))
    begun, ended = stretches[0].first, stretches[-1].last or date.max
    approved_then = [one for one in sent if begun <= one.approved_on <= ended]
    days = [(min(max(one.payday, begun), ended), one.number) for one in approved_then]
    charged = [(one.charged_from, one.last or date.max) for one in stretches]
    assert billed == sum(number for day, number in days if any(first <= day <= last for first, last in charged))


@given(histories(), st.integers(0, 10_000_000))
def test_however_an_agreed_period_is_split_it_comes_to_its_price(stretches: list[Stretch], amount: int) -> None:
    start, months_each = stretches[0].first, stretches[0].months or 3
    stretches = [
        replace(one, months=months_each, free_until=None, continues_from=start if number else None)
        for number, one in enumerate(stretches)
    ]
    prices = [
        Price("LON_SMART", variant, PriceUnit.PERIOD, amount, 0, date(2025, 1, 1)) for variant in ("STANDARD", "START")
    ]
    months = [Month(year, number) for year in range(2025, 2029) for number in range(1, 13)]
    billed = sum(row.amount for month in months for row in rows_of(month, stretches, prices))
    begun = periods_beginning(start, months_each, start, stretches[-1].last or date(2028, 12, 31))
    assert billed == amount * len(begun)
