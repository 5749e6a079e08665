"""The debt for vacation, its posting, and what is paid when an employment ends."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employment.rules.cost_splits import Share
from payroll.rules.basis import PayForm
from payroll.rules.employer_contributions import AgeGroupMissing
from payroll.rules.journal import JournalLine
from payroll.rules.result import Unit
from payroll.rules.vacation_advance import AdvanceTaken, EndReason, debt_on
from payroll.rules.vacation_compensation import Compensation, compensation
from payroll.rules.vacation_liability import Liability, Owed, change_journal, divided_costs, liability_of, owed
from payroll.rules.vacation_terms import VacationTerms
from payroll.rules.vacation_value import EarnedPay, day_value
from tests.factories.payslip_basis import law, seen

VALUE = day_value(
    VacationTerms(supplement_rate=Decimal("0.008")),
    monthly_salary=3_000_000,
    earned=EarnedPay(),
    paid_days=Decimal(25),
)
amounts = st.integers(0, 10**9)
debts = st.builds(Owed, amounts, amounts, amounts)


def liability(days: int, earning: str = "0", born: int = 1985, form: PayForm = PayForm.MONTHLY) -> Liability:
    return liability_of(form, Decimal(days), Decimal(earning), VALUE, born, law())


def test_the_debt_is_days_by_value_and_the_contributions_on_it() -> None:
    """10 days at 1 620 are 16 200; 31.42 % of it is 5 090.04."""
    found = liability(10)
    assert (found.amount, found.contributions, found.total) == (1_620_000, 509_004, 2_129_004)
    assert found.explanation.formula == "10 × 1620.00 = 16200.00; 16200.00 × 31.42 % = 5090.04"


def test_days_being_earned_count_and_a_debt_is_never_negative() -> None:
    assert liability(10, "12.5").days == Decimal("22.5")
    assert liability(2, "-5").amount == 0


@pytest.mark.parametrize(("born", "contributions"), [(1937, 0), (1950, 165_402), (1985, 509_004), (2006, 509_004)])
def test_contributions_follow_the_age_but_a_youths_lower_rate_is_not_counted_on(born: int, contributions: int) -> None:
    assert liability(10, born=born).contributions == contributions


def test_a_birth_year_without_a_group_is_refused() -> None:
    with pytest.raises(AgeGroupMissing):
        liability_of(PayForm.MONTHLY, Decimal(1), Decimal(0), VALUE, 1985, replace(law(), contribution_groups=()))


def test_the_debt_belongs_where_the_cost_of_each_employee_does() -> None:
    """16,200 and 5,090.04 of contributions for each: one is split, one has no place, one is paid by the hour."""
    shop, project = Share(Decimal(60), "100"), Share(Decimal(40), "", "P1")
    by_hour = liability(10, form=PayForm.HOURLY)
    found = divided_costs([(liability(10), (shop, project)), (liability(10), (shop, project)), (liability(10), ())])
    assert found == [
        JournalLine("7290", 2 * 648_000, "", "P1"),
        JournalLine("7290", 2 * 972_000, "100"),
        JournalLine("7519", 2 * 203_602, "", "P1"),
        JournalLine("7519", 2 * 305_402, "100"),
    ]
    assert divided_costs([(by_hour, (Share(Decimal(100), "100"),))]) == [
        JournalLine("7090", by_hour.amount, "100"),
        JournalLine("7519", by_hour.contributions, "100"),
    ]
    assert divided_costs([]) == []


def test_the_change_is_posted_on_its_accounts() -> None:
    before = owed([liability(10)])
    after = owed([liability(12), liability(1, form=PayForm.HOURLY)])
    found = {line.account: line.amount for line in change_journal(before, after)}
    assert found == {"2920": -486_000, "2940": -152_701, "7090": 162_000, "7290": 324_000, "7519": 152_701}


def test_a_debt_that_shrinks_is_posted_the_other_way_and_no_change_posts_nothing() -> None:
    before, after = owed([liability(10)]), owed([])
    assert {line.account: line.amount for line in change_journal(before, after)}["2920"] == 1_620_000
    assert change_journal(before, before) == []


@given(debts, debts)
def test_the_posting_always_balances_and_comes_to_the_change(before: Owed, after: Owed) -> None:
    lines = change_journal(before, after)
    assert sum(line.amount for line in lines) == 0
    owing = sum(line.amount for line in lines if line.account.startswith("29"))
    assert owing == before.total - after.total


ADVANCE = [
    AdvanceTaken(date(2021, 7, 1), Decimal(2), 300_000),
    AdvanceTaken(date(2024, 7, 1), Decimal(1), 160_000),
]


@pytest.mark.parametrize(
    ("on", "reason", "debt"),
    [
        (date(2026, 6, 30), EndReason.OTHER, 460_000),
        (date(2026, 7, 1), EndReason.OTHER, 160_000),
        (date(2024, 2, 29), EndReason.OTHER, 460_000),
        (date(2026, 6, 30), EndReason.ILLNESS, 0),
        (date(2026, 6, 30), EndReason.EMPLOYERS_BREACH, 0),
        (date(2026, 6, 30), EndReason.SHORTAGE_OF_WORK, 0),
    ],
)
def test_the_debt_for_advance_is_gone_after_five_years_and_for_some_reasons(
    on: date, reason: EndReason, debt: int
) -> None:
    assert debt_on(on, ADVANCE, reason, law()) == debt


def ended(paid: int, saved: int, earning: int, reason: EndReason = EndReason.OTHER) -> Compensation:
    return compensation(
        date(2026, 11, 30),
        paid=Decimal(paid),
        saved=Decimal(saved),
        earning=Decimal(earning),
        value=VALUE,
        advance=ADVANCE,
        reason=reason,
        parameters=law(),
    )


def test_what_is_left_is_paid_when_the_employment_ends_less_the_debt() -> None:
    found = ended(10, 3, 17)
    assert seen(found.days, found.gross, found.set_off, found.amount) == (30, 4_860_000, 160_000, 4_700_000)
    assert found.explanation.formula == "30 × 1620.00 − 1600.00 = 47000.00"
    assert [one.name for one in found.explanation.figures] == ["advance_debt_last_years"]


def test_earned_days_that_were_rounded_up_are_told_as_they_were() -> None:
    found = compensation(
        date(2026, 11, 30),
        paid=Decimal(0),
        saved=Decimal(0),
        earning=Decimal(16),
        exact=Decimal("15.68"),
        value=VALUE,
        advance=[],
        reason=EndReason.OTHER,
        parameters=law(),
    )
    told = {one.name: (one.value, one.unit) for one in found.explanation.inputs}
    assert found.days == 16
    assert told["vacation_days_being_earned"] == ("15.68", Unit.COUNT)
    assert told["vacation_days_rounded_up"] == ("16", Unit.COUNT)
    assert "vacation_days_rounded_up" not in {one.name for one in ended(10, 3, 17).explanation.inputs}


def test_the_debt_never_takes_more_than_there_is_and_is_waived_for_shortage_of_work() -> None:
    assert (ended(0, 0, 0).amount, ended(0, 0, 0).set_off) == (0, 0)
    spared = ended(1, 0, 0, EndReason.SHORTAGE_OF_WORK)
    assert (spared.amount, spared.set_off, spared.explanation.figures) == (162_000, 0, ())


def test_a_debt_is_of_the_days_at_the_value_that_it_was_counted_with() -> None:
    assert liability(10).value is VALUE
