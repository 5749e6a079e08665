"""A company's own accounts: which numbers may stand in the place of which, and where they end up."""

from dataclasses import replace

import pytest

from common.periods import Month
from payroll.account_wording import ACCOUNTS, HEADINGS, account_name, refusal_of
from payroll.catalogue import pay_items
from payroll.given import item_of
from payroll.models import PayItem
from payroll.rules.accounts import (
    STANDARD,
    USES,
    WAGES_PAYABLE,
    Accounts,
    Problem,
    problem_of,
    sharing_net_pay,
)
from payroll.rules.basis import PayForm
from payroll.rules.canonical import fingerprint_of
from payroll.rules.journal import journal
from payroll.rules.payslip import ENGINE_VERSION, calculate_payslip
from payroll.rules.vacation_liability import Owed, change_journal
from tests.factories.given import given
from tests.factories.payslip_basis import SIDE_INCOME, law, make_basis, monthly

OWN = Accounts.of_company(
    {"7210": "7220", "2821": "2890", "7510": "7511", "2731": "2730", "7533": "7534", "2710": "2710"}
)


def test_the_page_has_every_account_of_the_rules_and_the_register_once_and_names_it() -> None:
    numbers = [number for one in USES.values() for number in one]
    assert len(numbers) == len(set(numbers)) and set(USES) == set(HEADINGS)
    assert {one.item.account for one in pay_items().values()} - {""} <= set(numbers) <= set(ACCOUNTS)


@pytest.mark.parametrize(
    ("standard", "number", "problem"),
    [
        ("7210", "7220", None),
        ("7210", "4010", None),
        ("7210", "722", Problem.NOT_AN_ACCOUNT),
        ("7210", "72200", Problem.NOT_AN_ACCOUNT),
        ("7210", "72a0", Problem.NOT_AN_ACCOUNT),
        ("7210", "７２２０", Problem.NOT_AN_ACCOUNT),
        ("7210", "9210", Problem.NOT_AN_ACCOUNT),
        ("7210", "0210", Problem.NOT_AN_ACCOUNT),
        ("7210", "2821", Problem.WRONG_KIND),
        ("7210", "3010", Problem.WRONG_KIND),
        ("2710", "2719", None),
        ("2710", "7210", Problem.WRONG_KIND),
        ("2821", "1930", None),
        ("2821", "7210", Problem.WRONG_KIND),
        ("1610", "1619", None),
        ("1610", "2821", Problem.WRONG_KIND),
        ("3740", "3741", None),
        ("3740", "3010", Problem.WRONG_KIND),
        ("7399", "3990", None),
        ("7399", "2990", Problem.WRONG_KIND),
    ],
)
def test_a_number_begins_as_the_kind_of_account_does(standard: str, number: str, problem: Problem | None) -> None:
    assert problem_of(standard, number) == problem
    assert problem is None or refusal_of(problem, standard)


def test_only_what_differs_is_the_companys_own() -> None:
    assert (OWN.of("7210"), OWN.of("2710"), OWN.of("")) == ("7220", "2710", "")
    assert "2710" not in dict(OWN.own) and bool(OWN) and not STANDARD


def test_nothing_else_is_posted_where_the_net_pay_is() -> None:
    assert sharing_net_pay(OWN) is None
    assert sharing_net_pay(Accounts.of_company({"2790": "2821"})) == "2790"
    assert sharing_net_pay(Accounts.of_company({WAGES_PAYABLE: "2750"})) == "2750"


def test_the_journal_has_the_companys_numbers_and_the_lines_of_rules_too() -> None:
    """A premium of 1 000 with its tax, and a benefit of 500."""
    lines = tuple(
        replace(one, item=item_of(one.item.code, None, OWN))
        for one in (given("pension_premium", 1_000), given("other_benefit", 500))
    )
    basis = make_basis(monthly(9_000), tax=SIDE_INCOME, given=lines)
    plain, own = (calculate_payslip(replace(basis, accounts=one), law()) for one in (STANDARD, OWN))
    before = {line.account: line.amount for line in journal([(PayForm.MONTHLY, plain)])}
    after = {line.account: line.amount for line in journal([(PayForm.MONTHLY, own)], accounts=OWN)}
    assert after == {OWN.of(number): amount for number, amount in before.items()}
    assert after["7534"] == 24_260 and after["2890"] == -own.net_pay


def test_what_a_company_names_itself_is_never_put_elsewhere() -> None:
    copy = PayItem(name="Bonus", account="7210")
    assert item_of("bonus", copy, OWN).account == "7210"
    assert item_of("mileage_own_car", PayItem(name="Bil"), Accounts((("7331", "7335"),))).account == "7335"


def test_a_split_line_has_the_companys_account_on_the_part_that_the_rule_made() -> None:
    accounts = Accounts((("7332", "7339"),))
    basis = make_basis(given=(given("mileage_own_car", 40, "10"),), accounts=accounts, month=Month(2026, 11))
    result = calculate_payslip(basis, law())
    assert {line.account for line in result.lines if line.pay_item.startswith("mileage")} == {"7331", "7339"}


def test_the_number_that_a_given_item_has_is_not_looked_up_again() -> None:
    """The company posts the tax-free part where the standard has the taxed one, and that one elsewhere."""
    accounts = Accounts((("7331", "7332"), ("7332", "7339")))
    line = given("mileage_own_car", 40, "10")
    basis = make_basis(given=(replace(line, item=item_of(line.item.code, None, accounts)),), accounts=accounts)
    result = calculate_payslip(replace(basis, month=Month(2026, 11)), law())
    assert {line.account for line in result.lines if line.pay_item.startswith("mileage")} == {"7332", "7339"}


def test_own_accounts_are_part_of_what_a_payslip_was_computed_from_and_none_leave_it_as_it_was() -> None:
    basis = make_basis()
    known = fingerprint_of(basis, law(), ENGINE_VERSION)
    assert fingerprint_of(replace(basis, accounts=Accounts()), law(), ENGINE_VERSION) == known
    assert fingerprint_of(replace(basis, accounts=OWN), law(), ENGINE_VERSION) != known


def test_a_debt_moves_with_its_account_and_the_cost_is_only_the_change() -> None:
    before, after = Owed(100_000, 0, 31_420), Owed(120_000, 0, 37_704)
    now = Accounts((("2920", "2925"), ("7290", "7295")))
    lines = change_journal(before, after, accounts=now, formerly=STANDARD)
    assert {line.account: line.amount for line in lines} == {
        "2920": 100_000,
        "2925": -120_000,
        "2940": -6_284,
        "7295": 20_000,
        "7519": 6_284,
    }
    assert {line.account for line in change_journal(before, after, accounts=now)} == {"2925", "2940", "7295", "7519"}


def test_an_own_number_is_named_by_what_it_is_for_unless_it_is_for_several_things() -> None:
    accounts = Accounts((("2821", "2890"), ("7281", "7210"), ("7285", "7210")))
    assert account_name("2890", accounts) == str(ACCOUNTS["2821"])
    assert account_name("7210", accounts) == str(ACCOUNTS["7210"])
    assert account_name("4999", accounts) == ""
