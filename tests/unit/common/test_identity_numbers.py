"""Numbers of people and companies, as people paste them."""

from datetime import date

import pytest

from common.identity_numbers import (
    BornInFuture,
    InvalidFormat,
    SoleTrader,
    WrongCheckDigit,
    parse_corporate_identity_number,
    parse_personal_identity_number,
)
from tests.factories.test_numbers import COORDINATION, EVERY_NUMBER, ORDINARY

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize("number", EVERY_NUMBER)
def test_every_official_test_number_is_accepted(number: str) -> None:
    parsed = parse_personal_identity_number(number, today=TODAY)
    assert parsed.digits == number
    assert parsed.is_coordination_number == (number in COORDINATION)
    assert parsed.birth_date.year == int(number[:4])


@pytest.mark.parametrize("separator", ["-", "", " ", "\u2013", "\u2014", "\u2212", "\u2011", " \u2013 ", "+", "\u00a0"])
def test_any_separator_is_accepted(separator: str) -> None:
    number = ORDINARY[0]
    assert parse_personal_identity_number(number[:8] + separator + number[8:], today=TODAY).digits == number


def test_ten_digits_are_of_the_younger_of_two_centuries_unless_there_is_a_plus() -> None:
    short = ORDINARY[0][2:]
    assert parse_personal_identity_number(short, today=TODAY).birth_date.year == 1961
    assert parse_personal_identity_number(short[:6] + "+" + short[6:], today=TODAY).birth_date.year == 1861
    assert parse_personal_identity_number(short, today=date(2061, 12, 31)).birth_date.year == 2061


def test_someone_born_tomorrow_is_refused_and_today_accepted() -> None:
    number, born = "198501032380", date(1985, 1, 3)
    assert parse_personal_identity_number(number, today=born).birth_date == born
    with pytest.raises(BornInFuture):
        parse_personal_identity_number(number, today=date(1985, 1, 2))
    with pytest.raises(BornInFuture):
        parse_personal_identity_number("20850103-2380", today=TODAY)


# Official test numbers too: no day, no month, no such day in the month.
@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("198706602391", date(1987, 6, 1)),
        ("192200902399", date(1922, 1, 30)),
        ("195202912381", date(1952, 2, 29)),
        ("201302892383", date(2013, 2, 28)),
    ],
)
def test_a_coordination_number_with_unknown_parts_keeps_its_year(number: str, born: date) -> None:
    assert parse_personal_identity_number(number, today=TODAY).birth_date == born


WRONG = ("198706602390", "198713602391", "198706922390", "198700012391", ORDINARY[0][:-1] + "0")


@pytest.mark.parametrize("number", WRONG)
def test_a_number_that_does_not_exist_is_refused(number: str) -> None:
    with pytest.raises(WrongCheckDigit):
        parse_personal_identity_number(number, today=TODAY)


@pytest.mark.parametrize("text", ["", "1961", "19610716_2791", "1961071627911", "\u0661961107162791"[:12], "hej"])
def test_what_looks_like_no_number_is_refused_by_its_form(text: str) -> None:
    with pytest.raises(InvalidFormat):
        parse_personal_identity_number(text, today=TODAY)


@pytest.mark.parametrize("text", ["556036-0793", "5560360793", "556036\u20130793", " 556036 0793 ", "16556036-0793"])
def test_a_corporate_number_is_accepted_as_pasted(text: str) -> None:
    assert parse_corporate_identity_number(text) == "5560360793"


@pytest.mark.parametrize("number", [ORDINARY[0], ORDINARY[0][2:], f"{ORDINARY[0][2:8]}-{ORDINARY[0][8:]}"])
def test_the_number_of_a_sole_trader_is_told_apart(number: str) -> None:
    with pytest.raises(SoleTrader):
        parse_corporate_identity_number(number)
