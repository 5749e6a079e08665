"""What is chosen at random: services and terms."""

from dataclasses import replace
from itertools import product

from hypothesis import strategies as st

from collaborations.catalogue import offer_of
from collaborations.rules.terms import (
    BillingRecipient,
    Party,
    Responsibilities,
    Terms,
    TimeMode,
    firm_only_responsibilities,
    service_terms,
)

FIRM, CLIENT, BOTH = Party
MATRICES = {
    TimeMode.FIRM_REGISTERS: (
        firm_only_responsibilities(TimeMode.FIRM_REGISTERS),
        Responsibilities(FIRM, BOTH, FIRM, BOTH, FIRM),
    ),
    TimeMode.EMPLOYEES_REGISTER: (
        Responsibilities(FIRM, CLIENT, CLIENT, FIRM, FIRM),
        Responsibilities(FIRM, CLIENT, BOTH, CLIENT, FIRM),
    ),
}
STANDARD, START = offer_of("LON_SMART", "STANDARD"), offer_of("LON_SMART", "START")
OVERVIEW, TAXES = offer_of("EKONOMIOVERSIKT", ""), offer_of("SKATT_BOKSLUT", "")
PERIODS = (12, 3)
TERMS = {
    "LON_SMART": (
        *(
            Terms(START, BillingRecipient.FIRM, months, mode, firm_only_responsibilities(mode))
            for months, mode in product(PERIODS, TimeMode)
        ),
        *(
            Terms(STANDARD, recipient, months, mode, matrix)
            for recipient, months, mode in product(BillingRecipient, PERIODS, TimeMode)
            for matrix in MATRICES[mode]
        ),
    ),
    "LON_ANSTALLD": tuple(service_terms(offer_of("LON_ANSTALLD", variant)) for variant in ("BOTH", "MIN_LON")),
    "EKONOMIOVERSIKT": tuple(
        service_terms(OVERVIEW, recipient, months) for recipient, months in product(BillingRecipient, PERIODS)
    ),
    "SKATT_BOKSLUT": (service_terms(TAXES, BillingRecipient.FIRM),),
}
"""The terms that are agreed about each service."""

numbers = st.integers(0, 119)
"""Which one of several; what the number means depends on how many there are."""
SERVICES = ("LON_SMART", "LON_SMART", "LON_ANSTALLD", "LON_ANSTALLD", "EKONOMIOVERSIKT", "SKATT_BOKSLUT")
"""Some are asked for more often."""


def terms_of(service: str, number: int) -> Terms:
    """Some terms of the service."""
    return TERMS[service][number % len(TERMS[service])]


def anything_else(now: Terms, number: int) -> Terms:
    """Wholly other terms, or the present ones with another recipient and period."""
    other = terms_of(now.offer.service, number)
    if number // 24 % 2 and other.billing_recipient in now.offer.billing_recipients:
        return replace(now, billing_recipient=other.billing_recipient, period_months=other.period_months)
    return other


def what_waits_for_no_period(now: Terms, number: int) -> Terms:
    """Another variant, time mode or matrix, paid as now as far as that can be."""
    other = terms_of(now.offer.service, number)
    pays = now.billing_recipient in other.offer.billing_recipients
    return replace(other, billing_recipient=now.billing_recipient, period_months=now.period_months) if pays else other


def who_approves(now: Terms, number: int) -> Terms:
    """Mostly what the client may decide: who approves time."""
    if number % 4 and now.offer is STANDARD:
        approval = CLIENT if now.responsibilities.time_approval is BOTH else BOTH
        return replace(now, responsibilities=replace(now.responsibilities, time_approval=approval))
    return anything_else(now, number)
