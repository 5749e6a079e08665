"""Employer contributions by age group (socialavgiftslagen 2000:980).

The basis is whole kronor for each individual; the declared amount is made rate by rate over all individuals, öre
dropped for each rate (22 kap. 1 § skatteförfarandeförordningen 2011:1261). The cost on a payslip is to the öre.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from common.money import ORE_IN_KRONA, Ore, kronor, round_to_ore, truncate_to_krona
from payroll.rules.lines import text
from payroll.rules.result import Contribution, Explanation, Input, Unit
from payroll.statutory import ContributionGroup, Parameters

STANDARD = "standard"


class AgeGroupMissing(LookupError):
    """No group of contributions covers the birth year on the payday."""


def group_for(birth_year: int, parameters: Parameters) -> ContributionGroup:
    """The person's group; a special group wins over the standard one. Raises AgeGroupMissing."""
    fitting = [group for group in parameters.contribution_groups if group.covers(birth_year, group.starts_on)]
    if not fitting:
        raise AgeGroupMissing(f"No group of employer contributions for people born in {birth_year}.")
    return min(fitting, key=lambda group: group.name == STANDARD)


def contributions(birth_year: int, pay: Ore, parameters: Parameters, outside: Ore = 0) -> tuple[Contribution, ...]:
    """Contributions on a month's taxed pay but what is `outside`; above a group's ceiling the standard rate applies."""
    made = _contributions(group_for(birth_year, parameters), max(truncate_to_krona(pay - outside), 0), parameters)
    return tuple(_with_reason(one, pay, outside) for one in made) if outside else made


def _with_reason(one: Contribution, pay: Ore, outside: Ore) -> Contribution:
    """Why the basis is not all that is taxed."""
    amounts = (Input("taxable_pay", str(pay), Unit.ORE), Input("outside_contributions", str(outside), Unit.ORE))
    return replace(one, explanation=replace(one.explanation, inputs=(*amounts, *one.explanation.inputs)))


def _contributions(group: ContributionGroup, basis: Ore, parameters: Parameters) -> tuple[Contribution, ...]:
    if group.ceiling is None:
        return (_contribution(group, basis),)
    within = min(basis, group.ceiling * ORE_IN_KRONA)
    standard = next(one for one in parameters.contribution_groups if one.name == STANDARD)
    made = (_contribution(group, within), _contribution(standard, basis - within))
    return tuple(one for one in made if one.basis) or made[:1]


def _contribution(group: ContributionGroup, basis: Ore) -> Contribution:
    amount = round_to_ore(basis * group.rate.value)
    explanation = Explanation(
        rule="employer_contributions",
        formula=f"{text(Decimal(basis) / 100)} × {text(group.rate.value * 100)} % = {kronor(amount)}",
        inputs=(Input("basis", str(basis), Unit.ORE), Input("age_group", group.name, Unit.NONE)),
        figures=(group.rate,),
        law="social_contributions_act",
    )
    return Contribution(group.name, group.rate.value, basis, amount, explanation)


def declared(of_all: Iterable[Contribution]) -> Ore:
    """What the declaration says: bases summed for each rate, multiplied, öre dropped for each rate."""
    bases: dict[Decimal, Ore] = {}
    for contribution in of_all:
        bases[contribution.rate] = bases.get(contribution.rate, 0) + contribution.basis
    return sum(truncate_to_krona(int(basis * rate)) for rate, basis in bases.items())
