"""Vacation with a monthly salary: pay goes on, with a supplement for each day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from common.periods import Month
from payroll.rules.basis import Agreement, Kind, NewVacationYear, VacationAtHand, VacationPayout
from payroll.rules.payslip import calculate_payslip
from payroll.rules.vacation import (
    VacationPayMissing,
    days_before_turn,
    days_left_after,
    supplements_at_once,
    vacation_days,
    vacation_lines,
    vacation_supplement,
)
from payroll.rules.vacation_order import DayKind, take_over_turn
from tests.factories.explained import why
from tests.factories.payslip_basis import hourly, law, make_basis, monthly, october, registered, seen


def test_a_day_is_0_43_per_cent_of_the_salary() -> None:
    """E2, verksamt.se: 86 kronor a day on 20,000 a month."""
    basis = make_basis(monthly(20_000), registrations=registered(Kind.VACATION, october(5)))
    (line,) = vacation_supplement(basis)
    assert seen(line.quantity, line.rate, line.amount) == (1, 8_600, 8_600)
    assert line.explanation.formula == "1 × 20000 × 0.43 % = 86.00"
    assert [(one.name, one.value) for one in line.explanation.inputs] == [
        ("monthly_salary", "2000000"),
        ("vacation_supplement_rate", "0.43"),
    ]


def test_an_agreement_can_give_more() -> None:
    """E11, foretagslon.nu: 36,000 a month, 25 days at 0.8 % are 7,200."""
    days = [day for day in (date(2026, 10, number) for number in range(1, 32)) if day.weekday() < 5]
    days += [date(2026, 11, number) for number in (2, 3, 4)]
    agreement = Agreement(vacation_supplement_rate=Decimal("0.008"))
    basis = make_basis(monthly(36_000), registrations=registered(Kind.VACATION, days), agreement=agreement)
    (line,) = vacation_supplement(basis)
    assert seen(line.quantity, line.amount) == (25, 720_000)
    assert vacation_days(basis) == 25


def test_a_raise_during_the_vacation_gives_each_day_its_own_supplement() -> None:
    terms = monthly(30_000, ends_on=date(2026, 10, 6)), monthly(40_000, starts_on=date(2026, 10, 7))
    lines = vacation_supplement(make_basis(*terms, registrations=registered(Kind.VACATION, october(5, 6, 7))))
    assert [seen(line.quantity, line.amount) for line in lines] == [(2, 25_800), (1, 17_200)]


def test_two_registrations_on_a_day_are_one_day() -> None:
    twice = (*registered(Kind.VACATION, october(5), 240), *registered(Kind.VACATION, october(5), 241))
    (line,) = vacation_supplement(make_basis(registrations=twice))
    assert seen(line.quantity, vacation_days(make_basis(registrations=twice))) == (1, 1)


def test_the_hourly_paid_have_had_their_vacation_pay_already() -> None:
    basis = make_basis(hourly(150), registrations=registered(Kind.VACATION, october(5)))
    assert vacation_supplement(basis) == []
    assert vacation_days(basis) == 1


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.VACATION])
def test_nothing_else_takes_vacation_days(kind: Kind) -> None:
    basis = make_basis(registrations=registered(kind, october(5)))
    assert seen(vacation_supplement(basis), vacation_days(basis)) == ([], 0)


def test_days_left_are_the_paid_and_the_saved_ones_that_were_not_taken() -> None:
    kinds = ((DayKind.PAID, Decimal(2)), (DayKind.SAVED, Decimal(4)), (DayKind.UNPAID, Decimal(5)))
    account = VacationAtHand(kinds, Decimal("0.046"))
    taken = registered(Kind.VACATION, october(5, 6, 7))
    assert days_left_after(make_basis(vacation=account)) == 6
    assert days_left_after(make_basis(vacation=account, registrations=taken)) == 3
    paid_alone = VacationAtHand(((DayKind.PAID, Decimal(5)),), Decimal("0.046"))
    assert days_left_after(make_basis(vacation=paid_alone, registrations=taken)) == 2
    assert days_left_after(make_basis(vacation=VacationAtHand((), Decimal("0.046")))) == 0


def test_without_an_account_days_left_are_those_of_the_terms_less_the_ones_taken() -> None:
    taken = registered(Kind.VACATION, october(5, 6, 7))
    assert days_left_after(make_basis(vacation_days_left=Decimal(25), registrations=taken)) == 22


def test_the_percentage_rule_pays_what_a_day_gives_and_takes_the_day_from_the_salary() -> None:
    kinds = ((DayKind.PAID, Decimal(5)),)
    account = VacationAtHand(kinds, Decimal("0.046"), percentage_day_pay=150_050)
    basis = make_basis(monthly(30_000), registrations=registered(Kind.VACATION, october(5, 6)), vacation=account)
    found = {line.pay_item: line.amount for line in vacation_lines(basis)}
    assert found == {"vacation_pay": 300_100, "vacation_day_deduction": -276_000}


def test_a_day_by_the_percentage_rule_without_a_value_stops_the_payslip_by_name() -> None:
    account = VacationAtHand(((DayKind.PAID, Decimal(5)),), Decimal("0.046"), percentage_day_pay=0)
    taken = registered(Kind.VACATION, october(5))
    with pytest.raises(VacationPayMissing, match="li-sund"):
        vacation_lines(make_basis(registrations=taken, vacation=account))
    assert vacation_lines(make_basis(vacation=account)) == []


def test_days_paid_in_money_are_so_many_days() -> None:
    payouts = VacationPayout(Decimal(3), 470_000, "3 × 1620.00 − 160.00"), VacationPayout(Decimal(0), 0, "0")
    (line,) = vacation_lines(make_basis(vacation=VacationAtHand((), Decimal("0.046"), payouts=payouts)))
    assert (line.unit, line.amount) == ("DAYS", 470_000)
    assert why(line.explanation).splitlines() == [
        "vacation_compensation by vacation_act.compensation",
        "3 × 1620.00 − 160.00 = 4700.00",
        "vacation_days_paid_out = 3 COUNT",
    ]


def test_without_an_account_every_day_that_is_taken_is_a_paid_one() -> None:
    assert vacation_days(make_basis(registrations=registered(Kind.VACATION, october(5, 6)))) == 2
    assert vacation_days(make_basis()) == 0


def test_days_over_the_turn_of_the_year_are_taken_from_the_year_that_each_lies_in() -> None:
    old, beyond, new = take_over_turn(
        Decimal(4), Decimal(3), {DayKind.PAID: Decimal(1), DayKind.SAVED: Decimal(2)}, {DayKind.PAID: Decimal(3)}
    )
    assert seen(old.days, beyond.days) == ({DayKind.PAID: 1, DayKind.SAVED: 2}, {DayKind.PAID: 1})
    assert seen(new.days, new.beyond) == ({DayKind.PAID: 2}, 1)
    *_others, last = take_over_turn(Decimal(0), Decimal(2), {DayKind.PAID: Decimal(9), DayKind.SAVED: Decimal(1)}, {})
    assert seen(last.days, last.beyond) == ({DayKind.SAVED: 1}, 1)


def test_each_year_pays_its_own_days_and_what_is_left_is_of_the_new_one() -> None:
    kinds, turn = ((DayKind.PAID, Decimal(1)), (DayKind.SAVED, Decimal(1))), date(2026, 10, 7)
    new = NewVacationYear(((DayKind.PAID, Decimal(25)),), percentage_day_pay=200_000)
    account = VacationAtHand(kinds, Decimal("0.046"), percentage_day_pay=150_050, new_year=new)
    basis = make_basis(registrations=registered(Kind.VACATION, october(6, 7, 8)), vacation=account, vacation_turn=turn)
    paid = [line for line in vacation_lines(basis) if line.pay_item == "vacation_pay"]
    assert [seen(line.quantity, line.amount) for line in paid] == [(1, 150_050), (2, 400_000)]
    assert seen(days_before_turn(basis), days_left_after(basis)) == (1, 24)
    payslip = calculate_payslip(basis, law())
    assert seen(payslip.vacation_days_before_turn, payslip.vacation_days_taken) == (1, 3)
    unknown = replace(basis, vacation=replace(account, new_year=replace(new, percentage_day_pay=0)))
    with pytest.raises(VacationPayMissing):
        vacation_lines(unknown)
    assumed = replace(basis, vacation=None, vacation_days_left=Decimal(25))
    assert seen(days_before_turn(assumed), days_left_after(assumed)) == (1, 23)


@pytest.mark.parametrize(
    ("at_hand", "of_new_year", "away", "with_pay", "left"),
    [
        ({DayKind.PAID: 1, DayKind.SAVED: 1}, 25, (5, 6, 7, 8), 4, 23),  # all of the old year, and two of the new
        ({DayKind.PAID: 1, DayKind.SAVED: 2}, 25, (5, 6, 7, 8), 4, 24),  # one saved day is left
        ({DayKind.PAID: 1}, 25, (5, 6, 7), 3, 23),  # the second day is taken of the new year already
        ({DayKind.PAID: 1}, 0, (7,), 0, 0),  # what is left of the old year ends with it
        ({DayKind.SAVED: 1}, 0, (7, 8), 1, 0),
    ],
)
def test_on_each_side_of_the_turn_days_have_pay_as_far_as_they_reach(
    at_hand: dict[DayKind, int], of_new_year: int, away: tuple[int, ...], with_pay: int, left: int
) -> None:
    new = NewVacationYear(((DayKind.PAID, Decimal(of_new_year)),))
    kinds = tuple((kind, Decimal(number)) for kind, number in at_hand.items())
    basis = make_basis(
        registrations=registered(Kind.VACATION, october(*away)),
        vacation=VacationAtHand(kinds, Decimal("0.046"), new_year=new),
        vacation_turn=date(2026, 10, 7),
    )
    assert sum(line.quantity for line in vacation_supplement(basis)) == with_pay
    assert days_left_after(basis) == left


def test_a_turn_beyond_which_nothing_is_known_leaves_all_days_to_the_year_that_is() -> None:
    known = VacationAtHand(((DayKind.PAID, Decimal(2)),), Decimal("0.046"), variable_day_pay=10_000)
    basis = make_basis(
        registrations=registered(Kind.VACATION, october(6, 7, 8)), vacation=known, vacation_turn=date(2026, 10, 7)
    )
    paid = {line.pay_item: line.quantity for line in vacation_lines(basis)}
    assert seen(paid["vacation_supplement"], paid["vacation_variable_pay"]) == (2, 2)
    assert seen(paid["unpaid_vacation_deduction"], days_left_after(basis)) == (1, 0)


@pytest.mark.parametrize(("number", "taxed_apart"), [(20, []), (21, [21 * 15_050])])
def test_more_than_twenty_supplements_at_once_are_a_one_off_amount(number: int, taxed_apart: list[int]) -> None:
    """payroll-rules.md 2.1 (FAR): all of them, not those beyond twenty."""
    days = [day for day in (date(2026, 7, one) for one in range(1, 32)) if day.weekday() < 5][:number]
    basis = make_basis(monthly(35_000), reported=Month(2026, 7), registrations=registered(Kind.VACATION, days))
    lines = calculate_payslip(basis, law()).lines
    inputs = [one for line in lines if line.pay_item == "one_off_tax" for one in line.explanation.inputs]
    assert [int(one.value) for one in inputs if one.name == "one_off_amount"] == taxed_apart
    assert supplements_at_once(lines, law()) == sum(taxed_apart)
