"""Which of the scenarios S1–S9 a client is in; every combination of facts has a verdict."""

from enum import StrEnum

from collaborations.rules.facts import Facts, ServiceUse


class Scenario(StrEnum):
    """The situations of the activation guide."""

    COMPANY_NOT_KNOWN = "S1"
    SERVICE_MISSING = "S2"
    RUNS_SERVICE_ITSELF = "S3"
    OTHER_VARIANT = "S4"
    LON_DIRECT = "S5"
    MADE_ELSEWHERE = "S6"
    INCLUDED = "S7"
    OTHER_FIRM = "S8"
    OWN_FIRM = "S9"
    ALREADY_ACTIVE = "ACTIVE"


STARTABLE = frozenset(Scenario) - {Scenario.OTHER_FIRM, Scenario.ALREADY_ACTIVE}
"""Scenarios in which a collaboration can be activated; the others are blockers of their own."""


def scenario_of(facts: Facts, variant: str = "") -> Scenario:
    """The scenario; who already works in the service decides before what the company has.

    `variant` is the one that is wanted, once it is chosen: another one than the company's own is S4.
    """
    match facts.service_use:
        case ServiceUse.THIS_FIRM:
            return Scenario.ALREADY_ACTIVE
        case ServiceUse.OTHER_FIRM:
            return Scenario.OTHER_FIRM
    if facts.is_own_firm:
        return Scenario.OWN_FIRM
    if facts.service_use is ServiceUse.OWN:
        own = facts.own.variant if facts.own else ""
        return Scenario.OTHER_VARIANT if own and variant and own != variant else Scenario.RUNS_SERVICE_ITSELF
    if facts.included_in:
        return Scenario.INCLUDED
    if facts.made_elsewhere:
        return Scenario.MADE_ELSEWHERE
    if facts.lon_direct:
        return Scenario.LON_DIRECT
    return Scenario.SERVICE_MISSING if facts.has_account else Scenario.COMPANY_NOT_KNOWN
