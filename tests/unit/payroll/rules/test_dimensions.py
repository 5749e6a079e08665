"""Cost centres and projects: what a payslip costs is divided to the öre, and nothing goes missing on the way."""

from dataclasses import replace
from decimal import Decimal

from common.money import split_by_largest_remainder
from employment.rules.cost_splits import Share
from payroll.rules.accounts import Accounts
from payroll.rules.basis import PayForm, PayslipBasis
from payroll.rules.canonical import fingerprint_of
from payroll.rules.dimensions import NOWHERE, Dimensions, divided, weights_of, weights_of_contributions
from payroll.rules.journal import JournalLine, journal, moves
from payroll.rules.payslip import ENGINE_VERSION, calculate_payslip
from payroll.rules.vacation_liability import Owed, change_journal
from tests.factories.given import given
from tests.factories.payslip_basis import SIDE_INCOME, hourly, law, make_basis, monthly

SHOP, PROJECT = Share(Decimal(60), "100"), Share(Decimal(40), "200", "P1")


def booked(basis: PayslipBasis) -> dict[tuple[str, str, str], int]:
    slips = [(PayForm.MONTHLY, calculate_payslip(basis, law()))]
    lines = journal(slips, moves(slips))
    by_account: dict[str, int] = {}
    for line in lines:
        by_account[line.account] = by_account.get(line.account, 0) + line.amount
    assert {account: amount for account, amount in by_account.items() if amount} == {
        line.account: line.amount for line in journal(slips)
    }
    return {(line.account, line.cost_centre, line.project): line.amount for line in lines}


def test_what_is_left_of_a_division_goes_to_the_parts_that_lost_most() -> None:
    assert split_by_largest_remainder(100, [3333, 3333, 3334]) == [33, 33, 34]
    assert split_by_largest_remainder(101, [1, 1]) == [51, 50]
    assert split_by_largest_remainder(-101, [1, 1]) == [-51, -50]
    assert split_by_largest_remainder(5, [0, 1, 9]) == [0, 1, 4]


def test_the_order_of_shares_does_not_matter() -> None:
    one_way, other_way = weights_of((SHOP, PROJECT)), weights_of((PROJECT, SHOP))
    assert divided(101, one_way) == divided(101, other_way)


def test_pay_and_contributions_follow_the_split_and_debts_have_no_dimension() -> None:
    """9,000 of side income: 60 % and 40 % of 9,000 and of 2,827.80."""
    assert booked(make_basis(monthly(9_000), tax=SIDE_INCOME, shares=(SHOP, PROJECT))) == {
        ("2710", "", ""): -270_000,
        ("2731", "", ""): -282_700,
        ("2821", "", ""): -630_000,
        ("3740", "", ""): -80,
        ("7210", "100", ""): 540_000,
        ("7210", "200", "P1"): 360_000,
        ("7510", "100", ""): 169_668,
        ("7510", "200", "P1"): 113_112,
    }


def test_a_lines_own_project_goes_before_that_of_the_split_and_leaves_the_cost_centre() -> None:
    bonus = replace(given("bonus", 1_000), project="P9")
    found = booked(make_basis(monthly(9_000), tax=SIDE_INCOME, shares=(SHOP, PROJECT), given=(bonus,)))
    assert {place: amount for place, amount in found.items() if place[2] == "P9"} == {
        ("7210", "100", "P9"): 60_000,
        ("7210", "200", "P9"): 40_000,
        # 3,142 of contributions for a tenth of the pay.
        ("7510", "100", "P9"): 18_852,
        ("7510", "200", "P9"): 12_568,
    }


def test_without_a_split_a_line_of_its_own_takes_its_contributions_along() -> None:
    bonus = replace(given("bonus", 1_000), cost_centre="300")
    found = booked(make_basis(monthly(9_000), tax=SIDE_INCOME, given=(bonus,)))
    assert found["7210", "300", ""] == 100_000
    assert found["7210", "", ""] == 900_000
    assert (found["7510", "300", ""], found["7510", "", ""]) == (31_420, 282_780)
    twice = booked(make_basis(monthly(9_000), tax=SIDE_INCOME, given=(bonus, bonus)))
    assert (twice["7510", "300", ""], twice["7510", "", ""]) == (62_840, 282_780)


def test_a_benefit_is_nothing_in_the_end_wherever_it_belongs() -> None:
    housing = replace(given("other_benefit", 1_000), cost_centre="300")
    found = booked(make_basis(monthly(9_000), tax=SIDE_INCOME, given=(housing,), shares=(SHOP, PROJECT)))
    assert sum(amount for (account, centre, _), amount in found.items() if centre == "300" and account != "7510") == 0
    assert (found["7399", "300", ""], found["7399", "300", "P1"]) == (-60_000, -40_000)


def test_the_tax_on_premiums_follows_the_premiums() -> None:
    premium = replace(given("pension_premium", 1_000), cost_centre="300")
    found = booked(make_basis(monthly(9_000), tax=SIDE_INCOME, given=(premium,)))
    assert found["7533", "300", ""] == 24_260
    assert ("7533", "", "") not in found


def test_where_a_line_takes_more_than_there_is_contributions_follow_the_split() -> None:
    less = replace(given("gross_deduction", 2_000), cost_centre="300")
    found = booked(make_basis(monthly(9_000), tax=SIDE_INCOME, given=(less,), shares=(SHOP, PROJECT)))
    assert (found["7210", "300", ""], found["7210", "300", "P1"]) == (-120_000, -80_000)
    assert not [place for place in found if place[:2] == ("7510", "300")]
    # 2,199.40 on the 7,000 that are left.
    assert (found["7510", "100", ""], found["7510", "200", "P1"]) == (131_964, 87_976)


def test_shares_of_one_place_are_taken_together_whoever_gives_it() -> None:
    assert weights_of((SHOP, PROJECT), Dimensions("300", "P9")) == {Dimensions("300", "P9"): 10_000}
    assert weights_of((SHOP, PROJECT), Dimensions("300")) == {Dimensions("300"): 6_000, Dimensions("300", "P1"): 4_000}


def test_a_place_that_comes_to_nothing_is_left_alone_and_the_others_keep_their_contributions() -> None:
    to_and_fro = (
        replace(given("bonus", 1_000), cost_centre="300"),
        replace(given("gross_deduction", 1_000), cost_centre="300"),
    )
    found = booked(make_basis(monthly(9_000), tax=SIDE_INCOME, given=to_and_fro))
    assert found["7510", "", ""] == 282_780
    assert ("7510", "300", "") not in found
    bonus = replace(given("bonus", 1_000), cost_centre="400")
    others = booked(make_basis(monthly(9_000), tax=SIDE_INCOME, given=(*to_and_fro, bonus)))
    assert (others["7510", "400", ""], others["7510", "", ""]) == (31_420, 282_780)
    split = booked(make_basis(monthly(9_000), tax=SIDE_INCOME, given=to_and_fro, shares=(SHOP, PROJECT)))
    assert (split["7510", "100", ""], split["7510", "200", "P1"]) == (169_668, 113_112)


def test_where_the_taxed_pay_comes_to_nothing_contributions_follow_the_split() -> None:
    to_and_fro = tuple(replace(given(item, 1_000), cost_centre="300") for item in ("bonus", "gross_deduction"))
    nothing = calculate_payslip(make_basis(hourly(100), given=to_and_fro, shares=(SHOP, PROJECT)), law())
    assert nothing.taxable_pay == 0
    assert weights_of_contributions(nothing) == weights_of((SHOP, PROJECT))


def test_parts_lie_on_the_companys_own_accounts() -> None:
    accounts = Accounts((("7210", "7220"), ("7290", "7295"), ("7510", "7511")))
    slips = [(PayForm.MONTHLY, calculate_payslip(make_basis(monthly(9_000), shares=(SHOP, PROJECT)), law()))]
    assert {line.account for line in moves(slips, accounts)} == {"7220", "7511"}
    now = [JournalLine("7290", 10_000, "100")]
    lines = change_journal(Owed(0), Owed(10_000), (), now, accounts)
    assert lines == [JournalLine("2920", -10_000), JournalLine("7295", 10_000, "100")]


def test_what_has_no_dimension_is_as_it_always_was() -> None:
    basis = make_basis(monthly(9_000), tax=SIDE_INCOME, given=(given("bonus", 1_000),))
    result = calculate_payslip(basis, law())
    assert moves([(PayForm.MONTHLY, result)]) == []
    assert weights_of(()) == {NOWHERE: 1}
    plain = fingerprint_of(basis, law(), ENGINE_VERSION)
    assert fingerprint_of(replace(basis, shares=(SHOP, PROJECT)), law(), ENGINE_VERSION) != plain
    named = (replace(basis.given[0], project="P1"),)
    assert fingerprint_of(replace(basis, given=named), law(), ENGINE_VERSION) != plain


def test_the_change_of_the_vacation_debt_moves_with_the_split() -> None:
    """100 of debt lay with the shop; now 150 of 200 lie there, and 50 with a project."""
    was = [JournalLine("7290", 10_000, "100")]
    now = [JournalLine("7290", 15_000, "100"), JournalLine("7290", 5_000, "", "P1")]
    lines = change_journal(Owed(10_000), Owed(20_000), was, now)
    assert lines == [
        JournalLine("2920", -10_000),
        JournalLine("7290", 5_000, "", "P1"),
        JournalLine("7290", 5_000, "100"),
    ]
    assert change_journal(Owed(10_000), Owed(10_000), was, was) == []
    assert Dimensions(*("100", "")) == Dimensions("100")
