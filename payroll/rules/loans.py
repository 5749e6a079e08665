"""Loans and advances: the instalment of a month as long as something is left, and the benefit of a low interest.

The benefit is the difference to the state loan rate with an addition (61 kap. 15 § inkomstskattelagen 1999:1229).
"""

from decimal import Decimal

from common.money import Ore
from payroll.rules.basis import PayslipBasis
from payroll.rules.benefit_lines import MONTHS, benefit_line, per_cent
from payroll.rules.item_lines import line_of
from payroll.rules.lines import krona_text, money_input, text
from payroll.rules.pay_items import GivenLine
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.statutory import Parameters

PRINCIPAL, REPAID = "loan_principal", "loan_repaid"


def left_of(given: GivenLine) -> Ore | None:
    """What is left to repay before the payslip; None where no principal is known."""
    if not given.money(PRINCIPAL):
        return None
    return max(given.money(PRINCIPAL) - given.money(REPAID), 0)


def by_loan(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> PayslipLine:
    """The instalment; the last one is what is left."""
    left = left_of(given)
    instalment = Decimal(given.amount if left is None else min(given.amount, left))
    inputs = [money_input("agreed_amount", given.amount)]
    if left is not None:
        inputs += [money_input(PRINCIPAL, given.money(PRINCIPAL)), money_input("left_of_loan", left)]
    return line_of(
        given, quantity=Decimal(1), unit=Unit.NONE, rate=instalment, formula=krona_text(instalment), inputs=inputs
    )


def by_loan_interest(given: GivenLine, basis: PayslipBasis, parameters: Parameters) -> PayslipLine:
    """What a month's interest is below the law's, on what is owed. Raises FigureMissing."""
    rate, added = parameters.figure("state_loan_rate"), parameters.figure("loan_interest_addition")
    owed, agreed = Decimal(given.amount), given.number("interest_rate") / 100
    formula = f"{krona_text(owed)} × ({per_cent(rate.value)} + {per_cent(added.value)} − {per_cent(agreed)}) / {MONTHS}"
    inputs = [money_input("loan_owed", given.amount), Input("interest_rate", text(agreed * 100), Unit.PER_CENT)]
    exact = owed * (rate.value + added.value - agreed) / MONTHS
    return benefit_line(given, exact, formula, inputs, [rate, added])
