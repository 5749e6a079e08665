"""Pay that is free of tax as long as the year's pay stays within a limit of the law.

Students with the certificate SKV 434, and whoever is to earn less than the least yearly amount (10 kap. 4 §
skatteförfarandelagen 2011:1244). The payment that passes the limit is taxed as a whole, and so is all that follows.
"""

from common.money import ORE_IN_KRONA, Ore, kronor
from payroll.rules.basis import Exemption
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.rules.tax_lines import tax_line, taxed_in
from payroll.statutory import Parameters

FIGURES = {Exemption.STUDENT: "student_income_limit", Exemption.LOW_INCOME: "low_income_free_below"}
RULES = {Exemption.STUDENT: "student_free_tax", Exemption.LOW_INCOME: "low_income_free_tax"}
LAWS = {Exemption.STUDENT: "tax_procedure_act.student", Exemption.LOW_INCOME: "tax_procedure_act.low_income"}


def free_of_tax(exemption: Exemption, taxable: Ore, earned: Ore, parameters: Parameters) -> PayslipLine | None:
    """The line of pay that is free; None when it is not. `earned` is the year's pay before. Raises FigureMissing."""
    if exemption not in FIGURES:
        return None
    figure = parameters.figure(FIGURES[exemption])
    limit, year = int(figure.value * ORE_IN_KRONA), earned + taxable
    # A student may earn the limit itself; of low earners the law says less than the amount.
    if year > limit or (exemption == Exemption.LOW_INCOME and year == limit):
        return None
    inputs = [*taxed_in(taxable, parameters), Input("earned_this_year", str(earned), Unit.ORE)]
    formula = f"{kronor(earned)} + {kronor(taxable)} = {kronor(year)}"
    return tax_line(RULES[exemption], LAWS[exemption], 0, formula, inputs, [figure])
