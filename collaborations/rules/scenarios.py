"""Which of the scenarios S1–S9 a client is in; every combination of facts has a verdict."""

from enum import StrEnum

from collaborations.rules.facts import Facts, ServiceUse


class Scenario(StrEnum):
    """The situations of the activation guide."""

    COMPANY_NOT_KNOWN = "S1"
    SERVICE_MISSING = "S2"
    RUNS_SERVICE_ITSELF = "S3"
    LON_DIRECT = "S5"
    OTHER_FIRM = "S8"
    ALREADY_ACTIVE = "ACTIVE"


STARTABLE = frozenset({Scenario.COMPANY_NOT_KNOWN, Scenario.SERVICE_MISSING, Scenario.LON_DIRECT})
"""Scenarios in which a collaboration can be activated; the others are blockers of their own."""


def scenario_of(facts: Facts) -> Scenario:
    """The scenario; who already works in the service decides before what the company has."""
    match facts.service_use:
        case ServiceUse.THIS_FIRM:
            return Scenario.ALREADY_ACTIVE
        case ServiceUse.OTHER_FIRM:
            return Scenario.OTHER_FIRM
        case ServiceUse.OWN:
            return Scenario.RUNS_SERVICE_ITSELF
    if facts.lon_direct:
        return Scenario.LON_DIRECT
    return Scenario.SERVICE_MISSING if facts.has_account else Scenario.COMPANY_NOT_KNOWN
