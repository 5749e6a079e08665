"""What each variant allows."""

import itertools
from dataclasses import replace

import pytest
from django.utils import translation

from collaborations.catalogue import offer_of, offers, offers_of, service_name, services, variant_name
from collaborations.rules.terms import (
    BillingRecipient,
    Offer,
    Party,
    TermsProblem,
    TimeMode,
    firm_only_responsibilities,
    problems_in,
    service_terms,
)
from tests.unit.collaborations.rules.examples import AGREED, standard, start


def test_the_catalogue_has_the_eight_services_with_their_variants() -> None:
    assert {service: [offer.variant for offer in offers_of(service)] for service in services()} == {
        "LON_SMART": ["STANDARD", "START"],
        "EEKONOMI": ["SMART", "START", "BOKFORING", "FAKTURERING", "PRO"],
        "EKONOMIOVERSIKT": [""],
        "SCANNER": [""],
        "SKATT_BOKSLUT": [""],
        "DIGITALA_FAKTUROR": [""],
        "LON_ANSTALLD": ["BOTH", "MIN_LON"],
        "UTLAGG": ["PER_ITEM", "UNLIMITED", "CARD"],
    }


def test_every_service_and_variant_has_a_name_in_both_languages() -> None:
    for offer in offers():
        assert service_name(offer.service)
        for language in ("sv", "en"):
            with translation.override(language):
                assert bool(variant_name(offer.service, offer.variant)) == bool(offer.variant)


@pytest.mark.parametrize("offer", offers(), ids=lambda offer: f"{offer.service}-{offer.variant}")
def test_what_is_not_asked_can_only_be_left_out(offer: Offer) -> None:
    for recipient in (None, *BillingRecipient):
        for months in (None, 3, 12):
            problems = problems_in(service_terms(offer, recipient, months))
            is_asked = offer.billing_recipients or (None,)
            assert (TermsProblem.BILLING_RECIPIENT_NOT_OFFERED in problems) == (recipient not in is_asked)
            assert (TermsProblem.PERIOD_NOT_OFFERED in problems) == (months not in (offer.period_months or (None,)))


def test_an_unknown_variant_is_refused() -> None:
    with pytest.raises(LookupError):
        offer_of("LON_SMART", "PRO")


def test_start_refuses_client_as_billing_recipient() -> None:
    assert problems_in(start(billing=BillingRecipient.CLIENT)) == (TermsProblem.BILLING_RECIPIENT_NOT_OFFERED,)


@pytest.mark.parametrize("billing", list(BillingRecipient))
def test_standard_lets_either_party_pay(billing: BillingRecipient) -> None:
    assert problems_in(standard(billing=billing)) == ()


@pytest.mark.parametrize("months", [0, 1, 6, 13, -3])
def test_other_periods_than_three_and_twelve_months_are_refused(months: int) -> None:
    assert problems_in(standard(months=months)) == (TermsProblem.PERIOD_NOT_OFFERED,)
    assert problems_in(start(months=months)) == (TermsProblem.PERIOD_NOT_OFFERED,)


@pytest.mark.parametrize("mode", list(TimeMode))
def test_start_has_one_matrix_for_each_time_mode_and_no_other(mode: TimeMode) -> None:
    fixed = firm_only_responsibilities(mode)
    for parties in itertools.product(Party, repeat=5):
        matrix = type(fixed)(*parties)
        expected = () if matrix == fixed else (TermsProblem.RESPONSIBILITIES_FIXED,)
        assert problems_in(start(mode=mode, matrix=matrix)) == expected


def test_in_start_employees_register_and_attestors_approve_only_when_employees_register() -> None:
    by_firm = firm_only_responsibilities(TimeMode.FIRM_REGISTERS)
    assert set(vars(by_firm).values()) == {Party.FIRM}
    by_employees = firm_only_responsibilities(TimeMode.EMPLOYEES_REGISTER)
    assert by_employees == replace(by_firm, time_registration=Party.CLIENT, time_approval=Party.CLIENT)


@pytest.mark.parametrize(("registration", "approval"), list(itertools.product(Party, Party)))
def test_standard_asks_for_employees_and_attestors_when_employees_register(
    registration: Party, approval: Party
) -> None:
    matrix = replace(AGREED, time_registration=registration, time_approval=approval)
    found = problems_in(standard(matrix=matrix))
    assert (TermsProblem.TIME_REGISTRATION_WITHOUT_EMPLOYEES in found) is (registration is Party.FIRM)
    assert (TermsProblem.TIME_APPROVAL_WITHOUT_ATTESTORS in found) is (approval is Party.FIRM)


@pytest.mark.parametrize("registration", list(Party))
def test_standard_asks_for_the_firm_when_the_firm_registers(registration: Party) -> None:
    matrix = replace(AGREED, time_registration=registration)
    found = problems_in(standard(mode=TimeMode.FIRM_REGISTERS, matrix=matrix))
    assert found == ((TermsProblem.TIME_REGISTRATION_WITHOUT_FIRM,) if registration is Party.CLIENT else ())


def test_all_problems_are_told_at_once() -> None:
    terms = start(billing=BillingRecipient.CLIENT, months=5, matrix=AGREED)
    assert problems_in(terms) == (
        TermsProblem.BILLING_RECIPIENT_NOT_OFFERED,
        TermsProblem.PERIOD_NOT_OFFERED,
        TermsProblem.RESPONSIBILITIES_FIXED,
    )
