"""Employer contributions by age group, and what is declared."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from payroll.rules.employer_contributions import AgeGroupMissing, contributions, declared, group_for
from payroll.rules.result import Contribution, Explanation
from payroll.statutory import Figure, Parameters
from tests.factories.payslip_basis import law

BEFORE_YOUTH, YOUTH, IN_2025 = date(2026, 3, 31), date(2026, 4, 1), date(2025, 6, 25)
STANDARD_RATE = Decimal("0.3142")


def of_rate(basis: int, rate: Decimal = STANDARD_RATE) -> Contribution:
    """A contribution on öre of basis; what is declared looks at basis and rate alone."""
    return Contribution("", rate, basis, 0, Explanation("", ""))


@pytest.mark.parametrize(
    ("birth_year", "payday", "group"),
    [
        (1937, IN_2025, "born_1937_or_earlier"),
        (1937, YOUTH, "born_1937_or_earlier"),
        (1938, IN_2025, "old_age_only"),
        (1938, YOUTH, "old_age_only"),
        (1958, IN_2025, "old_age_only"),
        (1958, YOUTH, "old_age_only"),
        (1959, IN_2025, "standard"),
        (1959, YOUTH, "standard"),
        (2002, YOUTH, "standard"),
        (2003, YOUTH, "youth"),
        (2007, YOUTH, "youth"),
        (2008, YOUTH, "standard"),
        (2003, BEFORE_YOUTH, "standard"),
        (2007, date(2026, 12, 31), "youth"),
        (2005, IN_2025, "standard"),
    ],
)
def test_the_age_when_the_year_begins_decides(birth_year: int, payday: date, group: str) -> None:
    assert group_for(birth_year, law(payday)).name == group


@pytest.mark.parametrize("payday", [IN_2025, BEFORE_YOUTH, YOUTH])
def test_everyone_is_in_one_special_group_or_the_standard_one(payday: date) -> None:
    for birth_year in range(1900, 2015):
        covering = {group.name for group in law(payday).contribution_groups if group.covers(birth_year, payday)}
        assert len(covering - {"standard"}) + (covering == {"standard"}) == 1


def test_without_a_group_the_person_is_named_as_a_problem() -> None:
    nobody = replace(law(), contribution_groups=())
    with pytest.raises(AgeGroupMissing, match="born in 1985"):
        group_for(1985, nobody)


@pytest.mark.parametrize(
    ("birth_year", "rate", "amount"), [(1985, "0.3142", 1_099_700), (1958, "0.1021", 357_350), (1937, "0", 0)]
)
def test_the_rate_is_taken_on_the_month(birth_year: int, rate: str, amount: int) -> None:
    (made,) = contributions(birth_year, 3_500_000, law())
    assert (made.rate, made.basis, made.amount) == (Decimal(rate), 3_500_000, amount)


def test_oere_are_not_part_of_the_basis() -> None:
    (made,) = contributions(1985, 3_000_099, law())
    assert (made.basis, made.amount) == (3_000_000, 942_600)


def test_the_young_have_the_lower_rate_up_to_25_000_a_month() -> None:
    """E8: 25,000 gives 5,202 declared; 40,000 gives 5,202 + 4,713 = 9,915."""
    (within,) = contributions(2006, 2_500_000, law(YOUTH))
    assert (within.group, within.basis, within.amount) == ("youth", 2_500_000, 520_250)
    assert declared([within]) == 520_200
    both = contributions(2006, 4_000_000, law(YOUTH))
    assert [(one.group, one.basis, one.amount) for one in both] == [
        ("youth", 2_500_000, 520_250),
        ("standard", 1_500_000, 471_300),
    ]
    assert declared(both) == 991_500


def test_one_krona_above_the_ceiling_is_a_krona_at_the_standard_rate() -> None:
    _, above = contributions(2006, 2_500_100, law(YOUTH))
    assert (above.group, above.basis, above.amount) == ("standard", 100, 31)


def test_no_pay_is_one_row_of_nothing() -> None:
    (of_the_young,) = contributions(2006, 0, law())
    (negative,) = contributions(1985, -100_000, law())
    assert (of_the_young.group, of_the_young.amount, negative.basis, negative.amount) == ("youth", 0, 0, 0)


def test_pay_is_free_until_the_year_comes_to_a_thousand_kronor_and_what_was_free_is_settled_once() -> None:
    def bases(pay: int, earlier: int) -> list[tuple[int, int]]:
        made = contributions(1985, pay, law(), earlier=earlier)
        return [(one.basis, len(one.explanation.inputs)) for one in made]

    assert bases(99_999, 0) == [(0, 5)]
    assert bases(99_998, 1) == [(0, 5)]
    assert bases(99_999, 1) == [(100_000, 5)]
    assert bases(50_000, 99_999) == [(149_900, 5)]
    assert bases(50_000, 100_000) == [(50_000, 2)]


def law_of_2021() -> Parameters:
    """E7 is from 2021, when the young had 19.73 % on up to 25,000: the rule is the same, the figures differ."""
    parameters = law()
    youth, standard = (group_for(year, parameters) for year in (2006, 1985))
    figure = Figure("youth", Decimal("0.1973"), "share", date(2021, 1, 1), "SFS 2020:1239", True)
    return replace(parameters, contribution_groups=(replace(youth, rate=figure), standard))


@pytest.mark.parametrize(("pay", "cost", "full"), [(15_000, 17_959, 19_713), (25_000, 29_932, 32_855)])
def test_an_example_of_2021_comes_out_as_published(pay: int, cost: int, full: int) -> None:
    """E7: marredo.se, cost of an employee in whole kronor, with and without the lower rate."""
    assert (pay * 100 + declared(contributions(2006, pay * 100, law_of_2021()))) // 100 == cost
    assert (pay * 100 + declared(contributions(1985, pay * 100, law_of_2021()))) // 100 == full


def test_the_official_declaration_comes_out() -> None:
    """E1: Skatteverket's example file 01. Fuel of 1,200 is 1,000 at market value, and 1,000 was paid for it."""
    people = [28_500 + 2_500 + 1_200 * 10 // 12 - 1_000, 25_350, 26_700]
    made = [one for kronor in people for one in contributions(1985, kronor * 100, law())]
    assert sum(one.basis for one in made) == 8_305_000
    assert declared(made) == 2_609_400


def test_oere_are_dropped_for_each_person_and_then_for_each_rate() -> None:
    """E15: four at 30,000.99 are 120,000 of basis, 37,704; with öre it would be 37,705."""
    four = [one for _ in range(4) for one in contributions(1985, 3_000_099, law())]
    assert declared(four) == 3_770_400


def test_each_rate_drops_its_own_oere() -> None:
    """31.42 and 10.21 % of 101 kronor are 31.73 and 10.31: 41 kronor, where one sum of 42.04 would give 42."""
    assert declared([of_rate(10_100), of_rate(10_100, Decimal("0.1021"))]) == 4_100


def test_bases_of_a_rate_are_summed_before_it_is_taken() -> None:
    """31.42 % of 3 kronor is 0.94, nothing each time; of both together it is 1.88."""
    assert declared([of_rate(300), of_rate(300)]) == 100
    assert declared([]) == 0


def test_a_krona_is_not_declared_before_it_is_whole() -> None:
    """31.42 % of 4 669 is 1 466.9998: 1 466 is declared, in one run or in a hundred."""
    assert declared([of_rate(466_900)]) == 146_600
