"""What holds for any run: the sums by rate, and a journal that balances."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from payroll.rules.accounts import USES, Accounts
from payroll.rules.basis import PayForm
from payroll.rules.digests import result_digest
from payroll.rules.employer_contributions import declared
from payroll.rules.journal import journal
from payroll.rules.result import PayslipResult
from tests.properties.payroll.examples import runs

NUMBERED = [number for numbers in USES.values() for number in numbers]
own_accounts = st.dictionaries(st.sampled_from(NUMBERED), st.sampled_from(["2899", "3790", "7299", "5099"])).map(
    Accounts.of_company
)
Run = list[tuple[PayForm, PayslipResult]]


@given(runs)
def test_what_is_declared_is_the_sum_of_the_payslips_by_the_legal_rounding(run: Run) -> None:
    """Whole-krona bases summed for each rate, the rate taken, öre dropped, the rates added."""
    bases: dict[int, int] = {}
    for _, slip in run:
        for one in slip.contributions:
            hundredths = int(one.rate * 10_000)
            bases[hundredths] = bases.get(hundredths, 0) + one.basis // 100
    expected = sum(kronor * hundredths // 10_000 for hundredths, kronor in bases.items())
    assert declared(one for _, slip in run for one in slip.contributions) == expected * 100


@given(runs)
def test_the_cost_of_the_payslips_and_the_declaration_differ_by_rounding_alone(run: Run) -> None:
    made = [one for _, slip in run for one in slip.contributions]
    rates = len({one.rate for one in made})
    assert -len(made) <= sum(one.amount for one in made) - declared(made) <= len(made) + 100 * rates


@given(runs)
def test_the_journal_of_any_run_balances(run: Run) -> None:
    found = {line.account: line.amount for line in journal(run)}
    assert sum(found.values()) == 0
    assert found.get("2710", 0) == -sum(slip.preliminary_tax for _, slip in run)
    assert found.get("2821", 0) == -sum(slip.net_pay for _, slip in run)
    assert found.get("7510", 0) == sum(slip.contribution_cost for _, slip in run)
    assert -found.get("2731", 0) == declared(one for _, slip in run for one in slip.contributions)
    wages = ("7010", "7081", "7082", "7210", "7281", "7285")
    assert sum(found.get(account, 0) for account in wages) == sum(slip.gross_pay for _, slip in run)


@given(runs, st.randoms(use_true_random=False))
def test_the_order_of_employees_matters_neither_to_journal_nor_digest(run: Run, random: st.DataObject) -> None:
    shuffled = list(run)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert journal(shuffled) == journal(run)
    assert result_digest([slip for _, slip in shuffled]) == result_digest([slip for _, slip in run])


@given(runs, own_accounts)
def test_a_companys_own_accounts_take_the_place_of_the_standard_ones_and_change_nothing_else(
    run: Run, accounts: Accounts
) -> None:
    """The lines name no account here, so that all is the journal's own."""
    plain = [(form, replace(slip, lines=tuple(replace(line, account="") for line in slip.lines))) for form, slip in run]
    expected: dict[str, int] = {}
    for line in journal(plain):
        number = accounts.of(line.account)
        expected[number] = expected.get(number, 0) + line.amount
    found = {line.account: line.amount for line in journal(plain, accounts=accounts)}
    assert found == {number: amount for number, amount in expected.items() if amount}
