"""Sick pay by agreement from day fifteen: a share of what the illness takes from the salary is paid all the same.

Agreements for salaried employees let the employer pay about 10 % of the salary up to ten price base amounts a year,
where sickness benefit covers the rest, and about 90 % of what lies above it, which nobody else covers; to day ninety.
The law asks for nothing after day fourteen, so without an agreement the rates are nought.
"""

from decimal import Decimal

from common.money import Ore
from payroll.rules.basis import PayslipBasis, Registration, Terms
from payroll.rules.lines import krona_text, paid_line, pay_input, text
from payroll.rules.result import Input, PayslipLine, Unit
from payroll.rules.sick_periods import SickPeriod
from payroll.statutory import Parameters

CEILING = 10
"""Price base amounts a year up to which sickness benefit is counted."""
MONTHS = 12


def sick_supplement(
    period: SickPeriod,
    registrations: list[Registration],
    terms: Terms,
    taken: Ore,
    basis: PayslipBasis,
    parameters: Parameters,
) -> list[PayslipLine]:
    """The share of what was `taken` (öre) for days from fifteen, as far as the agreement's last day."""
    agreement = basis.agreement
    missed = {one.day for one in registrations}
    days = sum((period.days_after[day] for day in missed), Decimal(0))
    paid = sum((period.days_supplemented.get(day, Decimal(0)) for day in missed), Decimal(0))
    if not paid or not (agreement.sick_supplement_rate or agreement.sick_supplement_above_rate):
        return []
    share, said = _share(terms, basis, parameters)
    part = "" if paid == days else f" / {text(days)} × {text(paid)}"
    return [
        paid_line(
            "sick_supplement",
            quantity=paid,
            unit=Unit.DAYS,
            rate=share * taken / days,
            formula=f"{krona_text(Decimal(taken))}{part} × {said}",
            law="agreement.sick_supplement",
            inputs=(pay_input(terms), *_rates(terms, basis, parameters)),
            figures=(parameters.figure("price_base_amount"),),
            registrations=registrations,
        )
    ]


def _ceiling(parameters: Parameters) -> Decimal:
    """The pay of a month, in öre, that sickness benefit reaches to. Raises FigureMissing."""
    return parameters.value("price_base_amount") * 100 * CEILING / MONTHS


def _share(terms: Terms, basis: PayslipBasis, parameters: Parameters) -> tuple[Decimal, str]:
    """What part of the salary is paid, and how the formula says it."""
    agreement, salary = basis.agreement, Decimal(terms.monthly_salary)
    below = min(salary, _ceiling(parameters))
    rate, above_rate = agreement.sick_supplement_rate, agreement.sick_supplement_above_rate
    if below == salary:
        return rate, f"{text(rate * 100)} %"
    paid = below * rate + (salary - below) * above_rate
    parts = f"{krona_text(below)} × {text(rate * 100)} % + {krona_text(salary - below)} × {text(above_rate * 100)} %"
    return paid / salary, f"({parts}) / {krona_text(salary)}"


def _rates(terms: Terms, basis: PayslipBasis, parameters: Parameters) -> tuple[Input, ...]:
    agreement = basis.agreement
    rate = Input("sick_supplement_rate", text(agreement.sick_supplement_rate * 100), Unit.PER_CENT)
    if terms.monthly_salary <= _ceiling(parameters):
        return (rate,)
    return rate, Input("sick_supplement_above_rate", text(agreement.sick_supplement_above_rate * 100), Unit.PER_CENT)
