"""What holds for every payslip."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from common.money import round_to_ore, whole_kronor
from payroll.operations.calculation import compute
from payroll.rules.basis import PayslipBasis
from payroll.rules.canonical import digest
from payroll.rules.result import Group, PayslipResult
from payroll.statutory import parameters_on
from tests.properties.payroll.examples import bases, payslip_of, payslips

IN_NET = (Group.GROSS, Group.TAX, Group.DEDUCTION, Group.REIMBURSEMENT)


def free_fuel(result: PayslipResult) -> int:
    """What of the fuel is taxed but no basis: all but the market value, less what was paid for it."""
    fuel, paid = (
        sum(abs(line.amount) for line in result.lines if line.pay_item == item)
        for item in ("fuel_benefit", "fuel_payment")
    )
    return fuel - max(round_to_ore(Decimal(fuel) / Decimal("1.2")) - paid, 0)


def charged(result: PayslipResult) -> int:
    """The basis: whole kronor of what is taxed; of a year below a thousand nothing, and at a thousand all of it."""
    pay = result.taxable_pay - free_fuel(result)
    taxed = {one.name for line in result.lines if line.group == Group.TAX for one in line.explanation.inputs}
    if "expert_exempt" in taxed:
        pay -= round_to_ore(max(pay, 0) * Decimal("0.25"))
    told = {one.name: one.value for one in result.contributions[0].explanation.inputs}
    if "earned_this_year" in told:
        pay += int(told["earned_this_year"])
        return whole_kronor(pay) * 100 if pay >= 100_000 else 0
    return whole_kronor(pay) * 100


@given(payslips)
def test_every_payslip_adds_up_in_whole_oere_and_says_why(result: PayslipResult) -> None:
    every_krona_is_net_tax_or_deducted_and_nobody_is_left_in_debt(result)
    money_is_always_whole_oere(result)
    every_line_says_why_and_is_its_quantity_by_its_rate(result)


def every_krona_is_net_tax_or_deducted_and_nobody_is_left_in_debt(result: PayslipResult) -> None:
    sums = {group: sum(line.amount for line in result.lines if line.group == group) for group in Group}
    assert sums[Group.GROSS] == result.gross_pay
    assert sums[Group.GROSS] + sums[Group.BENEFIT] == result.taxable_pay
    assert (-sums[Group.TAX], -sums[Group.DEDUCTION]) == (result.preliminary_tax, result.net_deductions)
    assert (sums[Group.REIMBURSEMENT], sums[Group.COST]) == (result.reimbursements, result.employer_premiums)
    assert sum(sums[group] for group in IN_NET) == result.net_pay
    assert min(result.net_pay, result.preliminary_tax, result.net_deductions, result.gross_pay) >= 0
    assert result.net_pay >= result.reimbursements
    assert result.preliminary_tax % 100 == 0
    assert sum(one.basis for one in result.contributions) == charged(result)
    assert all(one.basis % 100 == 0 and one.basis >= 0 for one in result.contributions)


def money_is_always_whole_oere(result: PayslipResult) -> None:
    amounts = [
        result.gross_pay, result.taxable_pay, result.preliminary_tax, result.net_pay, result.contribution_cost,
        result.employer_cost, result.sick_state.deduction_left,
        *(line.amount for line in result.lines), *(one.amount for one in result.contributions),
        *(one.basis for one in result.contributions),
    ]  # fmt: skip
    assert {type(amount) for amount in amounts} == {int}


def every_line_says_why_and_is_its_quantity_by_its_rate(result: PayslipResult) -> None:
    """Quantity and rate are shown with six decimals, so that the last öre can differ by a hair."""
    for line in result.lines:
        slack = (abs(line.quantity) + abs(line.rate)) * Decimal("0.000001")
        assert abs(line.quantity * line.rate - line.amount) <= Decimal("0.5") + slack, line
        explanation = line.explanation
        assert explanation.rule == line.pay_item
        assert explanation.formula and explanation.law and explanation.inputs
        assert all(figure.source and figure.unit for figure in explanation.figures)


@given(bases(), st.randoms(use_true_random=False))
def test_neither_the_order_of_what_is_registered_nor_computing_again_matters(
    basis: PayslipBasis, random: st.DataObject
) -> None:
    shuffled = list(basis.registrations)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    result, again = payslip_of(basis), payslip_of(replace(basis, registrations=tuple(shuffled)))
    assert again == result
    assert (again and digest(again)) == (result and digest(result))
    turned = payslip_of(replace(basis, planned_minutes=basis.planned_minutes[::-1]))
    assert (turned and (turned.lines, turned.net_pay)) == (result and (result.lines, result.net_pay))


@given(bases(), st.data())
def test_splitting_a_registration_changes_nothing_but_the_references(basis: PayslipBasis, data: st.DataObject) -> None:
    if not basis.registrations:
        return
    position = data.draw(st.integers(0, len(basis.registrations) - 1))
    one = basis.registrations[position]
    part = data.draw(st.integers(0, one.minutes))
    parts = (replace(one, minutes=part), replace(one, minutes=one.minutes - part))
    others = basis.registrations[:position] + basis.registrations[position + 1 :]
    split, result = payslip_of(replace(basis, registrations=(*others, *parts))), payslip_of(basis)
    assert (split is None) == (result is None)
    if split and result:
        assert [(line.pay_item, line.quantity, line.amount) for line in split.lines] == [
            (line.pay_item, line.quantity, line.amount) for line in result.lines
        ]
        assert split.sick_state == result.sick_state


@given(bases(), st.lists(bases(), max_size=2), st.integers(0, 2))
def test_adding_an_employee_never_changes_anothers_payslip(
    basis: PayslipBasis, others: list[PayslipBasis], position: int
) -> None:
    """By the very function that computes a chunk of a run; everyone is paid on the same day."""
    parameters = parameters_on(basis.payday)
    alone, _ = compute([basis], parameters)
    crowd = [replace(other, payday=basis.payday) for other in others]
    together, _ = compute([*crowd[:position], basis, *crowd[position:]], parameters)
    assert [one for one in together if one[0] is basis] == alone
