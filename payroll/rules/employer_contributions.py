"""Employer contributions by age group (socialavgiftslagen 2000:980).

Pay to one person of less than a thousand kronor in a year is free of them (2 kap. 14 §); when the year's pay reaches
the limit, all of it is basis, and what was free before is settled.

The basis is whole kronor for each individual; the declared amount is made rate by rate over all individuals, öre
dropped for each rate (22 kap. 1 § skatteförfarandeförordningen 2011:1261). The cost on a payslip is to the öre.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from common.money import ORE_IN_KRONA, Ore, kronor, round_to_ore, truncate_to_krona
from payroll.rules.lines import text
from payroll.rules.month_to_date import NOTHING_BEFORE, MonthToDate
from payroll.rules.result import Contribution, Explanation, Input, Unit
from payroll.statutory import ContributionGroup, Figure, Parameters

STANDARD = "standard"
FREE_BELOW = "contributions_free_below"
CHARGED = "charged_this_month"


class AgeGroupMissing(LookupError):
    """No group of contributions covers the birth year on the payday."""


def group_for(birth_year: int, parameters: Parameters) -> ContributionGroup:
    """The person's group; a special group wins over the standard one. Raises AgeGroupMissing."""
    fitting = [group for group in parameters.contribution_groups if group.covers(birth_year, group.starts_on)]
    if not fitting:
        raise AgeGroupMissing(f"No group of employer contributions for people born in {birth_year}.")
    return min(fitting, key=lambda group: group.name == STANDARD)


def contributions(
    birth_year: int,
    pay: Ore,
    parameters: Parameters,
    outside: Ore = 0,
    earlier: Ore = 0,
    before: MonthToDate = NOTHING_BEFORE,
) -> tuple[Contribution, ...]:
    """Contributions on taxed pay but what is `outside`; above a group's ceiling of the month the standard rate applies.

    `earlier` is the year's taxed pay before, and `before` what was charged of it in the month of the payday: its öre
    and its part of a ceiling. Raises AgeGroupMissing, FigureMissing.
    """
    group, free_below = group_for(birth_year, parameters), parameters.figure(FREE_BELOW)
    limit = int(free_below.value * ORE_IN_KRONA)
    settled = earlier if 0 < earlier < limit else 0
    charged = pay - outside + settled
    is_free = earlier < limit and 0 < charged < limit
    basis = truncate_to_krona(before.charged + charged) - truncate_to_krona(before.charged)
    made = _contributions(group, 0 if is_free else max(basis, 0), parameters, before.basis_of(group.name))
    if before.charged:
        made = tuple(_with_reasons(one, (Input(CHARGED, str(before.charged), Unit.ORE),)) for one in made)
    if is_free or settled:
        of_year = Input("earned_this_year", str(earlier), Unit.ORE)
        made = tuple(_resting_on(free_below, _with_reasons(one, (of_year,))) for one in made)
    if is_free or settled or outside:
        reasons = (Input("taxable_pay", str(pay), Unit.ORE), Input("outside_contributions", str(outside), Unit.ORE))
        made = tuple(_with_reasons(one, reasons) for one in made)
    return made


def _with_reasons(one: Contribution, reasons: Sequence[Input]) -> Contribution:
    """Why the basis is not all that is taxed."""
    return replace(one, explanation=replace(one.explanation, inputs=(*reasons, *one.explanation.inputs)))


def _resting_on(figure: Figure, one: Contribution) -> Contribution:
    return replace(one, explanation=replace(one.explanation, figures=(*one.explanation.figures, figure)))


def _contributions(group: ContributionGroup, basis: Ore, parameters: Parameters, used: Ore) -> tuple[Contribution, ...]:
    """`used` is what the group's rate was paid on before in the month."""
    if group.ceiling is None:
        return (_contribution(group, basis),)
    within = min(basis, max(group.ceiling * ORE_IN_KRONA - used, 0))
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
